#include "core/gan/batches.h"

#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "tests/support/small_gan.h"

namespace ganscope::gan {
namespace {

TEST(Batches, DealEverySampleOnceAnEpochInAnotherOrderEachTime) {
  Batches batches(testing::noise_pictures(16, 1, 10), 1, {});
  std::vector<int64_t> first(10), second(10);
  batches.next(first);
  batches.next(second);
  EXPECT_EQ(std::set<int64_t>(first.begin(), first.end()).size(), 10U);
  EXPECT_EQ(std::set<int64_t>(second.begin(), second.end()).size(), 10U);
  EXPECT_NE(first, second);
}

TEST(Batches, GoOnFromAnyPlaceAsIfTheyHadNeverLeftIt) {
  const auto data = testing::noise_pictures(16, 1, 10);
  Batches batches(data, 1, {});
  std::vector<int64_t> skipped(17), expected(9), got(9);
  batches.next(skipped);
  const Batches::Place place = batches.place();
  batches.next(expected);
  Batches other(data, 1, {});
  other.go_to(place);
  other.next(got);
  EXPECT_EQ(got, expected);
}

TEST(Batches, BringBytesIntoMinusOneToOneInTheDataOrder) {
  const auto data = testing::noise_pictures(16, 3, 4);
  const Batches batches(data, 1, {});
  std::vector<float> values(16 * 16 * 3);
  batches.fill(std::vector<int64_t>{2}, values);
  const auto picture = data->picture(2);
  for (size_t i = 0; i < values.size(); ++i) ASSERT_NEAR(values[i], picture[i] / 127.5 - 1, 1e-6);
}

TEST(Batches, ScalePointsToZeroMeanAndUnitVariance) {
  const auto data = testing::two_clusters(1000);
  const Batches batches(data, 1, unit_variance(*data));
  std::vector<int64_t> all(1000);
  for (size_t i = 0; i < all.size(); ++i) all[i] = static_cast<int64_t>(i);
  std::vector<float> values(2000);
  batches.fill(all, values);
  double mean = 0, square = 0;
  for (const float v : values) mean += v / 2000.0;
  for (const float v : values) square += v * v / 2000.0;
  EXPECT_NEAR(mean, 0, 1e-5) << "float rounding over 2,000 terms";
  EXPECT_NEAR(square, 1, 1e-4);
}

}  // namespace
}  // namespace ganscope::gan
