#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/image/gif_io.h"
#include "core/image/png_io.h"
#include "core/image/transform.h"
#include "tests/unit/data/support.h"

namespace ganscope::data {
namespace {

using image::Colour;
using image::plain;
using test::Environment;
using test::load;
using test::settings_for;
using test::TemporaryFolder;
using test::with;
using test::write;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Pair;

class Folder : public ::testing::Test {
 protected:
  void put(const std::string& name, Colour colour, int width = 40, int height = 40) const {
    std::filesystem::create_directories((pictures() / name).parent_path());
    ASSERT_TRUE(image::write_png(pictures() / name, plain(width, height, colour)));
  }
  [[nodiscard]] std::filesystem::path pictures() const { return folder_.path() / "pictures"; }
  [[nodiscard]] config::Settings settings() const { return settings_for("folder:" + pictures().string()); }

  TemporaryFolder folder_;
  Environment cache_{"XDG_CACHE_HOME", folder_.path() / "cache"};
};

Colour first_pixel(const Dataset& set, int64_t index) {
  const auto picture = set.picture(index);
  return {picture[0], picture[1], picture[2]};
}

TEST_F(Folder, PicturesComeInTheOrderOfTheirNames) {
  put("b.png", {0, 200, 0});
  put("a.PNG", {200, 0, 0});
  write(pictures() / "c.jpeg", image::test::jpeg_of(plain(40, 40, {0, 0, 200})));
  const std::string note = "not a picture";
  write(pictures() / "notes.txt", {note.begin(), note.end()});
  const auto set = load(settings());
  ASSERT_TRUE(set) << set.error().what;
  EXPECT_EQ((*set)->count, 3);
  EXPECT_EQ((*set)->channels, 3);
  EXPECT_EQ((*set)->title, "pictures");
  EXPECT_EQ(first_pixel(**set, 0), (Colour{200, 0, 0}));
  EXPECT_EQ(first_pixel(**set, 1), (Colour{0, 200, 0}));
  EXPECT_NEAR(first_pixel(**set, 2)[2], 200, 4) << "JPEG loses a little";
  EXPECT_FALSE((*set)->has_labels());
  EXPECT_THAT((*set)->skipped, ElementsAre("notes.txt: not a picture: text"));
}

TEST_F(Folder, EveryFormatIsReadByItsContentAndADamagedOneIsSkipped) {
  put("a.png", {10, 0, 0});
  write(pictures() / "b.webp", image::test::webp_of(plain(40, 40, {20, 0, 0})));
  write(pictures() / "c.bmp", image::test::bmp_of(plain(40, 40, {30, 0, 0})));
  write(pictures() / "d.TIF", image::test::tiff_of(plain(40, 40, {40, 0, 0})));
  ASSERT_TRUE(
      image::write_gif(pictures() / "e.gif", std::vector{plain(40, 40, {50, 0, 0}), plain(40, 40, {})}));
  write(pictures() / "f.png", image::test::webp_of(plain(40, 40, {60, 0, 0})));
  auto cut = image::test::tiff_of(plain(40, 40, {70, 0, 0}));
  cut.resize(cut.size() / 2);
  write(pictures() / "g.tiff", cut);
  const auto set = load(settings());
  ASSERT_TRUE(set) << set.error().what;
  ASSERT_EQ((*set)->count, 6);
  for (int i = 0; i < 6; ++i)
    EXPECT_EQ(first_pixel(**set, i), (Colour{static_cast<uint8_t>(10 * (i + 1)), 0, 0})) << i;
  EXPECT_THAT((*set)->skipped, ElementsAre(HasSubstr("g.tiff: a broken TIFF")));
  EXPECT_THAT((*set)->remarks, ElementsAre(HasSubstr("the first frame is learned: 1."))) << "e.gif moves";
}

TEST_F(Folder, SubfoldersAreLabelsAndPicturesBesideThemAreSkipped) {
  put("cats/1.png", {1, 1, 1});
  put("dogs/1.png", {2, 2, 2});
  put("dogs/2.png", {3, 3, 3});
  put("dogs/deeper/3.png", {4, 4, 4});
  put("stray.png", {5, 5, 5});
  std::filesystem::create_directories(pictures() / "empty");
  const auto set = load(settings());
  ASSERT_TRUE(set);
  EXPECT_THAT((*set)->label_names, ElementsAre("cats", "dogs"));
  EXPECT_THAT((*set)->labels, ElementsAre(0, 1, 1, 1)) << "what lies deeper belongs to its class";
  EXPECT_EQ(first_pixel(**set, 3), (Colour{4, 4, 4}));
  EXPECT_THAT((*set)->remarks, ElementsAre(HasSubstr("no classes: empty/")));
  EXPECT_THAT((*set)->skipped, ElementsAre(HasSubstr("stray.png")));
}

TEST_F(Folder, OneSubfolderAloneIsNotAClass) {
  put("all/1.png", {1, 1, 1});
  put("all/2.png", {2, 2, 2});
  const auto set = load(settings());
  ASSERT_TRUE(set);
  EXPECT_FALSE((*set)->has_labels());
  EXPECT_EQ((*set)->count, 2);
}

TEST_F(Folder, ThePictureIsTheMiddleSquareScaledToSize) {
  image::Picture wide = plain(120, 40, {255, 0, 0});
  for (int y = 0; y < 40; ++y) {
    for (int x = 40; x < 80; ++x) wide.at(x, y)[2] = 255;  // the middle is magenta
  }
  std::filesystem::create_directories(pictures());
  ASSERT_TRUE(image::write_png(pictures() / "wide.png", wide));
  const auto set = load(with(settings(), "size", int64_t{16}));
  ASSERT_TRUE(set);
  EXPECT_EQ((*set)->width, 16);
  const auto picture = (*set)->picture(0);
  for (size_t i = 0; i < picture.size(); i += 3) EXPECT_EQ(picture[i + 2], 255);
}

TEST_F(Folder, TransparencyShowsTheBackgroundAndGreyHasOneChannel) {
  image::Picture clear{20, 20, 4, std::vector<uint8_t>(1600, 0)};
  std::filesystem::create_directories(pictures());
  ASSERT_TRUE(image::write_png(pictures() / "clear.png", clear));
  EXPECT_EQ(first_pixel(**load(settings()), 0), (Colour{255, 255, 255}));
  EXPECT_EQ(first_pixel(**load(with(settings(), "data_background", std::string("black"))), 0),
            (Colour{0, 0, 0}));
  const auto grey = load(with(settings(), "data_colour", std::string("grey")));
  ASSERT_TRUE(grey);
  EXPECT_EQ((*grey)->channels, 1);
  EXPECT_EQ((*grey)->picture(0)[0], 255);
}

TEST_F(Folder, BrokenEnormousAndTinyPicturesAreSkippedWithAReason) {
  put("a.png", {10, 0, 0});
  put("z.png", {20, 0, 0});
  put("dot.png", {1, 1, 1}, 1, 1);
  write(pictures() / "broken.png", {0x89, 'P', 'N', 'G', 1, 2, 3});
  write(pictures() / "empty.jpg", {});
  write(pictures() / "huge.png", image::test::png_that_declares(60000, 60000));
  auto cut = image::test::jpeg_of(image::test::pattern(64, 64, 3));
  cut.resize(cut.size() / 2);
  write(pictures() / "cut.jpg", cut);
  const auto set = load(settings());
  ASSERT_TRUE(set) << set.error().what;
  EXPECT_EQ((*set)->count, 2);
  EXPECT_EQ(first_pixel(**set, 0), (Colour{10, 0, 0}));
  EXPECT_EQ(first_pixel(**set, 1), (Colour{20, 0, 0}));
  EXPECT_EQ((*set)->pixels.size(), 2 * (*set)->picture_bytes());
  EXPECT_THAT((*set)->skipped,
              ElementsAre(HasSubstr("broken.png: a broken PNG"), HasSubstr("cut.jpg: a broken JPEG"),
                          HasSubstr("dot.png: 1×1"), HasSubstr("empty.jpg: an empty file"),
                          HasSubstr("huge.png: an enormous picture, 60000×60000")));
}

TEST_F(Folder, SkippedPicturesDoNotShiftTheLabels) {
  put("a/1.png", {1, 1, 1});
  write(pictures() / "a/0.png", {1, 2, 3});
  put("b/1.png", {2, 2, 2});
  const auto set = load(settings());
  ASSERT_TRUE(set);
  EXPECT_THAT((*set)->labels, ElementsAre(0, 1));
  EXPECT_THAT((*set)->skipped, ElementsAre(HasSubstr("a/0.png")));
}

TEST_F(Folder, WhereNothingCanBeUsedTheReasonOfTheFirstIsTold) {
  write(pictures() / "a.png", {1, 2, 3});
  write(pictures() / "b.png", {1, 2, 3});
  const auto failed = load(settings());
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().kind, FailureKind::bad_data);
  EXPECT_THAT(failed.error().what, HasSubstr("none of the 2 pictures"));
  EXPECT_THAT(failed.error().what, HasSubstr("a.png"));
  EXPECT_EQ(failed.error().where, pictures().string());
}

TEST_F(Folder, AnEmptyOrMissingFolderFailsWithAWayOut) {
  std::filesystem::create_directories(pictures());
  const auto empty = load(settings());
  ASSERT_FALSE(empty);
  EXPECT_EQ(empty.error().kind, FailureKind::bad_data);
  EXPECT_EQ(empty.error().where, pictures().string());
  EXPECT_THAT(empty.error().hint, HasSubstr("PNG, JPEG, WebP"));
  const auto missing = load("folder:/nowhere/at/all");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().kind, FailureKind::not_found);
  const auto none = load("folder");
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().kind, FailureKind::usage);
}

