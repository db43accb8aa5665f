#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "core/image/png_io.h"
#include "core/image/transform.h"
#include "tests/unit/data/support.h"

namespace ganscope::data {
namespace {

using image::Colour;
using test::load;
using test::settings_for;
using test::with;
using ::testing::Contains;
using ::testing::HasSubstr;

class Pairs : public ::testing::Test {
 protected:
  [[nodiscard]] std::filesystem::path in(const std::string& name) const { return folder_.path() / name; }
  void put(const std::string& name, Colour colour, int width = 24, int height = 24) const {
    std::filesystem::create_directories(in(name).parent_path());
    ASSERT_TRUE(image::write_png(in(name), image::plain(width, height, colour)));
  }
  /// Left red, right green.
  void put_halves(const std::string& name, int width = 48, int height = 24) const {
    image::Picture both = image::plain(width, height, {200, 0, 0});
    for (int y = 0; y < height; ++y)
      for (int x = width - width / 2; x < width; ++x) both.at(x, y)[0] = 0, both.at(x, y)[1] = 200;
    std::filesystem::create_directories(in(name).parent_path());
    ASSERT_TRUE(image::write_png(in(name), both));
  }
  [[nodiscard]] config::Settings two(const char* kind = "pairs") const {
    return with(settings_for(std::string(kind) + ":" + in("a").string() + "," + in("b").string()), "task",
                std::string(kind));
  }
  [[nodiscard]] config::Settings one() const {
    return with(settings_for("pairs:" + in("a").string()), "task", std::string("pairs"));
  }
  std::string why_not(const config::Settings& settings) const {
    const auto set = load(settings);
    EXPECT_FALSE(set) << "this was taken";
    if (set) return "";
    EXPECT_NE(set.error().where, "");
    EXPECT_NE(set.error().hint, "");
    return set.error().what;
  }

