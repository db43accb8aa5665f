#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>
#include <vector>

#include "core/base/random.h"
#include "core/metrics/points/histogram.h"
#include "core/metrics/points/mixture.h"
#include "core/metrics/points/point_judge.h"
#include "core/metrics/points/transport.h"
#include "tests/unit/metrics/mixtures.h"

namespace ganscope::metrics {
namespace {

using testing::dataset_of;
using testing::ring;
using testing::sampled;

TEST(ScoreMixture, APerfectSamplerOfTheRingGetsWhatTheoryExpects) {
  // 1 − exp(−9/2) = 98.9 % lie within three sigma; E KL ≈ (K − 1)/(2n) = 0.0014 for even shares.
  const data::Modes modes = ring(8, 0.02);
  double high_quality = 0, kl = 0;
  constexpr int repeats = 20;
  for (uint64_t seed = 0; seed < repeats; ++seed) {
    const MixtureScore score = score_mixture(sampled(modes, mixture_samples, seed), modes);
    EXPECT_EQ(score.modes, 8);
    high_quality += score.high_quality / repeats;
    kl += score.reverse_kl / repeats;
  }
  EXPECT_NEAR(high_quality, 1 - std::exp(-4.5), 0.0025);  // five standard errors of 50,000 draws
  EXPECT_NEAR(kl, 7.0 / (2 * 2472), 0.0008);  // about five standard errors of 20 chi-square values
}

TEST(ScoreMixture, ACollapseIsOneModeAndAllItsEntropyLost) {
  const data::Modes modes = ring(8, 0.02);
  std::vector<float> points;
  for (int i = 0; i < 100; ++i) points.insert(points.end(), {1.0F, 0.0F});
  const MixtureScore score = score_mixture(points, modes);
  EXPECT_EQ(score.modes, 1);
  EXPECT_EQ(score.high_quality, 1);
  EXPECT_NEAR(score.reverse_kl, std::log(8.0), 1e-12);
}

TEST(ScoreMixture, PointsAtTheCentreBelongToNoMode) {
  const MixtureScore score = score_mixture(std::vector<float>(200, 0.0F), ring(8, 0.02));
  EXPECT_EQ(score.modes, 0);
  EXPECT_EQ(score.high_quality, 0);
  EXPECT_TRUE(std::isnan(score.reverse_kl));
}

TEST(ScoreMixture, PointsThatAreNotFiniteCountAsBad) {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const MixtureScore score = score_mixture(std::vector<float>{1, 0, nan, nan}, ring(4, 0.1));
  EXPECT_EQ(score.high_quality, 0.5);
}

TEST(ScoreMixture, HasModesOnALineToo) {
  data::Modes modes;
  modes.sigma = 0.5;
  modes.centres = {{-2, 0}, {2, 0}};
  // −2 and −0.6 belong to the left mode, 3.4 to the right one, 0 to none.
  const MixtureScore score = score_mixture(std::vector<float>{-2, -0.6F, 3.4F, 0}, modes, 1);
  EXPECT_EQ(score.modes, 2);
  EXPECT_EQ(score.high_quality, 0.75);
  EXPECT_EQ(score.per_mode, (std::vector<int64_t>{2, 1}));
  const double two = 2.0 / 3, one = 1.0 / 3;
  EXPECT_NEAR(score.reverse_kl, two * std::log(2 * two) + one * std::log(2 * one), 1e-12);
}

TEST(ScoreMixture, MeasuresTheSharesAgainstTheModesWeights) {
  data::Modes modes;
  modes.sigma = 0.1;
  modes.centres = {{-2, 0}, {2, 0}};
  modes.weights = {0.75, 0.25};
  EXPECT_NEAR(score_mixture(std::vector<float>{-2, -2, -2, 2}, modes, 1).reverse_kl, 0, 1e-12);
  EXPECT_NEAR(score_mixture(std::vector<float>{-2, 2}, modes, 1).reverse_kl,
              0.5 * std::log(0.5 / 0.75) + 0.5 * std::log(0.5 / 0.25), 1e-12);
}

TEST(DivergencesOf, AreWhatTheSumsSay) {
  const std::vector<double> p{0.5, 0.5, 0}, q{0.25, 0.5, 0.25};
  EXPECT_NEAR(divergences(p, q).kl, 0.5 * std::log(2.0), 1e-12);
  // JS with m = (3/8, 1/2, 1/8)
  const double js = (0.5 * std::log(4.0 / 3) + 0.25 * std::log(2.0 / 3) + 0.25 * std::log(2.0)) / 2;
  EXPECT_NEAR(divergences(p, q).js, js, 1e-12);
  EXPECT_NEAR(divergences(q, p).js, js, 1e-12) << "JS is symmetric";
  EXPECT_TRUE(std::isinf(divergences(q, p).kl));
  EXPECT_NEAR(divergences(std::vector<double>{1, 0}, std::vector<double>{0, 1}).js, std::log(2.0), 1e-12);
}

std::vector<float> normal_points(size_t values, uint64_t seed, float shift = 0) {
  Random random(seed);
  std::vector<float> points(values);
  random.fill_normal(points);
  for (float& value : points) value += shift;
  return points;
}

TEST(Histogram, OfItsOwnPointsHasNoDivergence) {
  const auto points = normal_points(20000, 1);
  for (const int dimensions : {1, 2}) {
    const Divergences found = Histogram(points, dimensions).compare(points);
    EXPECT_NEAR(found.js, 0, 1e-12);
    EXPECT_NEAR(found.kl, 0, 1e-3);  // the one pseudo-sample
  }
}

TEST(Histogram, OfTwoShiftedNormalsIsAboutTheClosedForm) {
  // KL(N(0,1) ‖ N(δ,1)) = δ²/2; binning loses a little of it, and the floor of 100,000 samples is 0.0003.
  const Histogram histogram(normal_points(100000, 1), 1);
  EXPECT_NEAR(histogram.compare(normal_points(100000, 2, 1)).kl, 0.5, 0.03);
  EXPECT_NEAR(histogram.compare(normal_points(100000, 3)).kl, 0, 0.003);
}

TEST(Histogram, OfTwoMixturesIsTheIntegralOverTheirDensities) {
  // ½ N(−2, ½²) + ½ N(2, 1) against ⅘ N(−1, 1) + ⅕ N(2.5, 1), where neither divergence has a closed form.
  struct Bell {
    double weight, mean, sigma;
  };
  using Bells = std::array<Bell, 2>;
  const Bells data{{{0.5, -2, 0.5}, {0.5, 2, 1}}}, model{{{0.8, -1, 1}, {0.2, 2.5, 1}}};
  const auto density = [](const Bells& bells, double x) {
    double sum = 0;
    for (const Bell& b : bells)
      sum += b.weight / b.sigma * std::exp(-0.5 * std::pow((x - b.mean) / b.sigma, 2));
    return sum / std::sqrt(2 * std::numbers::pi);
  };
  const auto drawn = [](const Bells& bells, uint64_t seed) {
    Random random(seed);
    std::vector<float> points;
    for (int i = 0; i < 100'000; ++i) {
      const Bell& b = bells[random.uniform(0, 1) < bells[0].weight ? 0 : 1];
      points.push_back(static_cast<float>(b.mean + b.sigma * random.normal()));
    }
    return points;
  };
  Divergences whole;
  constexpr double step = 1e-3;
  for (double x = -8; x < 8; x += step) {
    const double p = density(data, x), q = density(model, x), middle = (p + q) / 2;
    whole.kl += step * p * std::log(p / q);
    whole.js += step * (p * std::log(p / middle) + q * std::log(q / middle)) / 2;
  }
  const Divergences found = Histogram(drawn(data, 1), 1).compare(drawn(model, 2));
  EXPECT_NEAR(found.kl, whole.kl, 0.02 * whole.kl);
  EXPECT_NEAR(found.js, whole.js, 0.02 * whole.js);
}

TEST(Histogram, ACollapseOutsideTheBoxIsAsFarAsCanBe) {
  const Histogram histogram(normal_points(20000, 1), 2);
  for (const float where : {1000.0F, std::numeric_limits<float>::quiet_NaN()}) {
    const Divergences found = histogram.compare(std::vector<float>(200, where));
    EXPECT_NEAR(found.js, std::log(2.0), 0.02);  // the reference has 0.4 % outside itself
    EXPECT_GT(found.kl, 5);
    EXPECT_TRUE(std::isfinite(found.kl));
  }
}

TEST(Histogram, OfPointsThatAreAllTheSameHoldsThem) {
  const std::vector<float> same(50, 3.0F);
  EXPECT_NEAR(Histogram(same, 2).compare(same).js, 0, 1e-12);
  EXPECT_NEAR(Histogram(same, 1).compare(std::vector<float>(50, 4.0F)).js, std::log(2.0), 1e-12);
}

TEST(Wasserstein1, IsTheAreaBetweenTheDistributionFunctions) {
  EXPECT_DOUBLE_EQ(wasserstein_1(std::vector<float>{0, 1}, std::vector<float>{0, 1}), 0);
  EXPECT_DOUBLE_EQ(wasserstein_1(std::vector<float>{0, 1}, std::vector<float>{5, 6}), 5);
  EXPECT_DOUBLE_EQ(wasserstein_1(std::vector<float>{0}, std::vector<float>{0, 4}),
                   2);  // half of it goes 4 far
  EXPECT_DOUBLE_EQ(wasserstein_1(std::vector<float>{0, 0, 3}, std::vector<float>{0, 3, 3}), 1);
}

TEST(SlicedWasserstein, OfTwoShiftedGaussiansIsTheClosedForm) {
  // Moved by (3, 4), every direction sees 5·|cos|, 2·5/π on average; on a line it is the shift itself.
  auto moved = normal_points(20000, 1);
  const SlicedWasserstein plane(moved, 2);
  for (size_t i = 0; i < moved.size(); ++i) moved[i] += i % 2 == 0 ? 3.0F : 4.0F;
  EXPECT_NEAR(plane.distance(moved), 10 / std::numbers::pi, 2e-3);
  EXPECT_NEAR(SlicedWasserstein(normal_points(1000, 1), 1).distance(normal_points(1000, 1, 3)), 3, 1e-5);
}

TEST(SlicedWasserstein, ScalesWithThePointsAndHasAFloorThatShrinks) {
  const auto a = normal_points(4000, 1), b = normal_points(4000, 2), few = normal_points(200, 3);
  auto twice_a = a, twice_b = b;
  for (float& value : twice_a) value *= 2;
  for (float& value : twice_b) value *= 2;
  const double distance = SlicedWasserstein(a, 2).distance(b);
  EXPECT_NEAR(SlicedWasserstein(twice_a, 2).distance(twice_b), 2 * distance, 1e-6);
  EXPECT_GT(SlicedWasserstein(a, 2).distance(few), distance);
}

TEST(SlicedWasserstein, WhatIsNotFiniteHasNoDistance) {
  const SlicedWasserstein transport(std::vector<float>{0, 0, 1, 1}, 2);
  EXPECT_TRUE(std::isnan(transport.distance(std::vector<float>{0, std::numeric_limits<float>::infinity()})));
}

TEST(PointJudge, PutsWhatAPerfectSamplerGetsBesideNoise) {
  const data::Modes modes = ring(8, 0.02);
  const PointJudge judge(dataset_of(modes, 20000), 1000);
  Random random(5);
  std::vector<float> noise;
  for (int i = 0; i < 2000; ++i) noise.push_back(static_cast<float>(random.uniform(-1, 1)));
  const PointScores other = judge.score(sampled(modes, 1000, 77)), bad = judge.score(noise);
  ASSERT_TRUE(other.mixture && bad.mixture);
  EXPECT_EQ(other.mixture->modes, 8);
  EXPECT_NEAR(judge.real().mixture->high_quality, other.mixture->high_quality, 0.02);
  EXPECT_NEAR(judge.real().histogram.js, other.histogram.js, 0.01) << "the floor is what the law itself gets";
  EXPECT_NEAR(judge.real().histogram.kl, other.histogram.kl, 0.3 * other.histogram.kl);
  EXPECT_GT(bad.histogram.js, 10 * judge.real().histogram.js);
  EXPECT_GT(bad.sliced_wasserstein, 5 * judge.real().sliced_wasserstein);
}

TEST(PointJudge, WorksWithoutModesOnALineAndOnTwoPoints) {
  data::Dataset dataset;
  dataset.form = Form::points;
  dataset.dimensions = 1;
  dataset.points = {0, 1};
  dataset.count = 2;
  const PointJudge judge(dataset, 1000);
  EXPECT_EQ(judge.held_back().size(), 1u);
  const PointScores scores = judge.score(std::vector<float>{0.5F});
  EXPECT_FALSE(scores.mixture);
  EXPECT_DOUBLE_EQ(scores.sliced_wasserstein, 0.5);
}

TEST(WithoutPadding, LeavesTheFirstOfEveryPairOnALine) {
  const std::vector<float> pairs{1, 0, 2, 0};
  EXPECT_EQ(without_padding(pairs, 1), (std::vector<float>{1, 2}));
  EXPECT_EQ(without_padding(pairs, 2), pairs);
}

}  // namespace
}  // namespace ganscope::metrics
