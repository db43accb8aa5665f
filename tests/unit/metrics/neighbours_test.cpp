#include "core/metrics/pictures/neighbours.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "core/base/random.h"
#include "core/metrics/pictures/feature_judge.h"
#include "core/metrics/pictures/kernel_distance.h"

namespace ganscope::metrics {
namespace {

/// Points on a line, `step` apart.
std::vector<float> line(int count, float first, float step) {
  std::vector<float> points;
  for (int i = 0; i < count; ++i) points.push_back(first + step * static_cast<float>(i));
  return points;
}

std::vector<float> normal_rows(size_t count, size_t d, uint64_t seed, float shift = 0) {
  Random random(seed);
  std::vector<float> rows(count * d);
  random.fill_normal(rows);
  for (float& value : rows) value += shift;
  return rows;
}

float plain_distance(const float* a, const float* b, size_t d) {
  float sum = 0;
  for (size_t i = 0; i < d; ++i) sum += (a[i] - b[i]) * (a[i] - b[i]);
  return sum;
}

TEST(PackedRows, DistancesAreBitwiseThoseOfAPlainLoop) {
  constexpr size_t d = 7;
  for (const size_t n : {1u, 31u, 32u, 33u, 100u}) {
    const auto rows = normal_rows(n, d, n), vectors = normal_rows(3, d, 99);
    const PackedRows packed(rows, d);
    std::vector<float> out(n);
    for (size_t v = 0; v < 3; ++v) {
      packed.squared_distances(std::span(vectors).subspan(v * d, d), out);
      for (size_t i = 0; i < n; ++i) EXPECT_EQ(out[i], plain_distance(&vectors[v * d], &rows[i * d], d));
    }
  }
}

TEST(PackedRows, ProductsAreThoseOfAPlainLoop) {
  const std::vector<float> rows{1, 2, 3, 4, 5, 6}, vector{10, 100};
  std::vector<float> out(3);
  PackedRows(rows, 2).dot_products(vector, out);
  EXPECT_EQ(out, (std::vector<float>{210, 430, 650}));
}

/// Precision, recall, density and coverage as the papers' sums say, with every distance worked out again.
struct Plain {
  double precision = 0, recall = 0, density = 0, coverage = 0;
};
Plain plainly(const std::vector<float>& real, const std::vector<float>& fake, size_t d, int k) {
  const auto radius = [&](const std::vector<float>& rows, size_t i) {
    std::vector<float> all;
    for (size_t j = 0; j < rows.size() / d; ++j)
      if (j != i) all.push_back(plain_distance(&rows[i * d], &rows[j * d], d));
    std::ranges::sort(all);
    return all[static_cast<size_t>(k - 1)];
  };
  const size_t n = real.size() / d, m = fake.size() / d;
  Plain plain;
  for (size_t i = 0; i < m; ++i) {
    int balls = 0;
    for (size_t j = 0; j < n; ++j)
      balls += plain_distance(&fake[i * d], &real[j * d], d) <= radius(real, j) ? 1 : 0;
    plain.precision += (balls > 0 ? 1.0 : 0.0) / static_cast<double>(m);
    plain.density += balls / (static_cast<double>(m) * k);
  }
  for (size_t j = 0; j < n; ++j) {
    bool covered = false, recalled = false;
    for (size_t i = 0; i < m; ++i) {
      covered = covered || plain_distance(&fake[i * d], &real[j * d], d) <= radius(real, j);
      recalled = recalled || plain_distance(&fake[i * d], &real[j * d], d) <= radius(fake, i);
    }
    plain.coverage += (covered ? 1.0 : 0.0) / static_cast<double>(n);
    plain.recall += (recalled ? 1.0 : 0.0) / static_cast<double>(n);
  }
  return plain;
}

TEST(Neighbours, AreThoseOfThePlainSums) {
  constexpr size_t d = 3;
  const auto real = normal_rows(50, d, 1), fake = normal_rows(41, d, 2, 0.7F);
  const Plain three = plainly(real, fake, d, 3), five = plainly(real, fake, d, 5);
  const auto [precision, recall] = precision_recall(real, fake, d);
  EXPECT_NEAR(precision, three.precision, 1e-12);
  EXPECT_NEAR(recall, three.recall, 1e-12);
  const auto [density, covered] = density_coverage(real, fake, d);
  EXPECT_NEAR(density, five.density, 1e-12);
  EXPECT_NEAR(covered, five.coverage, 1e-12);
  EXPECT_EQ(coverage(real, fake, d), covered);
  const FeatureScores scores = score_features(real, fake, d);
  EXPECT_EQ(scores.precision, precision);
  EXPECT_EQ(scores.recall, recall);
  EXPECT_NEAR(scores.density, density, 1e-12);
  EXPECT_EQ(scores.coverage, covered);
  EXPECT_NEAR(scores.diversity, diversity(fake, d), 1e-12);
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

TEST(DensityCoverage, CountsBallsByHand) {
  // Real 0, 1, 3, 7 with k = 1: radii 1, 1, 2, 4. The fake at 1.5 lies in the balls of 1 and 3, the one at 20
  // in none: density 2/(1·2) = 1, coverage 2/4.
  const std::vector<float> real{0, 1, 3, 7}, fake{1.5F, 20};
  const auto [density, covered] = density_coverage(real, fake, 1, 1);
  EXPECT_DOUBLE_EQ(density, 1);
  EXPECT_DOUBLE_EQ(covered, 0.5);
}

TEST(DensityCoverage, OfTheSameLawAreAboutOne) {
  // Both have expectation 1 and 1 − (1/2)^5 ≈ 0.97 for large samples of one law (Naeem 2020, section 3.2).
  const auto real = normal_rows(1000, 4, 1), fake = normal_rows(1000, 4, 2);
  const auto [density, covered] = density_coverage(real, fake, 4);
  EXPECT_NEAR(density, 1, 0.06);
  EXPECT_NEAR(covered, 1 - 1.0 / 32, 0.03);
}

TEST(Diversity, IsTheMeanDistanceOfTwo) {
  EXPECT_DOUBLE_EQ(diversity(std::vector<float>{0, 0, 3, 4, 0, 0}, 2), 10.0 / 3);  // 5, 0, 5
  EXPECT_EQ(diversity(std::vector<float>(20, 1.5F), 2), 0);
  const auto rows = normal_rows(50, 3, 1), moved = normal_rows(50, 3, 1, 100);
  EXPECT_NEAR(diversity(rows, 3), diversity(moved, 3), 1e-4) << "moving everything changes nothing";
}

TEST(Nearest, IsTheClosestReferenceAndNotItself) {
  const std::vector<float> references{0, 10, 11, 30};
  const Nearest found = nearest(std::vector<float>{9, 29}, PackedRows(references, 1));
  EXPECT_EQ(found.index, (std::vector<int64_t>{1, 3}));
  EXPECT_EQ(found.distance, (std::vector<float>{1, 1}));
  const Nearest own = nearest(std::span(references).subspan(1), PackedRows(references, 1), 1);
  EXPECT_EQ(own.index, (std::vector<int64_t>{2, 1, 2}));
  EXPECT_EQ(own.distance, (std::vector<float>{1, 1, 19}));
  EXPECT_EQ(nearest(std::vector<float>{9}, PackedRows(std::vector<float>{9}, 1), 0).index.front(), -1);
}

TEST(Median, IsTheMiddleValue) {
  EXPECT_EQ(median({3, 1, 2}), 2);
  EXPECT_EQ(median({4, 1, 2, 3}), 2.5);
  EXPECT_TRUE(std::isnan(median({})));
}

TEST(SquaredMmd, IsWhatTheSumsSay) {
  // d = 1, a = {0, 1}, b = {1, 2}: k(0,1) = 1, k(1,2) = 27, k(0,1) = 1, k(0,2) = 1, k(1,1) = 8, k(1,2) = 27.
  // 1 + 27 − 2/4·(1 + 1 + 8 + 27) = 9.5.
  EXPECT_NEAR(squared_mmd(std::vector<float>{0, 1}, std::vector<float>{1, 2}, 1), 9.5, 1e-6);
}

TEST(KernelDistance, OfOneLawIsZeroWithinItsErrorAndGrowsWithAShift) {
  const auto a = normal_rows(1000, 8, 1), b = normal_rows(1000, 8, 2);
  const KernelDistance same = kernel_distance(a, b, 8, 10, 200);
  EXPECT_NEAR(same.mean, 0, 5 * same.error);
  EXPECT_GT(same.error, 0);
  const double near = kernel_distance(a, normal_rows(1000, 8, 3, 0.2F), 8, 10, 200).mean;
  const double far = kernel_distance(a, normal_rows(1000, 8, 4, 1), 8, 10, 200).mean;
  EXPECT_GT(near, same.mean);
  EXPECT_GT(far, 5 * near);
}

TEST(KernelDistance, OfASetAgainstItselfIsSlightlyNegative) {
  // Unbiased: against itself the cross term still holds the diagonal, so −2/n·(mean k(x,x) − mean k(x,y)).
  const auto a = normal_rows(50, 4, 1);
  const double value = kernel_distance(a, a, 4).mean;
  EXPECT_LT(value, 0);
  EXPECT_GT(value, -1);
}

TEST(FeatureJudge, ScoresItsOwnRowsPerfectly) {
  const auto rows = normal_rows(100, 5, 1);
  const FeatureScores scores = score_features(rows, rows, 5);
  EXPECT_NEAR(scores.frechet, 0, 1e-9);
  EXPECT_EQ(scores.precision, 1);
  EXPECT_EQ(scores.recall, 1);
  EXPECT_EQ(scores.coverage, 1);
}

TEST(FeatureJudge, ACollapseHasNoDiversityAndCoversLittle) {
  const auto real = normal_rows(200, 5, 1);
  const std::vector<float> fake(size_t{200} * 5, 0.1F);
  const FeatureScores scores = score_features(real, fake, 5);
  EXPECT_EQ(scores.diversity, 0);
  EXPECT_LT(scores.coverage, 0.2);
  EXPECT_EQ(scores.recall, 0);
}

TEST(FeatureJudge, KernelDistanceDoesNotDependOnTheFeaturesScale) {
  auto real = normal_rows(100, 5, 1), fake = normal_rows(100, 5, 2, 0.5F);
  const double once = score_features(real, fake, 5).kernel_distance;
  for (auto* rows : {&real, &fake})
    for (float& value : *rows) value *= 40;
  EXPECT_NEAR(score_features(real, fake, 5).kernel_distance, once, 1e-3 * std::abs(once));
}

TEST(FeatureJudge, WhatIsNotFiniteMakesEveryFigureNaN) {
  auto fake = normal_rows(20, 5, 2);
  fake[3] = std::numeric_limits<float>::quiet_NaN();
  const FeatureScores scores = score_features(normal_rows(20, 5, 1), fake, 5);
  for (const double value : {scores.frechet, scores.kernel_distance, scores.precision, scores.recall,
                             scores.density, scores.coverage, scores.diversity})
    EXPECT_TRUE(std::isnan(value));
}

}  // namespace
}  // namespace ganscope::metrics
