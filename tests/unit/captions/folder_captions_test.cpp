#include "core/data/folder_captions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/captions/sentence.h"

namespace ganscope::data {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const std::vector<std::string> birds{"a.png", "b.png", "sub/c.png", "d.png"};

std::vector<std::string> words_of(const Captions& captions) {
  std::vector<std::string> words;
  for (const captions::Word& word : captions.vocabulary->words) words.push_back(word.text);
  return words;
}

std::string said(const Captions& captions, size_t picture, size_t which = 0) {
  return captions::sentence_of(*captions.vocabulary, captions.said[picture].at(which), false);
}

TEST(FolderCaptions, AreReadWithTabsOrCommas) {
  std::vector<std::string> remarks;
  const auto captions = captions_of(
      "a.png\ta small red bird\nb.png, a red bird with a long beak\r\n\"sub/c.png\",\"small, "
      "long\"\n\nd.png\tred",
      birds, "captions.txt", remarks);
  ASSERT_TRUE(captions) << captions.error().what;
  EXPECT_THAT(words_of(*captions), ElementsAre("bird", "long", "red", "small")) << "beak is said once";
  EXPECT_EQ(said(*captions, 0), "bird, red, small");
  EXPECT_EQ(said(*captions, 1), "bird, long, red");
  EXPECT_EQ(said(*captions, 2), "long, small");
  EXPECT_EQ(captions->named, 1);
  EXPECT_THAT(remarks, ElementsAre(HasSubstr("1 words are said of a single picture")));
  EXPECT_EQ(captions->vocabulary->examples.size(), 4U);
}

TEST(FolderCaptions, MayBeSeveralOfAPictureUnderAHeading) {
  std::vector<std::string> remarks;
  const auto captions = captions_of(
      "image,caption\na.png#0,red bird\na.png#1,small bird\nb.png,small red\nd.png,red", birds, "", remarks);
  ASSERT_TRUE(captions) << captions.error().what;
  ASSERT_EQ(captions->said[0].size(), 2U);
  EXPECT_THAT(captions->said[2], IsEmpty());
  EXPECT_THAT(remarks, ::testing::Contains(HasSubstr("1 pictures have no caption")));
  Random random(1);
  std::set<captions::Caption> drawn;
  for (int i = 0; i < 40; ++i) drawn.insert(captions->draw(0, random));
  EXPECT_EQ(drawn.size(), 2U);
  EXPECT_THAT(captions->draw(2, random), IsEmpty());
}

TEST(FolderCaptions, OfChineseEveryCharacterIsAWord) {
  std::vector<std::string> remarks;
  const auto captions = captions_of("a.png,红鸟\nb.png,小红鸟\nd.png,红", birds, "", remarks);
  ASSERT_TRUE(captions) << captions.error().what;
  EXPECT_EQ(captions->vocabulary->size(), 2);
}

TEST(FolderCaptions, TellOfPicturesThatAreNotThere) {
  std::vector<std::string> remarks;
  const auto captions =
      captions_of("a.png,red bird\nz.png,blue\nb.png,red bird\nc.png,red\nd.png,red", birds, "F", remarks);
  ASSERT_TRUE(captions);
  EXPECT_THAT(remarks,
              ::testing::Contains(HasSubstr(
                  "2 captions are of pictures that are not there or not used; the first: z.png (line 2)")));
}

TEST(FolderCaptions, AreRefusedWithPlaceAndHint) {
  std::vector<std::string> remarks;
  const auto refused = [&](std::string_view text) {
    auto captions = captions_of(text, birds, "captions.txt", remarks);
    EXPECT_FALSE(captions.has_value()) << text;
    Failure failure = captions ? Failure{} : captions.error();
    EXPECT_EQ(failure.kind, FailureKind::bad_data);
    EXPECT_FALSE(failure.hint.empty());
    return failure;
  };
  const Failure line = refused("a.png,red\nb.png");
  EXPECT_EQ(line.where, "captions.txt, line 2");
  EXPECT_EQ(refused("a.png,red\nb.png,  ").what, "a picture without words");
  EXPECT_THAT(refused("x.png,red\ny.png,red").what,
              HasSubstr("all captions are of pictures that are not there"));
  EXPECT_EQ(refused("").what, "no picture has a caption");
  EXPECT_EQ(refused("a.png,red").what, "3 of 4 pictures have no caption");
  EXPECT_EQ(refused("a.png,red\nb.png,blue\nd.png,green").what, "no two pictures have a word in common");
}

}  // namespace
}  // namespace ganscope::data
