#include "core/data/law.h"

#include <gtest/gtest.h>

#include <cmath>

#include "core/data/points/mixture_law.h"
#include "tests/unit/data/support.h"

namespace ganscope::data {
namespace {

TEST(MixtureLaw, HasTheHandComputedDensityInOneAndTwoDimensions) {
  const MixtureLaw line(1, {{{-1, 0}, 0.5, 3}, {{2, 0}, 1, 1}});
  // ¾ N(−1, ½²) + ¼ N(2, 1) at 0: ¾ · 0.797885 · e⁻² + ¼ · 0.398942 · e⁻²
  EXPECT_NEAR(line.density(std::array{0.0}), 0.75 * 0.107981933 + 0.25 * 0.053990967, 1e-9);
  const MixtureLaw plane(2, {{{1, 2}, 0.1}});
  EXPECT_NEAR(plane.density(std::array{1.0, 2.0}), 1 / (2 * M_PI * 0.01), 1e-9);
  EXPECT_NEAR(plane.density(std::array{1.1, 2.1}), std::exp(-1) / (2 * M_PI * 0.01), 1e-9);
}

TEST(MixtureLaw, DrawsEachKernelByItsWeight) {
  const MixtureLaw law(1, {{{-1, 0}, 0.01, 3}, {{2, 0}, 0.01, 1}});
  Random random(5);
  int first = 0;
  for (int i = 0; i < 10000; ++i) {
    std::array<double, 1> x{};
    law.sample(random, x);
    first += x[0] < 0 ? 1 : 0;
  }
  EXPECT_NEAR(first, 7500, 220) << "five standard deviations of a count of 10,000 at 3/4";
}

TEST(Ring, GivesTheSamePointsAsTheRecipeWrittenOut) {
  const auto set = test::load(test::with(test::settings_for("ring"), "data_count", int64_t{200}));
  ASSERT_TRUE(set);
  Random random(mix_seed(1, 0));
  for (size_t i = 0; i < 200; ++i) {
    const double angle = 2 * M_PI * static_cast<double>(random.below(8)) / 8;
    const double x = std::cos(angle) + 0.02 * random.normal();
    const double y = std::sin(angle) + 0.02 * random.normal();
    ASSERT_EQ((*set)->points[2 * i], static_cast<float>(x));
    ASSERT_EQ((*set)->points[2 * i + 1], static_cast<float>(y));
  }
}

}  // namespace
}  // namespace ganscope::data
