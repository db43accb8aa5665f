#include "core/data/folder_layout.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ganscope::data {
namespace {

using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

using Places = std::vector<FolderNames>;

TEST(Classes, AreTheFoldersOnTheFirstLevelThatPartsThePictures) {
  const FolderLayout layout = classes_of({{"cat"}, {"dog", "poodle"}, {"dog", "beagle"}, {"cat"}}, {});
  EXPECT_THAT(layout.label_names, ElementsAre("cat", "dog"));
  EXPECT_THAT(layout.labels, ElementsAre(0, 1, 1, 0));
  EXPECT_THAT(layout.left_out, Each(IsEmpty()));
  EXPECT_THAT(layout.remarks, IsEmpty());
}

TEST(Classes, AreFoundThroughFoldersThatWrapThem) {
  const FolderLayout layout = classes_of({{"zip", "data", "a"}, {"zip", "data", "b", "deep", "er"}}, {});
  EXPECT_THAT(layout.label_names, ElementsAre("a", "b"));
  EXPECT_THAT(layout.labels, ElementsAre(0, 1));
}

TEST(Classes, ThereAreNoneWhereOneFolderOrNoneHoldsThePictures) {
  for (const Places& places : {Places{{}, {}}, Places{{"all"}, {"all"}}, Places{{"a", "b"}, {"a", "b"}},
                               Places{{}, {}, {"all"}}, Places{{"a"}, {"a", "b"}}, Places{}}) {
    const FolderLayout layout = classes_of(places, {});
    EXPECT_THAT(layout.label_names, IsEmpty());
    EXPECT_THAT(layout.labels, IsEmpty());
    EXPECT_THAT(layout.left_out, Each(IsEmpty()));
    EXPECT_EQ(layout.left_out.size(), places.size());
  }
}

TEST(Classes, PicturesBesideOrAboveTheirFoldersAreLeftOut) {
  const FolderLayout layout = classes_of({{}, {"in"}, {"in", "a"}, {"in", "a"}, {"in", "b"}}, {});
  EXPECT_THAT(layout.label_names, ElementsAre("a", "b"));
  EXPECT_THAT(layout.left_out,
              ElementsAre("stands beside the class folders", "stands beside the class folders", "", "", ""));
  EXPECT_THAT(layout.labels, ElementsAre(0, 0, 0, 0, 1));
}

TEST(Classes, ThereAreNoneWhereMorePicturesLieBesideTheFoldersThanInThem) {
  EXPECT_THAT(classes_of({{}, {}, {"a"}, {"b"}}, {}).label_names, ElementsAre("a", "b")) << "as many";
  const FolderLayout layout = classes_of({{}, {}, {}, {"a"}, {"b"}}, {});
  EXPECT_THAT(layout.label_names, IsEmpty());
  EXPECT_THAT(layout.left_out, Each(IsEmpty()));
  EXPECT_THAT(layout.remarks, ElementsAre(HasSubstr("More files lie beside a/, b/ than in them")));
}

TEST(Classes, MayBeTwoHundredAndFiftySixAndNotOneMore) {
  Places places;
  for (int i = 0; i < 256; ++i) places.push_back({fmt::format("{:03}", i)});
  EXPECT_EQ(classes_of(places, {}).label_names.size(), 256U);
  EXPECT_EQ(classes_of(places, {}).labels.back(), 255);
  places.push_back({"one more"});
  const FolderLayout layout = classes_of(places, {});
  EXPECT_THAT(layout.label_names, IsEmpty());
  EXPECT_THAT(layout.left_out, Each(IsEmpty()));
  EXPECT_THAT(layout.remarks, ElementsAre(HasSubstr("257 folders hold files, and at most 256")));
}

TEST(Classes, FoldersWithoutAPictureAreNamedAndAreNone) {
  const FolderLayout layout = classes_of(
      {{"in", "a"}, {"in", "b"}}, {{"docs"}, {"docs", "old"}, {"in"}, {"in", "a"}, {"in", "b"}, {"in", "c"}});
  EXPECT_THAT(layout.label_names, ElementsAre("a", "b"));
  EXPECT_THAT(layout.remarks,
              ElementsAre("Without a file that can be used, these are no classes: docs/, c/."));
  EXPECT_THAT(classes_of({{"a"}}, {{"a"}, {"b"}}).remarks,
              ElementsAre("No classes: only a/ holds files that can be used, and b/ none."));
  EXPECT_THAT(classes_of({{"a", "x"}, {"a", "y"}}, {{"a"}, {"a", "x"}, {"a", "y"}, {"b"}}).remarks,
              ElementsAre("Without a file that can be used, these are no classes: b/."));
}

TEST(Classes, ThatDifferByCapitalLettersOnlyAreTwoAndSaidToBe) {
  const FolderLayout layout = classes_of({{"Cat"}, {"cat"}, {"dog"}}, {});
  EXPECT_THAT(layout.label_names, ElementsAre("Cat", "cat", "dog"));
  EXPECT_THAT(layout.remarks,
              ElementsAre("Cat/, cat/ differ by capital letters only, and are classes of their own."));
}

TEST(Classes, HaveNamesThatCanBeShownAndKept) {
  EXPECT_THAT(classes_of({{"caf\xE9"}, {"katze \n"}}, {}).label_names,
              ElementsAre("caf\\xE9", "katze \\x0A"));
}

TEST(Parts, TrainIsUsedAndTheOthersAreNamed) {
  const Places places{{"train", "a"}, {"train", "b"}, {"test", "a"}, {"val", "b"}, {}, {"extra"}};
  const FolderLayout layout = parts_of(places);
  EXPECT_THAT(layout.left_out,
              ElementsAre("", "", "in test/, and train/ is used", "in val/, and train/ is used",
                          "stands beside train/", "stands beside train/"));
  EXPECT_THAT(layout.remarks,
              ElementsAre(HasSubstr("test/, train/, val/ are parts of one data set, and train/ is used")));
  EXPECT_THAT(layout.unused, ElementsAre(FolderNames{"extra"}, FolderNames{"test"}, FolderNames{"val"}));
}

TEST(Parts, AreFoundInAWrappingFolderAndInAnyCase) {
  const FolderLayout layout = parts_of({{"x", "TRAINING"}, {"x", "Testing"}});
  EXPECT_THAT(layout.left_out, ElementsAre("", "in Testing/, and TRAINING/ is used"));
  EXPECT_THAT(layout.unused, ElementsAre(FolderNames{"x", "Testing"}));
}

TEST(Parts, OneSuchFolderAloneOrBesideOthersIsAnOrdinaryFolder) {
  EXPECT_THAT(parts_of({{"train"}, {"train"}}).left_out, Each(IsEmpty()));
  EXPECT_THAT(parts_of({{"train"}, {"aeroplane"}, {"car"}}).left_out, Each(IsEmpty()));
  EXPECT_THAT(classes_of({{"train"}, {"aeroplane"}, {"car"}}, {}).label_names,
              ElementsAre("aeroplane", "car", "train"));
}

TEST(Parts, WithoutOneForTrainingAreUsedTogether) {
  const Places places{{"test", "a"}, {"val", "a"}, {"val", "b"}};
  EXPECT_THAT(parts_of(places).left_out, Each(IsEmpty()));
  const FolderLayout layout = classes_of(places, {});
  EXPECT_THAT(layout.label_names, ElementsAre("a", "b"));
  EXPECT_THAT(layout.labels, ElementsAre(0, 0, 1));
  EXPECT_THAT(layout.remarks, ElementsAre("test/, val/ are parts of one data set, and used together."));
}

}  // namespace
}  // namespace ganscope::data
