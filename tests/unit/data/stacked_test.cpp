#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "core/data/digit_strokes.h"
#include "tests/unit/data/support.h"

namespace ganscope::data {
namespace {

using ::testing::HasSubstr;

config::Settings stacked(const std::string& spec, int64_t count) {
  return test::with(test::settings_for(spec), "data_count", count);
}

TEST(Stacked, ThreeDigitsStandInThreeChannelsAndAreKnown) {
  const auto loaded = test::load(stacked("stacked", 50));
  ASSERT_TRUE(loaded);
  const Dataset& set = **loaded;
  EXPECT_EQ(set.channels, 3);
  EXPECT_EQ(set.width, 32);
  EXPECT_FALSE(set.has_labels()) << "a thousand classes are none to choose from";
  ASSERT_EQ(set.attributes.size(), 3U);
  EXPECT_EQ(set.attributes[0].key, "hundreds");
  EXPECT_EQ(set.attributes[2].key, "units");
  EXPECT_EQ(set.attributes[1].values.size(), 10U);
  Random random(mix_seed(1, 7));  // picture 7, written out
  for (size_t place = 0; place < 3; ++place) {
    const auto digit = static_cast<int>(random.below(10));
    std::vector<uint8_t> grey(32 * 32);
    draw_digit(digit, 32, random, grey.data());
    EXPECT_EQ(set.attributes[place].of[7], digit);
    for (size_t p = 0; p < grey.size(); ++p) ASSERT_EQ(set.picture(7)[3 * p + place], grey[p]);
  }
}

TEST(Stacked, NearlyAllOfTheThousandNumbersOccur) {
  const auto loaded = test::load(test::with(stacked("stacked", 5000), "size", int64_t{16}));
  ASSERT_TRUE(loaded);
  std::set<int> numbers;
  const auto& a = (*loaded)->attributes;
  for (size_t i = 0; i < 5000; ++i) numbers.insert(100 * a[0].of[i] + 10 * a[1].of[i] + a[2].of[i]);
  EXPECT_GE(numbers.size(), 980U) << "1000 · (1 − e⁻⁵) = 993 on average";
}

TEST(Stacked, PicturesOfAnIdxFileAreStackedWithTheirLabels) {
  const test::TemporaryFolder folder;
  test::write(folder / "images", test::idx_pictures(6, 32, 32));  // every pixel of picture i is i + 1
  test::write(folder / "labels", test::idx_labels(6, 3));         // 0, 1, 2, 0, 1, 2
  const std::string files = (folder / "images").string() + "," + (folder / "labels").string();
  const auto loaded = test::load(stacked("stacked:idx:" + files, 40));
  ASSERT_TRUE(loaded) << loaded.error().what;
  const Dataset& set = **loaded;
  EXPECT_EQ(set.count, 40);
  ASSERT_EQ(set.attributes.size(), 3U);
  EXPECT_EQ(set.attributes[0].values.size(), 3U);
  for (int64_t i = 0; i < 40; ++i)
    for (size_t place = 0; place < 3; ++place)
      EXPECT_EQ(set.attributes[place].of[static_cast<size_t>(i)], (set.picture(i)[place] - 1) % 3);
  const auto unlabelled = test::load(stacked("stacked:idx:" + (folder / "images").string(), 40));
  ASSERT_TRUE(unlabelled);
  EXPECT_TRUE((*unlabelled)->attributes.empty());
}

TEST(Stacked, WhatCannotBeStackedIsRefused) {
  for (const char* spec : {"stacked:faces", "stacked:ring", "stacked:stacked", "stacked:nothing"}) {
    const auto failed = test::load(stacked(spec, 20));
    ASSERT_FALSE(failed) << spec;
    EXPECT_EQ(failed.error().kind, FailureKind::usage) << spec;
    EXPECT_FALSE(failed.error().hint.empty()) << spec;
  }
  EXPECT_THAT(test::load(stacked("stacked:ring", 20)).error().what, HasSubstr("not grey pictures"));
}

}  // namespace
}  // namespace ganscope::data
