#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <set>

#include "core/base/random.h"
#include "core/metrics/all_metrics.h"
#include "core/metrics/evaluate.h"
#include "core/metrics/gaussian.h"
#include "core/metrics/mixture.h"
#include "core/metrics/neighbours.h"
#include "core/metrics/shares.h"

namespace ganscope::metrics {
namespace {

TEST(SymmetricEigen, FindsTheEigenvaluesOfASmallMatrix) {
  // [[2, 1], [1, 2]] has 1 and 3.
  Eigen eigen = symmetric_eigen({2, 1, 1, 2}, 2);
  std::ranges::sort(eigen.values);
  EXPECT_NEAR(eigen.values[0], 1, 1e-12);
  EXPECT_NEAR(eigen.values[1], 3, 1e-12);
}

TEST(SymmetricEigen, PutsAMatrixTogetherAgain) {
  constexpr size_t d = 12;
  Random random(1);
  std::vector<double> matrix(d * d);
  for (size_t i = 0; i < d; ++i)
    for (size_t j = 0; j <= i; ++j) matrix[i * d + j] = matrix[j * d + i] = random.normal();
  const Eigen eigen = symmetric_eigen(matrix, d);
  for (size_t i = 0; i < d; ++i)
    for (size_t j = 0; j < d; ++j) {
      double sum = 0;
      for (size_t k = 0; k < d; ++k)
        sum += eigen.values[k] * eigen.vectors[i * d + k] * eigen.vectors[j * d + k];
      EXPECT_NEAR(sum, matrix[i * d + j], 1e-10);
    }
}

TEST(FrechetDistance, OfTwoGaussiansIsWhatTheFormulaSays) {
  // Commuting covariances: ‖μ₁−μ₂‖² + Σ(σ₁−σ₂)² = 9 + 16 + (1−2)² + (3−1)² = 30.
  const Gaussian a{{0, 0}, {1, 0, 0, 9}}, b{{3, 4}, {4, 0, 0, 1}};
  EXPECT_NEAR(frechet_distance(a, b), 30, 1e-9);
  EXPECT_NEAR(frechet_distance(b, a), 30, 1e-9);
  EXPECT_NEAR(frechet_distance(a, a), 0, 1e-9);
}

TEST(FrechetDistance, HoldsForCovariancesThatDoNotCommute) {
  // In two dimensions Tr (Σ₁Σ₂)^½ = sqrt(Tr Σ₁Σ₂ + 2 sqrt(det Σ₁ det Σ₂)); here Σ₁ = [[2,1],[1,2]], Σ₂ =
  // diag(1, 4): Tr Σ₁Σ₂ = 10, dets 3 and 4, so 9 − 2 sqrt(10 + 2 sqrt 12).
  const Gaussian a{{0, 0}, {2, 1, 1, 2}}, b{{0, 0}, {1, 0, 0, 4}};
  EXPECT_NEAR(frechet_distance(a, b), 9 - 2 * std::sqrt(10 + 2 * std::sqrt(12.0)), 1e-9);
}

TEST(FrechetDistance, SurvivesASingularCovariance) {
  const Gaussian a{{0, 0}, {1, 1, 1, 1}}, b{{0, 0}, {0, 0, 0, 0}};
  EXPECT_NEAR(frechet_distance(a, b), 2, 1e-9);
}

TEST(FitGaussian, GivesMeanAndUnbiasedCovariance) {
  const std::vector<float> rows{1, 2, 3, 6};
  const Gaussian fit = fit_gaussian(rows, 2);
  EXPECT_DOUBLE_EQ(fit.mean[0], 2);
  EXPECT_DOUBLE_EQ(fit.mean[1], 4);
  EXPECT_DOUBLE_EQ(fit.covariance[0], 2);
  EXPECT_DOUBLE_EQ(fit.covariance[1], 4);
  EXPECT_DOUBLE_EQ(fit.covariance[3], 8);
}

/// Points on a line, `step` apart.
std::vector<float> line(int count, float first, float step) {
  std::vector<float> points;
  for (int i = 0; i < count; ++i) points.push_back(first + step * static_cast<float>(i));
  return points;
}

TEST(PrecisionRecall, OfTheSamePointsAreOne) {
  const auto points = line(20, 0, 1);
  const auto [precision, recall] = precision_recall(points, points, 1);
  EXPECT_EQ(precision, 1);
  EXPECT_EQ(recall, 1);
}

TEST(PrecisionRecall, OfPointsFarAwayAreZero) {
  const auto [precision, recall] = precision_recall(line(20, 0, 1), line(20, 1000, 1), 1);
  EXPECT_EQ(precision, 0);
  EXPECT_EQ(recall, 0);
}

TEST(PrecisionRecall, ACollapsedGeneratorIsPreciseAndForgetful) {
  // Fakes crowd between two real points: each is real enough, but their small balls reach hardly any real
  // point.
  const auto [precision, recall] = precision_recall(line(20, 0, 1), line(20, 5.4F, 0.01F), 1);
  EXPECT_EQ(precision, 1);
  EXPECT_EQ(recall, 0);
}

TEST(PrecisionRecall, HalfGoodFakesHaveHalfPrecision) {
  auto fakes = line(10, 0.5F, 1);
  const auto astray = line(10, 5000, 100);
  fakes.insert(fakes.end(), astray.begin(), astray.end());
  EXPECT_EQ(precision_recall(line(20, 0, 1), fakes, 1).precision, 0.5);
}

data::Modes ring(int count, double sigma) {
  data::Modes modes;
  modes.sigma = sigma;
  for (int i = 0; i < count; ++i) {
    const double angle = 2 * std::numbers::pi * i / count;
    modes.centres.push_back({std::cos(angle), std::sin(angle)});
  }
  return modes;
}

std::vector<float> sampled(const data::Modes& modes, int count, uint64_t seed) {
  Random random(seed);
  std::vector<float> points;
  for (int i = 0; i < count; ++i) {
    const auto& centre = modes.centres[random.below(modes.centres.size())];
    points.push_back(static_cast<float>(centre[0] + modes.sigma * random.normal()));
    points.push_back(static_cast<float>(centre[1] + modes.sigma * random.normal()));
  }
  return points;
}

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

TEST(EvaluatePoints, PutsTheDataBesideTheSamples) {
  data::Dataset dataset;
  dataset.kind = data::Kind::points;
  dataset.dimensions = 2;
  dataset.modes = ring(8, 0.02);
  dataset.points = sampled(dataset.modes, 5000, 1);
  dataset.count = 5000;
  const auto report = evaluate_points(dataset, std::vector<float>(2 * mixture_samples, 0.0F));
  ASSERT_TRUE(report);
  EXPECT_EQ(report->generated.modes, 0);
  EXPECT_EQ(report->real.modes, 8);
  dataset.modes = {};
  EXPECT_FALSE(evaluate_points(dataset, {}));
}

TEST(Shares, AreHalfTheDifferenceApart) {
  Shares shares{"glasses", {"no", "yes"}, {1, 0}, {0.75, 0.25}, {0.75, 0.25}, 1};
  EXPECT_DOUBLE_EQ(shares.distance(), 0.25);
  EXPECT_EQ(frequencies(std::vector<uint8_t>{0, 0, 1, 0}, 2), (std::vector<double>{0.75, 0.25}));
}

TEST(AllMetrics, AreNamedAndExplainedOnce) {
  std::set<std::string> keys;
  for (const config::EntryInfo& entry : all_metrics()) {
    EXPECT_TRUE(keys.insert(entry.key).second) << entry.key;
    EXPECT_FALSE(entry.title.empty());
    EXPECT_FALSE(entry.help.empty());
  }
}

}  // namespace
}  // namespace ganscope::metrics
