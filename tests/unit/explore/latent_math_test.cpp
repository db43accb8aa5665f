#include "core/explore/latent_math.h"

#include <gtest/gtest.h>

#include <cmath>

namespace ganscope::explore {
namespace {

constexpr int dim = 64;
// Latents are float: a few units in the last place of numbers near √64 after sums over 64 components.
constexpr double tolerance = 1e-5;

void expect_near(const Latent& a, const Latent& b) {
  ASSERT_EQ(a.size(), b.size());
  for (size_t i = 0; i < a.size(); ++i) EXPECT_NEAR(a[i], b[i], tolerance);
}

TEST(LatentMath, TheSameSeedGivesTheSameLatentOnEveryMachine) {
  EXPECT_EQ(latent_of_seed(7, dim), latent_of_seed(7, dim));
  EXPECT_NE(latent_of_seed(7, dim), latent_of_seed(8, dim));
  // Pinned: a change of the generator would change every picture that people have noted down by its seed.
  expect_near(latent_of_seed(0, 4), {-0.018964991F, -1.35593021F, -0.403721094F, 0.233350977F});
  expect_near(latent_of_seed(7, 4), {-0.279024005F, 1.52772319F, 1.89976859F, -0.226695746F});
  expect_near(fixed_latent(1, 18, 4), {-0.424032956F, 0.0857987702F, 0.509650886F, 1.53463233F});
}

TEST(LatentMath, ASeedsLatentIsABeginningOfTheLongerOne) {
  const Latent longer = latent_of_seed(3, 64);
  const Latent shorter = latent_of_seed(3, 16);
  EXPECT_TRUE(std::equal(shorter.begin(), shorter.end(), longer.begin()));
}

TEST(LatentMath, FixedLatentsAreStandardNormalAndDifferFromOneAnother) {
  double sum = 0, squares = 0;
  for (int i = 0; i < 64; ++i) {
    const Latent latent = fixed_latent(1, i, dim);
    for (const float value : latent) {
      sum += value;
      squares += double{value} * value;
    }
    for (int k = 0; k < i; ++k) EXPECT_NE(latent, fixed_latent(1, k, dim));
  }
  const double n = 64.0 * dim;
  EXPECT_NEAR(sum / n, 0, 5 / std::sqrt(n));            // five standard errors of the mean
  EXPECT_NEAR(squares / n, 1, 5 * std::sqrt(2.0 / n));  // and of the variance
}

TEST(LatentMath, FixedLabelsTakeEveryClassInTurn) {
  EXPECT_EQ(fixed_label(0, 10), 0);
  EXPECT_EQ(fixed_label(13, 10), 3);
  EXPECT_EQ(fixed_label(5, 0), 0);
}

TEST(LatentMath, InterpolationsBeginAndEndAtTheirEnds) {
  const Latent a = latent_of_seed(1, dim), b = latent_of_seed(2, dim);
  expect_near(lerp(a, b, 0), a);
  expect_near(lerp(a, b, 1), b);
  expect_near(slerp(a, b, 0), a);
  expect_near(slerp(a, b, 1), b);
}

TEST(LatentMath, SlerpKeepsTheLengthWhereLerpCutsTheCorner) {
  const Latent a{3, 0}, b{0, 3};
  EXPECT_NEAR(norm(slerp(a, b, 0.5)), 3, tolerance);
  EXPECT_NEAR(norm(lerp(a, b, 0.5)), 3 / std::sqrt(2.0), tolerance);
  EXPECT_NEAR(slerp(a, b, 1.0 / 3.0)[0], 3 * std::cos(M_PI / 6), tolerance);
}

TEST(LatentMath, SlerpFallsBackOnLerpWhereNoGreatCircleIsDefined) {
  const Latent a{1, 2}, opposite{-1, -2}, zero{0, 0};
  expect_near(slerp(a, opposite, 0.25), lerp(a, opposite, 0.25));
  expect_near(slerp(a, a, 0.5), a);
  expect_near(slerp(a, zero, 0.5), lerp(a, zero, 0.5));
}

TEST(LatentMath, TruncationPullsTowardsTheCentre) {
  const Latent a = latent_of_seed(1, dim);
  EXPECT_EQ(truncated(a, 1.0), a);
  EXPECT_NEAR(norm(truncated(a, 0.5)), 0.5 * norm(a), tolerance);
  EXPECT_EQ(norm(truncated(a, 0.0)), 0);
}

TEST(LatentMath, NormalizedHasLengthOneAndZeroStaysZero) {
  EXPECT_NEAR(norm(normalized(latent_of_seed(4, dim))), 1, tolerance);
  EXPECT_EQ(normalized(Latent{0, 0}), (Latent{0, 0}));
}

TEST(LatentMath, ArithmeticAveragesExemplarsAndAddsTheTermsBySign) {
  const std::vector<Term> terms{{true, {{1, 1}, {3, 1}}}, {false, {{1, 0}}}, {true, {{0, 2}}}};
  expect_near(arithmetic(terms, 2, false), Latent{1, 3});
  const Latent brought = arithmetic(terms, 2, true);
  EXPECT_NEAR(norm(brought), std::sqrt(2.0), tolerance);
  EXPECT_NEAR(brought[1] / brought[0], 3, tolerance);
}

TEST(LatentMath, ArithmeticOfEmptySlotsIsTheCentre) {
  const std::vector<Term> terms{{true, {}}, {false, {}}};
  EXPECT_EQ(arithmetic(terms, 3), (Latent{0, 0, 0}));
}

TEST(LatentMath, ARandomPlaneIsOrthonormal) {
  for (uint64_t seed = 0; seed < 20; ++seed) {
    const Plane plane = random_plane(seed, dim);
    EXPECT_NEAR(norm(plane.x), 1, tolerance);
    EXPECT_NEAR(norm(plane.y), 1, tolerance);
    EXPECT_NEAR(dot(plane.x, plane.y), 0, tolerance);
  }
}

TEST(LatentMath, APlaneInTwoDimensionsIsTheWholePlane) {
  const Plane plane = random_plane(5, 2);
  EXPECT_NEAR(dot(plane.x, plane.y), 0, tolerance);
  EXPECT_NEAR(norm(plane.y), 1, tolerance);
  EXPECT_EQ(norm(random_plane(5, 1).y), 0);
}

}  // namespace
}  // namespace ganscope::explore
