#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/data/films/film_frames.h"
#include "core/data/films/film_layout.h"
#include "core/image/gif_io.h"
#include "core/image/png_io.h"
#include "core/image/transform.h"
#include "tests/unit/data/support.h"

namespace ganscope::data {
namespace {

using image::plain;
using test::Environment;
using test::load;
using test::settings_for;
using test::TemporaryFolder;
using test::with;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class Films : public ::testing::Test {
 protected:
  /// A GIF whose frame i is grey of level 10 · i + `first`.
  void gif(const std::string& name, int frames, int first = 0, int side = 40) const {
    std::vector<image::Picture> pictures;
    for (int i = 0; i < frames; ++i) pictures.push_back(grey(10 * i + first, side));
    std::filesystem::create_directories((root() / name).parent_path());
    ASSERT_TRUE(image::write_gif(root() / name, pictures));
  }
  void frame(const std::string& name, int level, int side = 40) const {
    std::filesystem::create_directories((root() / name).parent_path());
    ASSERT_TRUE(image::write_png(root() / name, grey(level, side)));
  }
  static image::Picture grey(int level, int side) {
    const auto byte = static_cast<uint8_t>(level);
    return plain(side, side, {byte, byte, byte});
  }
  [[nodiscard]] std::filesystem::path root() const { return folder_.path() / "films"; }
  [[nodiscard]] Expected<DatasetPointer> films() const { return load("film:" + root().string()); }

  TemporaryFolder folder_;
  Environment cache_{"XDG_CACHE_HOME", folder_.path() / "cache"};
};

/// The levels of the first pixel in all frames.
std::vector<int> levels(const Dataset& set, int64_t index) {
  const auto bytes = set.picture(index);
  return {bytes.begin(), bytes.begin() + film_frames};
}

TEST_F(Films, EightFramesOfGifsAreTakenEvenly) {
  gif("a.gif", 8);
  gif("b.gif", 16);
  gif("c.gif", 4);
  const auto set = films();
  ASSERT_TRUE(set) << set.error().what;
  EXPECT_EQ((*set)->count, 3);
  EXPECT_EQ((*set)->channels, film_frames);
  EXPECT_EQ((*set)->width, 32);
  EXPECT_EQ((*set)->title, "films");
  EXPECT_FALSE((*set)->has_labels());
  EXPECT_THAT(levels(**set, 0), ElementsAre(0, 10, 20, 30, 40, 50, 60, 70));
  EXPECT_THAT(levels(**set, 1), ElementsAre(0, 20, 40, 60, 80, 100, 120, 140));
  EXPECT_THAT(levels(**set, 2), ElementsAre(0, 0, 10, 10, 20, 20, 30, 30));
  EXPECT_THAT((*set)->remarks, ElementsAre(HasSubstr("Films of 4 to 16 frames")));
}

TEST_F(Films, FoldersOfFramesAreFilmsInTheOrderOfNumbers) {
  for (int i = 1; i <= 16; ++i) frame("one/" + std::to_string(i) + ".png", 10 * i);
  for (int i = 1; i <= 8; ++i) frame("two/f0" + std::to_string(i) + ".png", i);
  const auto set = films();
  ASSERT_TRUE(set) << set.error().what;
  ASSERT_EQ((*set)->count, 2);
  EXPECT_THAT(levels(**set, 0), ElementsAre(10, 30, 50, 70, 90, 110, 130, 150));
  EXPECT_THAT(levels(**set, 1), ElementsAre(1, 2, 3, 4, 5, 6, 7, 8));
}

TEST_F(Films, FoldersAroundFilmsAreClasses) {
  gif("cats/a.gif", 8, 1);
  gif("cats/b.gif", 8, 2);
  gif("dogs/a.gif", 8, 3);
  const auto set = films();
  ASSERT_TRUE(set) << set.error().what;
  EXPECT_THAT((*set)->label_names, ElementsAre("cats", "dogs"));
  EXPECT_THAT((*set)->labels, ElementsAre(0, 0, 1));
  const auto again = films();  // from the cache
  ASSERT_TRUE(again);
  EXPECT_EQ((*again)->pixels, (*set)->pixels);
  EXPECT_EQ((*again)->label_names, (*set)->label_names);
  EXPECT_EQ((*again)->channels, film_frames);
}

TEST_F(Films, FramesInClassFolders) {
  for (const char* film : {"near/1/", "near/2/", "far/1/"})
    for (int i = 0; i < 8; ++i) frame(film + std::to_string(i) + ".png", 100);
  const auto set = films();
  ASSERT_TRUE(set) << set.error().what;
  EXPECT_THAT((*set)->label_names, ElementsAre("far", "near"));
  EXPECT_THAT((*set)->labels, ElementsAre(0, 1, 1));
}

TEST_F(Films, WhatStandsStillIsLeftOutWithItsReason) {
  gif("a.gif", 8);
  gif("b.gif", 8);
  gif("still.gif", 1);
  gif("tiny.gif", 8, 0, 6);
  const std::string text = "no film";
  test::write(root() / "notes.txt", {text.begin(), text.end()});
  const auto set = films();
  ASSERT_TRUE(set) << set.error().what;
  EXPECT_EQ((*set)->count, 2);
  EXPECT_THAT((*set)->skipped,
              ElementsAre("notes.txt: not a picture: text", "still.gif: one frame: nothing moves in it",
                          "tiny.gif: 6×6 pixels, smaller than 8 a side"));
  EXPECT_THAT((*set)->remarks, IsEmpty());
}

TEST_F(Films, OnlyGifsOfOneFrameAreRefused) {
  gif("a.gif", 1);
  gif("b.gif", 1);
  const auto set = films();
  ASSERT_FALSE(set);
  EXPECT_EQ(set.error().kind, FailureKind::bad_data);
  EXPECT_THAT(set.error().what, HasSubstr("none of the 2 films can be used"));
  EXPECT_THAT(set.error().what, HasSubstr("one frame"));
}

TEST_F(Films, MixedFoldersAreRefused) {
  gif("a.gif", 8);
  frame("b.png", 10);
  auto set = films();
  ASSERT_FALSE(set);
  EXPECT_THAT(set.error().what, HasSubstr("mixes"));
  std::filesystem::remove(root() / "b.png");
  for (int i = 0; i < 8; ++i) frame("frames/" + std::to_string(i) + ".png", 10);
  set = films();
  ASSERT_FALSE(set);
  EXPECT_THAT(set.error().what, HasSubstr("mixes"));
}

TEST_F(Films, TheFramesOfOneFilmAreNotEnough) {
  for (int i = 0; i < 8; ++i) frame(std::to_string(i) + ".png", 10);
  auto set = films();
  ASSERT_FALSE(set);
  EXPECT_THAT(set.error().what, HasSubstr("one film"));
  for (int i = 0; i < 8; ++i) frame("a/" + std::to_string(i) + ".png", 10);
  set = films();
  ASSERT_FALSE(set);
  EXPECT_THAT(set.error().what, HasSubstr("beside the folders"));
  std::filesystem::remove_all(root());
  gif("a.gif", 8);
  set = films();
  ASSERT_FALSE(set);
  EXPECT_THAT(set.error().what, HasSubstr("one film is not enough"));
}

TEST_F(Films, DamagedFilmsAreNamed) {
  gif("a.gif", 8);
  gif("b.gif", 8);
  gif("c.gif", 8);
  std::filesystem::resize_file(root() / "c.gif", std::filesystem::file_size(root() / "c.gif") / 2);
  for (int i = 0; i < 8; ++i) frame("unused/x" + std::to_string(i) + ".png", 10);
  std::filesystem::remove_all(root() / "unused");
  const auto set = films();
  ASSERT_TRUE(set) << set.error().what;
  EXPECT_THAT((*set)->skipped, ElementsAre(HasSubstr("c.gif: a broken GIF")));
}

TEST_F(Films, FramesOfDifferentSizesAreLeftOut) {
  for (const char* film : {"a/", "b/", "c/"})
    for (int i = 0; i < 8; ++i)
      frame(film + std::to_string(i) + ".png", 10, film[0] == 'c' && i == 4 ? 50 : 40);
  const auto set = films();
  ASSERT_TRUE(set) << set.error().what;
  EXPECT_EQ((*set)->count, 2);
  EXPECT_THAT((*set)->skipped, ElementsAre("c/: frames of different sizes, 40×40 and 50×50"));
}

TEST_F(Films, AnEmptyFolderAndNoFolderAreRefused) {
  std::filesystem::create_directories(root());
  auto set = films();
  ASSERT_FALSE(set);
  EXPECT_THAT(set.error().what, HasSubstr("no films in the folder"));
  EXPECT_EQ(load("film").error().kind, FailureKind::usage);
  EXPECT_EQ(load("film:/nowhere/at/all").error().kind, FailureKind::not_found);
}

TEST(FilmNames, NumbersInNamesCountAsNumbers) {
  std::vector<std::string> names{"10.png", "9.png", "1.png", "b2", "b10", "b1", "a", "007", "7"};
  std::ranges::sort(names, before_by_numbers);
  EXPECT_THAT(names, ElementsAre("1.png", "007", "7", "9.png", "10.png", "a", "b1", "b2", "b10"));
}

}  // namespace
}  // namespace ganscope::data
