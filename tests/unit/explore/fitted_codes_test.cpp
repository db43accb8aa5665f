#include "core/explore/fitted_codes.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <limits>

#include "core/base/random.h"

namespace ganscope::explore {
namespace {

// Codes of the normal distribution with mean (1, −2) and covariance [[4, 1.2], [1.2, 1]].
api::Rows codes(int count) {
  api::Rows rows{count, 2, {}};
  Random random(3);
  for (int i = 0; i < count; ++i) {
    const double a = random.normal(), b = random.normal();
    rows.values.push_back(static_cast<float>(1 + 2 * a));
    rows.values.push_back(static_cast<float>(-2 + 0.6 * a + 0.8 * b));
  }
  return rows;
}

TEST(FittedCodes, AreTheMomentsOfTheCodes) {
  const auto fitted = fit_codes(codes(20000));
  ASSERT_TRUE(fitted);
  EXPECT_NEAR(fitted->mean[0], 1, 0.05);
  EXPECT_NEAR(fitted->mean[1], -2, 0.03);
  EXPECT_NEAR(fitted->factor[0], 2, 0.05);
  EXPECT_EQ(fitted->factor[1], 0) << "lower triangular";
  EXPECT_NEAR(fitted->factor[2], 0.6, 0.03);
  EXPECT_NEAR(fitted->factor[3], 0.8, 0.03);
  const std::vector<float> moved = fitted->moved(std::array{1.0F, 2.0F});
  EXPECT_NEAR(moved[0], fitted->mean[0] + fitted->factor[0], 1e-5);
  EXPECT_NEAR(moved[1], fitted->mean[1] + fitted->factor[2] + 2 * fitted->factor[3], 1e-5);
}

TEST(FittedCodes, GoThroughAnAnswerUnchanged) {
  const auto fitted = fit_codes(codes(50));
  const api::Rows rows = fitted->rows();
  EXPECT_EQ(rows.count, 3);
  const auto back = FittedCodes::of_rows(rows);
  ASSERT_TRUE(back);
  EXPECT_EQ(back->mean, fitted->mean);
  EXPECT_EQ(back->factor, fitted->factor);
  EXPECT_FALSE(FittedCodes::of_rows({2, 2, {1, 2, 3, 4}}));
}

TEST(FittedCodes, OfNumbersThatNeverVaryAreThoseNumbers) {
  api::Rows rows{10, 2, {}};
  for (int i = 0; i < 10; ++i) {
    rows.values.push_back(static_cast<float>(i));
    rows.values.push_back(7);
  }
  const auto fitted = fit_codes(rows);
  ASSERT_TRUE(fitted);
  EXPECT_NEAR(fitted->moved(std::array{3.0F, 3.0F})[1], 7, 0.05);
  EXPECT_FALSE(fit_codes({1, 2, {1, 2}}));
  rows.values[3] = std::numeric_limits<float>::quiet_NaN();
  EXPECT_FALSE(fit_codes(rows));
}

}  // namespace
}  // namespace ganscope::explore