TEST_F(Folder, EveryFileIsJudgedByItsContentAndUsedOrNamedWithItsReason) {
  put("cat/1.png", {1, 1, 1});
  put("cat/no ending", {2, 2, 2});
  put("dog/poodle/1.txt", {3, 3, 3});
  put("dog/poodle/.hidden.png", {9, 9, 9});
  put("__MACOSX/cat/1.png", {9, 9, 9});
  put(".ipynb_checkpoints/1.png", {9, 9, 9});
  put("stray.png", {9, 9, 9});
  put("cat/tiny.png", {9, 9, 9}, 4, 4);
  const std::string zip = "PK\3\4 and more", text = "no picture at all";
  write(pictures() / "dog/more.zip", {zip.begin(), zip.end()});
  write(pictures() / "dog/a.jpg", {text.begin(), text.end()});
  write(pictures() / "dog/b.jpg", {text.begin(), text.end()});
  const auto set = load(settings());
  ASSERT_TRUE(set) << set.error().what;
  EXPECT_THAT((*set)->label_names, ElementsAre("cat", "dog"));
  EXPECT_THAT((*set)->labels, ElementsAre(0, 0, 1));
  for (int i = 0; i < 3; ++i) EXPECT_EQ(first_pixel(**set, i)[0], i + 1);
  EXPECT_THAT((*set)->skipped,
              ElementsAre("cat/tiny.png: 4×4 pixels, smaller than 8 a side", "dog/a.jpg: not a picture: text",
                          "dog/b.jpg: not a picture: text", "dog/more.zip: not a picture: a zip archive",
                          "stray.png: stands beside the class folders"));
  EXPECT_THAT(
      (*set)->skipped_by_reason,
      ElementsAre(Pair("not a picture: text", 2), Pair("not a picture: a zip archive", 1),
                  Pair("smaller than 8 pixels a side", 1), Pair("stands beside the class folders", 1)));
}

