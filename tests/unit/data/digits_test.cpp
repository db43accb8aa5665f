#include "core/data/digit_strokes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>

#include "tests/unit/data/support.h"

namespace ganscope::data {
namespace {

TEST(Digits, TheTenLabelsOccurAboutEquallyOften) {
  const auto set = test::load(test::with(test::settings_for("digits"), "data_count", int64_t{3000}));
  ASSERT_TRUE(set);
  EXPECT_EQ((*set)->channels, 1);
  EXPECT_EQ((*set)->label_names,
            (std::vector<std::string>{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"}));
  for (uint8_t digit = 0; digit < 10; ++digit) {
    // 300 expected, one standard deviation is 16.
    EXPECT_NEAR(static_cast<double>(std::count((*set)->labels.begin(), (*set)->labels.end(), digit)), 300,
                75);
  }
}

TEST(Digits, InkIsWhiteOnBlackAndLeavesAMargin) {
  Random random(5);
  for (const int size : {16, 32, 64}) {
    for (int i = 0; i < 200; ++i) {
      std::vector<uint8_t> picture(static_cast<size_t>(size * size));
      draw_digit(i % 10, size, random, picture.data());
      EXPECT_GE(*std::max_element(picture.begin(), picture.end()), 225)
          << "a thin pen at 16 pixels is under a pixel wide";
      for (int k = 0; k < size; ++k) {
        EXPECT_LT(picture[static_cast<size_t>(k)], 128) << "the top edge";
        EXPECT_LT(picture[static_cast<size_t>((size - 1) * size + k)], 128) << "the bottom edge";
        EXPECT_LT(picture[static_cast<size_t>(k * size)], 128) << "the left edge";
        EXPECT_LT(picture[static_cast<size_t>(k * size + size - 1)], 128) << "the right edge";
      }
    }
  }
}

TEST(Digits, NeighboursOfADigitAreMostlyTheSameDigit) {
  // One nearest neighbour among 2,000: if digits ran into each other, this simplest of classifiers would show
  // it.
  const auto loaded = test::load(
      test::with(test::with(test::settings_for("digits"), "data_count", int64_t{2200}), "size", int64_t{16}));
  ASSERT_TRUE(loaded);
  const Dataset& set = **loaded;
  int right = 0;
  for (int64_t i = 2000; i < 2200; ++i) {
    const auto picture = set.picture(i);
    int64_t nearest = 0, least = INT64_MAX;
    for (int64_t j = 0; j < 2000; ++j) {
      const auto other = set.picture(j);
      int64_t distance = 0;
      for (size_t p = 0; p < picture.size(); ++p)
        distance += (picture[p] - other[p]) * (picture[p] - other[p]);
      if (distance < least) {
        least = distance;
        nearest = j;
      }
    }
    right += set.labels[static_cast<size_t>(nearest)] == set.labels[static_cast<size_t>(i)] ? 1 : 0;
  }
  RecordProperty("right_of_200", right);
  EXPECT_GE(right, 186) << "93 %; on MNIST itself the same classifier reaches about that with 2,000 examples";
}

TEST(Digits, EveryDigitHasMoreThanOneWayToBeWritten) {
  for (const auto& ways : digit_shapes()) EXPECT_GE(ways.size(), 2U);
}

}  // namespace
}  // namespace ganscope::data
