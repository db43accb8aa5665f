#include "core/train/rate_meter.h"

#include <gtest/gtest.h>

namespace ganscope::train {
namespace {

using std::chrono::milliseconds;
constexpr double tolerance = 1e-9;  // exact but for the conversion of times to seconds

TEST(RateMeter, CountsTheLastSecond) {
  RateMeter meter;
  const RateMeter::Clock::time_point start{};
  meter.start(start);
  EXPECT_EQ(meter.steps_per_s(), 0);
  for (int i = 1; i <= 300; ++i) meter.count(start + milliseconds(10 * i), 16);
  EXPECT_NEAR(meter.steps_per_s(), 100, tolerance);
  EXPECT_NEAR(meter.images_per_s(), 1600, tolerance);
  for (int i = 1; i <= 60; ++i) meter.count(start + milliseconds(3000 + 40 * i), 16);
  EXPECT_NEAR(meter.steps_per_s(), 25, 0.5) << "the faster past is forgotten, but for one mark at the edge";
}

TEST(RateMeter, OneStepASecondIsOneStepASecond) {
  RateMeter meter;
  const RateMeter::Clock::time_point start{};
  meter.start(start);
  for (int i = 1; i <= 5; ++i) meter.count(start + milliseconds(1000 * i), 1);
  EXPECT_NEAR(meter.steps_per_s(), 1, tolerance);
}

TEST(RateMeter, IsZeroAfterAStop) {
  RateMeter meter;
  const RateMeter::Clock::time_point start{};
  meter.start(start);
  meter.count(start + milliseconds(10), 1);
  meter.stop();
  EXPECT_EQ(meter.steps_per_s(), 0);
}

}  // namespace
}  // namespace ganscope::train