TEST_F(Folder, OfTrainAndTestFoldersTrainIsUsedAndTheRestIsNamed) {
  put("set/train/a/1.png", {1, 1, 1});
  put("set/train/b/1.png", {2, 2, 2});
  put("set/test/a/1.png", {3, 3, 3});
  std::filesystem::create_directories(pictures() / "set/test/c");
  const auto set = load(settings());
  ASSERT_TRUE(set) << set.error().what;
  EXPECT_THAT((*set)->label_names, ElementsAre("a", "b"));
  EXPECT_EQ((*set)->count, 2);
  EXPECT_THAT((*set)->skipped, ElementsAre("set/test/a/1.png: in test/, and train/ is used"));
  EXPECT_THAT((*set)->remarks, ElementsAre(HasSubstr("train/ is used"))) << "nothing of what is in test/";
  put("set/train/loose.png", {4, 4, 4});
  std::filesystem::remove_all(pictures() / "set/train/a");
  std::filesystem::remove_all(pictures() / "set/train/b");
  const auto plain_set = load(settings());
  ASSERT_TRUE(plain_set) << plain_set.error().what;
  EXPECT_FALSE((*plain_set)->has_labels());
  EXPECT_THAT((*plain_set)->remarks, ElementsAre(HasSubstr("train/ is used")))
      << "test/ is not said to be empty";
}

