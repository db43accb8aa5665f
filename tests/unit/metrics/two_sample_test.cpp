#include "core/metrics/two_sample.h"

#include <ATen/Parallel.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "core/base/random.h"

namespace ganscope::metrics {
namespace {

std::vector<float> normal_points(size_t count, uint64_t seed, float shift = 0) {
  Random random(seed);
  std::vector<float> points(2 * count);
  random.fill_normal(points);
  for (float& value : points) value += shift;
  return points;
}

class TwoSampleTest : public ::testing::Test {
 protected:
  TwoSampleTest() { at::set_num_threads(1); }
};

TEST_F(TwoSampleTest, OfOneLawIsChance) {
  const auto found = two_sample_points(normal_points(800, 1), normal_points(800, 2), 2, {});
  ASSERT_TRUE(found);
  EXPECT_EQ(found->questions, 800);
  EXPECT_NEAR(found->accuracy, 0.5, 4 * std::sqrt(0.25 / 800));
}

TEST_F(TwoSampleTest, OfTwoBellsIsWhatTheBestClassifierGets) {
  // Moved by (1, 1), the best is right with Φ(√2/2) = 76 %; 400 training points of each lose some of it.
  const auto found = two_sample_points(normal_points(800, 1), normal_points(800, 2, 1), 2, {});
  ASSERT_TRUE(found);
  EXPECT_NEAR(found->accuracy, 0.76, 0.09);
}

TEST_F(TwoSampleTest, TellsACollapseApartEveryTimeAndTheSameEveryCall) {
  const auto real = normal_points(100, 1);
  const std::vector<float> fake(size_t{200}, 5.0F);
  const auto once = two_sample_points(real, fake, 2, {}), again = two_sample_points(real, fake, 2, {});
  EXPECT_EQ(once->accuracy, 1);
  EXPECT_EQ(once->accuracy, again->accuracy);
}

TEST_F(TwoSampleTest, OfPointsThatAreNotFiniteIsNaN) {
  const std::vector<float> bad(200, std::numeric_limits<float>::quiet_NaN());
  EXPECT_TRUE(std::isnan(two_sample_points(normal_points(100, 1), bad, 2, {})->accuracy));
}

TEST_F(TwoSampleTest, StopsWhenAskedTo) {
  WorkContext context;
  context.cancelled = [] { return true; };
  const auto found = two_sample_points(normal_points(100, 1), normal_points(100, 2), 2, context);
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().kind, FailureKind::cancelled);
}

}  // namespace
}  // namespace ganscope::metrics
