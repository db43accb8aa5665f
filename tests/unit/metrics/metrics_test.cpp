#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "core/base/random.h"
#include "core/metrics/all_metrics.h"
#include "core/metrics/choice.h"
#include "core/metrics/pictures/gaussian.h"
#include "core/metrics/pictures/shares.h"

namespace ganscope::metrics {
namespace {

TEST(LabelsInShares, HaveTheSharesOfTheDataAndNoOrder) {
  std::vector<uint8_t> labels(1000, 0);
  std::fill_n(labels.begin(), 300, uint8_t{1});
  std::fill_n(labels.begin() + 700, 1, uint8_t{2});
  const std::vector<int> chosen = labels_in_shares(labels, 200);
  ASSERT_EQ(chosen.size(), 200U);
  EXPECT_NEAR(std::ranges::count(chosen, 1), 60, 1);
  EXPECT_LE(std::ranges::count(chosen, 2), 1);
  EXPECT_FALSE(std::ranges::is_sorted(chosen));
  EXPECT_EQ(chosen, labels_in_shares(labels, 200)) << "every call takes the same";
  EXPECT_EQ(labels_in_shares(labels, 3000).size(), 3000U) << "more than there are";
  EXPECT_TRUE(labels_in_shares({}, 5).empty());
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

TEST(Shares, AreHalfTheDifferenceApart) {
  Shares shares{"glasses", {"no", "yes"}, {1, 0}, {0.75, 0.25}, {0.75, 0.25}, 1};
  EXPECT_DOUBLE_EQ(shares.distance(), 0.25);
  EXPECT_EQ(frequencies(std::vector<uint8_t>{0, 0, 1, 0}, 2), (std::vector<double>{0.75, 0.25}));
}

TEST(AllMetrics, AreNamedAndExplainedOnce) {
  std::set<std::string> keys;
  for (const Metric& metric : all_metrics()) {
    const config::EntryInfo& entry = metric.info;
    EXPECT_TRUE(keys.insert(entry.key).second) << entry.key;
    EXPECT_FALSE(entry.title.empty());
    EXPECT_FALSE(entry.help.empty());
    EXPECT_TRUE(metric.pictures || metric.points || metric.translations || metric.lines || metric.films)
        << entry.key;
  }
}

}  // namespace
}  // namespace ganscope::metrics