TEST_F(Folder, AClassOfWhichEveryFileIsBrokenIsNone) {
  put("a/1.png", {1, 1, 1});
  write(pictures() / "b/1.png", {0x89, 'P', 'N', 'G', 1, 2, 3});
  put("c/1.png", {3, 3, 3});
  const auto set = load(settings());
  ASSERT_TRUE(set) << set.error().what;
  EXPECT_THAT((*set)->label_names, ElementsAre("a", "c"));
  EXPECT_THAT((*set)->labels, ElementsAre(0, 1));
  EXPECT_THAT((*set)->remarks, ElementsAre(HasSubstr("these are no classes: b/.")));
}

TEST_F(Folder, WhereMorePicturesAreLooseThanInFoldersAllAreUsedWithoutLabels) {
  for (const char* name : {"1.png", "2.png", "3.png", "a/1.png", "b/1.png"}) put(name, {1, 1, 1});
  const auto set = load(settings());
  ASSERT_TRUE(set) << set.error().what;
  EXPECT_EQ((*set)->count, 5);
  EXPECT_FALSE((*set)->has_labels());
  EXPECT_TRUE((*set)->labels.empty());
  EXPECT_THAT((*set)->skipped, IsEmpty());
  EXPECT_THAT((*set)->remarks, ElementsAre(HasSubstr("without labels")));
}

TEST_F(Folder, WithMoreThan256ClassFoldersThereAreNoLabels) {
  for (int i = 0; i < 257; ++i) put(std::to_string(1000 + i) + "/1.png", {1, 1, 1}, 8, 8);
  const auto set = load(with(settings(), "size", int64_t{16}));
  ASSERT_TRUE(set) << set.error().what;
  EXPECT_EQ((*set)->count, 257);
  EXPECT_FALSE((*set)->has_labels());
  EXPECT_THAT((*set)->remarks, ElementsAre(HasSubstr("257 folders")));
}

TEST_F(Folder, WithoutOneThatIsAPictureTheFirstOtherFileIsNamed) {
  const std::string text = "hello";
  write(pictures() / "notes/a.txt", {text.begin(), text.end()});
  const auto failed = load(settings());
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().what,
            "no pictures in the folder; the first that is none: notes/a.txt: not a picture: text");
}

TEST_F(Folder, IsCalledAsTheUserCallsIt) {
  put("a.png", {1, 1, 1});
  EXPECT_EQ((*load("folder:" + pictures().string() + "/"))->title, "pictures");
  EXPECT_EQ((*load("folder:" + pictures().string() + "/."))->title, "pictures");
  std::filesystem::create_directory_symlink(pictures(), folder_ / "portraits");
  EXPECT_EQ((*load("folder:" + (folder_ / "portraits").string()))->title, "portraits")
      << "from the same cache";
}

TEST_F(Folder, MayLieInTheHomeFolder) {
  put("a.png", {1, 1, 1});
  const Environment home("HOME", folder_.path());
  EXPECT_EQ((*load("folder:~/pictures"))->count, 1);
  const auto missing = load("folder:~/nowhere");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().where, (folder_ / "nowhere").string());
}

TEST_F(Folder, LinksThatGoRoundInCirclesDoNoHarm) {
  put("a.png", {9, 9, 9});
  std::filesystem::create_directory_symlink(pictures(), pictures() / "round");
  std::filesystem::create_symlink(pictures() / "self.png", pictures() / "self.png");
  const auto set = load(settings());
  ASSERT_TRUE(set) << set.error().what;
  EXPECT_GE((*set)->count, 1);
  EXPECT_FALSE((*set)->skipped.empty()) << "the link to itself";
}

TEST_F(Folder, LoadingStopsWhenAsked) {
  put("a.png", {9, 9, 9});
  WorkContext impatient;
  impatient.cancelled = [] { return true; };
  const auto stopped = load_dataset(settings(), impatient);
  ASSERT_FALSE(stopped);
  EXPECT_EQ(stopped.error().kind, FailureKind::cancelled);
}

}  // namespace
}  // namespace ganscope::data