  test::TemporaryFolder folder_;
  test::Environment cache_{"XDG_CACHE_HOME", folder_.path() / "cache"};
};

TEST_F(Pairs, TwoFoldersBelongTogetherByNameWhateverTheEnding) {
  for (int i = 0; i < 3; ++i) put("a/" + std::to_string(i) + ".png", {static_cast<uint8_t>(10 * i), 0, 0});
  put("b/0.png", {0, 0, 0});
  put("b/1.PNG", {0, 10, 0});
  test::write(in("b/2.jpg"), image::test::jpeg_of(image::plain(24, 24, {0, 20, 0})));
  const auto set = load(two());
  ASSERT_TRUE(set) << set.error().what;
  ASSERT_EQ((*set)->count, 3);
  EXPECT_EQ((*set)->title, "b");
  EXPECT_EQ((*set)->inputs.title, "a");
  for (int64_t i = 0; i < 3; ++i) {
    EXPECT_EQ((*set)->input(i)[0], 10 * i);
    EXPECT_NEAR((*set)->picture(i)[1], 10 * i, 3);
  }
  EXPECT_THAT((*set)->remarks, Contains(HasSubstr("none is held out")));
  const auto swapped = load(with(two(), "pairs_swap", true));
  ASSERT_TRUE(swapped);
  EXPECT_EQ((*swapped)->inputs.title, "b");
  EXPECT_EQ((*swapped)->picture(1)[0], 10);
}

TEST_F(Pairs, BothHalvesInOnePictureInputLeft) {
  put_halves("a/x.png");
  put_halves("a/y.png", 128, 64);
  put("a/square.png", {1, 2, 3}, 30, 30);
  const auto set = load(one());
  ASSERT_TRUE(set) << set.error().what;
  ASSERT_EQ((*set)->count, 2);
  EXPECT_EQ((*set)->input(0)[0], 200);
  EXPECT_EQ((*set)->input(0)[1], 0);
  EXPECT_EQ((*set)->picture(0)[0], 0);
  EXPECT_EQ((*set)->picture(0)[1], 200);
  EXPECT_THAT((*set)->skipped, Contains(HasSubstr("square.png: 30×30 pixels: no two halves")));
}

TEST_F(Pairs, ATenthIsHeldOut) {
  for (int i = 10; i < 50; ++i) put_halves("a/" + std::to_string(i) + ".png");
  const auto set = load(one());
  ASSERT_TRUE(set) << set.error().what;
  EXPECT_EQ((*set)->count, 36);
  ASSERT_EQ((*set)->held_out.size(), 1u);
  EXPECT_EQ((*set)->held_out.front()->count, 4);
}

TEST_F(Pairs, WhatDoesNotMatchIsLeftOutOrRefused) {
  put("a/1.png", {1, 0, 0});
  put("a/2.png", {2, 0, 0});
  put("a/3.png", {3, 0, 0});
  put("b/1.png", {0, 1, 0});
  put("b/2.png", {0, 1, 0}, 48, 24);
  put("b/x.png", {0, 1, 0});
  const auto set = load(two());
  ASSERT_TRUE(set) << set.error().what;
  EXPECT_EQ((*set)->count, 1);
  EXPECT_THAT((*set)->skipped, Contains(HasSubstr("2.png: 24×24 pixels, its target 48×24")));
  EXPECT_THAT((*set)->skipped, Contains(HasSubstr("3.png: no target of this name")));
  EXPECT_THAT((*set)->skipped, Contains(HasSubstr("x: no input of this name")));
  std::filesystem::remove(in("b/1.png"));
  std::filesystem::remove(in("b/2.png"));
  EXPECT_THAT(why_not(two()), HasSubstr("no file of the first folder has the name of one in the second"));
}

TEST_F(Pairs, NothingToPairIsRefusedWithPlaceAndHint) {
  EXPECT_THAT(why_not(with(settings_for("pairs"), "task", std::string("pairs"))),
              HasSubstr("path of a folder"));
  EXPECT_NE(why_not(two()), "") << "no folder is there";
  put("a/1.png", {1, 0, 0});
  std::filesystem::create_directories(in("b"));
  EXPECT_NE(why_not(two()), "") << "one is empty";
  EXPECT_THAT(why_not(one()), HasSubstr("none of the pairs can be used")) << "no two halves";
}

TEST_F(Pairs, OtherTasksAreNotDoneOnPairs) {
  put_halves("a/x.png");
  EXPECT_THAT(why_not(with(one(), "task", std::string("colour"))), HasSubstr("bring their own inputs"));
  EXPECT_THAT(why_not(with(one(), "task", std::string("domains"))), HasSubstr("no two domains"));
}

TEST_F(Pairs, TasksAreDoneOnAnyFolder) {
  for (int i = 0; i < 5; ++i) put("a/" + std::to_string(i) + ".png", {200, static_cast<uint8_t>(40 * i), 0});
  for (const char* task : {"colour", "sharpen", "fill", "denoise", "drawing"}) {
    const auto set = load(with(settings_for("folder:" + in("a").string()), "task", std::string(task)));
    ASSERT_TRUE(set) << task << ": " << set.error().what;
    EXPECT_EQ((*set)->count, 5);
    EXPECT_EQ((*set)->inputs.count, 5);
  }
  EXPECT_THAT(why_not(with(settings_for("folder:" + in("a").string()), "task", std::string("glasses"))),
              HasSubstr("only of the program's own faces"));
}

TEST_F(Pairs, TwoDomainsNeedTwoFoldersOfAnyNumbersOfPictures) {
  for (int i = 10; i < 40; ++i) put("a/" + std::to_string(i) + ".png", {static_cast<uint8_t>(i), 0, 0});
  for (int i = 10; i < 60; ++i) put("b/" + std::to_string(i) + ".png", {0, static_cast<uint8_t>(i), 0});
  const auto set = load(two("domains"));
  ASSERT_TRUE(set) << set.error().what;
  EXPECT_EQ((*set)->inputs.count, 27);
  EXPECT_EQ((*set)->count, 45);
  EXPECT_FALSE((*set)->inputs.paired);
  ASSERT_EQ((*set)->held_out.size(), 2u);
  EXPECT_EQ((*set)->held_out[0]->inputs.count, 3);
  EXPECT_EQ((*set)->held_out[0]->inputs.title, "a");
  EXPECT_EQ((*set)->held_out[0]->input(0)[0], 37);
  EXPECT_EQ((*set)->held_out[1]->inputs.count, 5);
  EXPECT_EQ((*set)->held_out[1]->input(0)[1], 55);
  EXPECT_THAT(why_not(with(settings_for("domains:" + in("a").string()), "task", std::string("domains"))),
              HasSubstr("two folders"));
  std::filesystem::create_directories(in("c"));
  EXPECT_NE(why_not(with(settings_for("domains:" + in("a").string() + "," + in("c").string()), "task",
                         std::string("domains"))),
            "");
}

}  // namespace
}  // namespace ganscope::data
