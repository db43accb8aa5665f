#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "tests/unit/data/support.h"

namespace ganscope::data {
namespace {

using test::load;
using test::settings_for;
using test::with;

/// How far the points are from their nearest mode, and how many belong to each.
struct Spread {
  double sigma = 0;
  std::map<size_t, int> counts;
};

Spread spread_of(const Dataset& set) {
  Spread spread;
  double squares = 0;
  for (size_t i = 0; i < static_cast<size_t>(set.count); ++i) {
    size_t nearest = 0;
    double least = 1e9;
    for (size_t m = 0; m < set.modes.centres.size(); ++m) {
      const double dx = static_cast<double>(set.points[2 * i]) - set.modes.centres[m][0];
      const double dy = static_cast<double>(set.points[2 * i + 1]) - set.modes.centres[m][1];
      if (dx * dx + dy * dy < least) {
        least = dx * dx + dy * dy;
        nearest = m;
      }
    }
    squares += least;
    ++spread.counts[nearest];
  }
  spread.sigma = std::sqrt(squares / (2.0 * static_cast<double>(set.count)));
  return spread;
}

TEST(Ring, HasEightClustersOnTheUnitCircleWithTheirSpread) {
  const auto set = load("ring");
  ASSERT_TRUE(set);
  EXPECT_EQ((*set)->form, Form::points);
  EXPECT_EQ((*set)->dimensions, 2);
  ASSERT_EQ((*set)->modes.centres.size(), 8U);
  for (const auto& centre : (*set)->modes.centres) EXPECT_NEAR(std::hypot(centre[0], centre[1]), 1.0, 1e-12);
  const Spread spread = spread_of(**set);
  EXPECT_NEAR(spread.sigma, 0.02, 0.0004) << "100,000 coordinates give sigma to 0.3 %";
  EXPECT_EQ(spread.counts.size(), 8U);
  for (const auto& [mode, count] : spread.counts) EXPECT_NEAR(count, 6250, 370) << "five standard deviations";
}

TEST(Grid, HasTwentyFiveClustersTwoApartAroundTheMiddle) {
  const auto set = load("grid");
  ASSERT_TRUE(set);
  ASSERT_EQ((*set)->modes.centres.size(), 25U);
  EXPECT_EQ((*set)->modes.centres.front(), (std::array<double, 2>{-4, -4}));
  EXPECT_EQ((*set)->modes.centres.back(), (std::array<double, 2>{4, 4}));
  const Spread spread = spread_of(**set);
  EXPECT_NEAR(spread.sigma, 0.05, 0.001);
  EXPECT_EQ(spread.counts.size(), 25U);
}

TEST(Points, OptionsChangeTheNumberTheRadiusAndTheSpread) {
  const auto ring = load(with(with(with(settings_for("ring"), "ring_modes", int64_t{3}), "ring_radius", 2.5),
                              "ring_sigma", 0.1));
  ASSERT_TRUE(ring);
  EXPECT_EQ((*ring)->modes.centres.size(), 3U);
  EXPECT_NEAR(std::hypot((*ring)->modes.centres[1][0], (*ring)->modes.centres[1][1]), 2.5, 1e-12);
  EXPECT_DOUBLE_EQ((*ring)->modes.sigma, 0.1);
  const auto grid = load(with(with(settings_for("grid"), "grid_side", int64_t{2}), "grid_spacing", 1.0));
  ASSERT_TRUE(grid);
  EXPECT_EQ((*grid)->modes.centres.size(), 4U);
  EXPECT_EQ((*grid)->modes.centres.front(), (std::array<double, 2>{-0.5, -0.5}));
}

}  // namespace
}  // namespace ganscope::data
