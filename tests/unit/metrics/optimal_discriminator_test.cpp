#include "core/metrics/points/optimal_discriminator.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numbers>

#include "core/base/random.h"
#include "core/data/laws/mixture_law.h"

namespace ganscope::metrics {
namespace {

std::vector<float> samples(const data::Law& law, int count, uint64_t seed) {
  Random random(seed);
  std::vector<float> points;
  std::array<double, 2> x{};
  const auto d = static_cast<size_t>(law.dimensions());
  for (int i = 0; i < count; ++i) {
    law.sample(random, {x.data(), d});
    points.insert(points.end(), x.begin(), x.begin() + law.dimensions());
  }
  return points;
}

data::MixtureLaw normal_at(double centre) { return {1, {{{centre, 0}, 1, 1}}}; }

data::MixtureLaw narrow_ring() {
  std::vector<data::Kernel> kernels;
  for (int i = 0; i < 8; ++i)
    kernels.push_back({{std::cos(std::numbers::pi * i / 4), std::sin(std::numbers::pi * i / 4)}, 0.02, 1});
  return {2, kernels};
}

TEST(OptimalDiscriminator, IsDataOverDataAndModel) {
  EXPECT_DOUBLE_EQ(optimal_discriminator(3, 1), 0.75);
  EXPECT_EQ(optimal_discriminator(0, 1), 0);
  EXPECT_EQ(optimal_discriminator(1, 0), 1);
  EXPECT_EQ(optimal_discriminator(0, 0), 0);
}

TEST(KernelDensity, OfTwoPointsIsTheMeanOfTwoBells) {
  const std::vector<float> points{0, 2};
  const KernelDensity density(points, 1);
  const double h = density.bandwidth();
  const auto bell = [&](double x) {
    return std::exp(-x * x / (2 * h * h)) / (h * std::sqrt(2 * std::numbers::pi));
  };
  const float at = 0.5F;
  EXPECT_NEAR(density.at({&at, 1}), (bell(0.5) + bell(1.5)) / 2, 1e-9);
  EXPECT_NEAR(density.without_itself(0), bell(2), 1e-9);
}

TEST(KernelDensity, ComesCloseToANormalDensity) {
  const auto law = normal_at(0);
  const KernelDensity density(samples(law, 2000, 1), 1);
  for (const double x : {-1.5, 0.0, 1.0}) {
    const auto at = static_cast<float>(x);
    EXPECT_NEAR(density.at({&at, 1}), law.density({&x, 1}), 0.04) << x;
  }
}

TEST(KernelDensity, FindsTheScaleOfNarrowClusters) {
  // The overall spread is 0.7, which rules of thumb would take for 0.2; the clusters are 0.02 wide.
  const double h = KernelDensity(samples(narrow_ring(), 1000, 1), 2).bandwidth();
  EXPECT_GT(h, 0.004);
  EXPECT_LT(h, 0.02);
}

TEST(DistanceToOptimum, OfTheOptimumItselfIsNearZero) {
  const auto data = normal_at(0), model = normal_at(1.5);
  const auto real = samples(data, 1000, 1), fake = samples(model, 1000, 2);
  const auto optimum = [&](const std::vector<float>& points) {
    std::vector<float> d;
    for (const float point : points) {
      const auto x = static_cast<double>(point);
      d.push_back(static_cast<float>(optimal_discriminator(data.density({&x, 1}), model.density({&x, 1}))));
    }
    return d;
  };
  EXPECT_LT(distance_to_optimum(data, real, optimum(real), fake, optimum(fake)), 0.03);
  // ½ everywhere is wrong by E|½ − D*|, for two bells 1.5 apart the total variation distance over 2:
  // (2Φ(0.75) − 1)/2 = 0.273.
  const std::vector<float> half(1000, 0.5F);
  EXPECT_NEAR(distance_to_optimum(data, real, half, fake, half), 0.273, 0.02);
}

TEST(DistanceToOptimum, OfHalfBesideThePerfectModelIsTheEstimatesFloor) {
  const auto law = narrow_ring();
  const std::vector<float> half(1000, 0.5F);
  const double floor = distance_to_optimum(law, samples(law, 1000, 1), half, samples(law, 1000, 2), half);
  EXPECT_GT(floor, 0);
  EXPECT_LT(floor, 0.12);  // 125 points a cluster leave p_model rough; a wrong D is off by up to 0.5
}

TEST(DistanceToOptimum, OfACollapseKnowsTheAnswer) {
  // All generated points in one place far away: real is certain, and so is generated.
  const auto law = normal_at(0);
  const auto real = samples(law, 200, 1);
  const std::vector<float> fake(200, 50.0F), one(200, 1.0F), zero(200, 0.0F), half(200, 0.5F);
  EXPECT_NEAR(distance_to_optimum(law, real, one, fake, zero), 0, 1e-6);
  EXPECT_NEAR(distance_to_optimum(law, real, half, fake, half), 0.5, 1e-6);
}

TEST(DistanceToOptimum, OfPointsThatAreNotFiniteIsNaN) {
  const auto law = normal_at(0);
  const std::vector<float> real{0, 1}, half{0.5F, 0.5F}, bad{0, std::numeric_limits<float>::infinity()};
  EXPECT_TRUE(std::isnan(distance_to_optimum(law, real, half, bad, half)));
  EXPECT_TRUE(std::isnan(distance_to_optimum(law, real, bad, real, half)));
}

}  // namespace
}  // namespace ganscope::metrics
