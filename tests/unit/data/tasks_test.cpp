#include "core/data/tasks/task.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/data/tasks/held_out.h"
#include "core/data/tasks/spoils.h"
#include "core/image/png_io.h"
#include "core/image/transform.h"
#include "tests/unit/data/support.h"

namespace ganscope::data {
namespace {

using test::load;
using test::settings_for;
using test::with;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::vector<uint8_t> spoilt(void (*spoil)(const Shape&, std::span<const uint8_t>, Random&,
                                          std::span<uint8_t>),
                            const Shape& shape, const std::vector<uint8_t>& sample, int channels,
                            uint64_t seed = 1) {
  Random random(seed);
  std::vector<uint8_t> input(shape.pixels() * static_cast<size_t>(channels));
  spoil(shape, sample, random, input);
  return input;
}

TEST(Spoils, GreyIsTheLumaOfTelevision) {
  const Shape shape{3, 1, 4};
  EXPECT_THAT(spoilt(spoils::grey, shape, {255, 0, 0, 0, 255, 0, 0, 0, 255, 90, 90, 90}, 1),
              ElementsAre(76, 150, 29, 90));  // .299, .587, .114 of 255
}

TEST(Spoils, CoarseIsTheMeanOfFourByFourPixels) {
  const Shape shape{1, 4, 8};
  std::vector<uint8_t> sample(32, 100);
  for (size_t y = 0; y < 4; ++y)
    for (size_t x = 0; x < 4; ++x) sample[8 * y + x] = static_cast<uint8_t>(10 * (4 * y + x));  // mean 75
  const auto coarse = spoilt(spoils::coarse, shape, sample, 1);
  for (size_t i = 0; i < 32; ++i) EXPECT_EQ(coarse[i], i % 8 < 4 ? 75 : 100) << i;
}

TEST(Spoils, AHoleIsASquareOfHalfTheSizeAwayFromTheEdges) {
  const Shape shape{3, 16, 16};
  std::vector<uint8_t> sample(16 * 16 * 3, 40);
  for (uint64_t seed = 1; seed < 30; ++seed) {
    const auto holed = spoilt(spoils::hole, shape, sample, 4, seed);
    int missing = 0;
    for (size_t i = 0; i < 256; ++i) {
      const bool known = holed[4 * i + 3] == 255;
      missing += known ? 0 : 1;
      EXPECT_EQ(holed[4 * i], known ? 40 : 255) << "what is missing is white";
      const bool at_edge = i % 16 < 2 || i % 16 >= 14 || i / 16 < 2 || i / 16 >= 14;
      EXPECT_TRUE(known || !at_edge) << i;
    }
    EXPECT_EQ(missing, 64);
  }
}

TEST(Spoils, NoiseIsNormalOfAQuarterOfTheRangeAndTheSameForTheSameNumber) {
  const Shape shape{1, 64, 64};
  const std::vector<uint8_t> sample(64 * 64, 128);
  const auto noisy = spoilt(spoils::noise, shape, sample, 1);
  double sum = 0, near = 0;
  for (const uint8_t value : noisy) {
    sum += value;
    near += std::abs(int{value} - 128) <= 64 ? 1 : 0;  // one standard deviation
  }
  EXPECT_NEAR(sum / 4096, 128, 3);
  EXPECT_NEAR(near / 4096, 0.68, 0.03);
  EXPECT_EQ(noisy, spoilt(spoils::noise, shape, sample, 1));
  EXPECT_NE(noisy, spoilt(spoils::noise, shape, sample, 1, 2));
}

TEST(Spoils, LinesAreBlackWhereColoursChangeMoreThanTheThreshold) {
  const Shape shape{3, 2, 3};
  // The first two pixels differ by 58 in green, the last two by 57; below each the same.
  const std::vector<uint8_t> row{0, 0, 0, 0, 58, 0, 57, 58, 0};
  std::vector<uint8_t> sample = row;
  sample.insert(sample.end(), row.begin(), row.end());
  EXPECT_THAT(spoilt(spoils::lines, shape, sample, 1), ElementsAre(0, 255, 255, 0, 255, 255));
}

TEST(Adapted, SomebodysPictureIsCroppedAndBecomesAnInput) {
  const Shape shape{3, 16, 16};
  image::Picture wide = image::plain(64, 32, {200, 100, 50});
  for (int y = 0; y < 32; ++y)  // what stands outside the middle square
    for (int x = 0; x < 16; ++x) std::fill_n(wide.at(x, y), 3, uint8_t{0});
  const AdaptedInput grey = adapted(*find_task("colour"), shape, wide);
  EXPECT_THAT(grey.pixels, Each(124));
  EXPECT_EQ(grey.pixels.size(), 256u);
  EXPECT_EQ(grey.remark, "");
  const AdaptedInput holed = adapted(*find_task("fill"), shape, wide);
  EXPECT_EQ(holed.pixels.size(), 4 * 256u);
  EXPECT_EQ(std::ranges::count(holed.pixels, 0), 64) << "the middle was taken out";
  EXPECT_THAT(holed.remark, HasSubstr("nothing in this picture is transparent"));
  EXPECT_THAT(adapted(*find_task("drawing"), shape, wide).remark, HasSubstr("no drawing"));
  EXPECT_EQ(adapted(*find_task("hair"), shape, wide).pixels.size(), 3 * 256u);
  EXPECT_EQ(adapted(*find_task("sharpen"), {1, 16, 16}, wide).pixels.size(), 256u) << "of grey samples";
}

config::Settings faces(const std::string& task, int64_t count = 60) {
  return with(with(settings_for("faces"), "data_count", count), "task", task);
}

TEST(WithTask, HoldsTheLastOnesOutWithTheirTruths) {
  const auto plain = load(with(settings_for("faces"), "data_count", int64_t{60}));
  ASSERT_TRUE(plain) << plain.error().what;
  const auto set = load(faces("colour"));
  ASSERT_TRUE(set) << set.error().what;
  EXPECT_EQ((*set)->count, 54);
  EXPECT_EQ((*set)->base, *plain) << "the feature network is learned from that";
  ASSERT_EQ((*set)->held_out.size(), 1u);
  const Dataset& held = *(*set)->held_out.front();
  EXPECT_EQ(held.count, 6);
  EXPECT_TRUE(held.inputs.paired);
  EXPECT_EQ((*set)->inputs.channels, 1);
  for (int64_t i = 0; i < 60; ++i) {
    const Dataset& part = i < 54 ? **set : held;
    const int64_t at = i < 54 ? i : i - 54;
    EXPECT_TRUE(std::ranges::equal(part.picture(at), (*plain)->picture(i))) << i;
    for (size_t a = 0; a < part.attributes.size(); ++a)
      EXPECT_EQ(part.attributes[a].of[static_cast<size_t>(at)],
                (*plain)->attributes[a].of[static_cast<size_t>(i)]);
    std::vector<uint8_t> grey(part.input_bytes());
    Random unused(0);
    spoils::grey({3, part.height, part.width}, part.picture(at), unused, grey);
    EXPECT_TRUE(std::ranges::equal(part.input(at), grey)) << i;
  }
}

TEST(WithTask, OfFewPicturesNoneIsHeldOutAndItSaysSo) {
  const auto set = load(faces("sharpen", 19));
  ASSERT_TRUE(set) << set.error().what;
  EXPECT_EQ((*set)->count, 19);
  EXPECT_TRUE((*set)->held_out.empty());
  EXPECT_THAT((*set)->remarks, ::testing::Contains(HasSubstr("none is held out")));
  EXPECT_EQ(held_out_count(20), 2);
  EXPECT_EQ(held_out_count(1'000'000), 1000);
}

/// Pixels that differ, of all.
double different(std::span<const uint8_t> a, std::span<const uint8_t> b) {
  int pixels = 0;
  for (size_t i = 0; i < a.size(); i += 3) pixels += std::equal(&a[i], &a[i] + 3, &b[i]) ? 0 : 1;
  return pixels / (static_cast<double>(a.size()) / 3);
}

TEST(WithTask, GlassesDifferOnlyAroundTheEyes) {
  const auto set = load(faces("glasses"));
  ASSERT_TRUE(set) << set.error().what;
  for (int64_t i = 0; i < (*set)->count; ++i) {
    const double share = different((*set)->input(i), (*set)->picture(i));
    EXPECT_GT(share, 0.01) << i;
    EXPECT_LT(share, 0.25) << i;
    // The lowest rows are shirt and chin.
    const size_t rows = (*set)->picture_bytes() / 8;
    EXPECT_TRUE(std::ranges::equal((*set)->input(i).last(rows), (*set)->picture(i).last(rows))) << i;
  }
}

TEST(WithTask, TwoDomainsHaveNobodyInBothAndTwinsAreHeldOut) {
  for (const char* task : {"hair", "glasses_apart"}) {
    const auto set = load(faces(task, 100));
    ASSERT_TRUE(set) << set.error().what;
    EXPECT_EQ((*set)->count, 45);
    EXPECT_EQ((*set)->inputs.count, 45);
    EXPECT_FALSE((*set)->inputs.paired);
    ASSERT_EQ((*set)->held_out.size(), 2u);
    const Dataset &there = *(*set)->held_out[0], &back = *(*set)->held_out[1];
    EXPECT_EQ(there.inputs.title, (*set)->inputs.title);
    int differing = 0;
    for (size_t a = 0; a < there.attributes.size(); ++a)
      differing += there.attributes[a].of != back.attributes[a].of ? 1 : 0;
    EXPECT_EQ(differing, 1) << task;
    for (int64_t i = 0; i < there.count; ++i) {
      EXPECT_TRUE(std::ranges::equal(there.input(i), back.picture(i))) << "twins, the other way round";
      EXPECT_TRUE(std::ranges::equal(there.picture(i), back.input(i)));
      EXPECT_LT(different(there.input(i), there.picture(i)), 0.5);
      for (int64_t k = 0; k < (*set)->count; ++k) {
        EXPECT_FALSE(std::ranges::equal(there.picture(i), (*set)->picture(k))) << "held out";
        EXPECT_FALSE(std::ranges::equal(there.input(i), (*set)->input(k)));
      }
    }
  }
}

std::string why_not(const config::Settings& settings) {
  const auto set = load(settings);
  EXPECT_FALSE(set) << "this was taken";
  if (set) return "";
  EXPECT_NE(set.error().where, "");
  EXPECT_NE(set.error().hint, "");
  return set.error().what;
}

TEST(WithTask, WhatTheDataCannotGiveIsRefused) {
  EXPECT_THAT(why_not(with(settings_for("ring"), "task", std::string("colour"))), HasSubstr("points"));
  EXPECT_THAT(why_not(with(settings_for("digits"), "task", std::string("colour"))),
              HasSubstr("grey already"));
  EXPECT_THAT(why_not(with(settings_for("digits"), "task", std::string("glasses"))),
              HasSubstr("only of the program's own faces"));
  EXPECT_THAT(why_not(with(settings_for("digits"), "task", std::string("hair"))),
              HasSubstr("only of the program's own faces"));
  EXPECT_THAT(why_not(faces("pairs")), HasSubstr("no pairs"));
  EXPECT_THAT(why_not(faces("domains")), HasSubstr("no two domains"));
  EXPECT_THAT(why_not(faces("paint")), HasSubstr("no task called paint"));
}

}  // namespace
}  // namespace ganscope::data
