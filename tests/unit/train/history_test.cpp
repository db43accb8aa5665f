#include "core/train/history.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/support/fake_stepper.h"

namespace ganscope::train {
namespace {

SnapshotPointer moment_at(int64_t step, size_t bytes = 1000) {
  testing::FakeState state;
  state.step = step;
  return std::make_shared<testing::FakeSnapshot>(state, bytes);
}

/// What a run of `steps` steps keeps.
std::vector<int64_t> kept(int64_t steps, HistoryKeeper& keeper, size_t bytes = 1000, int64_t from = 0) {
  for (int64_t step = from; step <= steps; ++step)
    if (keeper.wants(step)) keeper.add({moment_at(step, bytes), 0});
  return History{1, keeper.moments()}.index().steps;
}

TEST(History, StepZeroIsKeptForEver) {
  for (const int64_t steps : {0, 1, 100, 100000}) {
    HistoryKeeper keeper(1 << 30);
    EXPECT_EQ(kept(steps, keeper).front(), 0) << steps;
  }
}

TEST(History, EarlyStepsAreKeptDensely) {
  HistoryKeeper keeper(1 << 30);
  const auto steps = kept(40, keeper);
  EXPECT_EQ(steps.size(), 41U);
}

TEST(History, NeverMoreThanAllowedAreKept) {
  HistoryKeeper keeper(1 << 30, 96);
  for (int64_t step = 0; step < 20000; ++step) {
    if (keeper.wants(step)) keeper.add({moment_at(step), 0});
    ASSERT_LE(keeper.moments().size(), 96U);
  }
  EXPECT_GE(keeper.moments().size(), 80U);
}

TEST(History, TheMemoryBudgetIsKept) {
  HistoryKeeper keeper(20'000, 96);
  for (int64_t step = 0; step < 5000; ++step) {
    if (keeper.wants(step)) keeper.add({moment_at(step, 1000), 0});
    ASSERT_LE(keeper.bytes(), 20'000U);
  }
  EXPECT_GE(keeper.moments().size(), 15U);
}

TEST(History, ATinyBudgetStillKeepsTheBeginningAndTheNewest) {
  HistoryKeeper keeper(10, 96);
  const auto steps = kept(1000, keeper);
  ASSERT_EQ(steps.size(), 2U);
  EXPECT_EQ(steps.front(), 0);
  EXPECT_GT(steps.back(), 100);
}

TEST(History, MomentsSpreadOverTheBeginningAndTheWholeRun) {
  HistoryKeeper keeper(1 << 30, 96);
  const int64_t n = 100000;
  const auto steps = kept(n, keeper);
  int within_first_percent = 0;
  int64_t widest = 0;
  for (size_t i = 1; i < steps.size(); ++i) {
    within_first_percent += steps[i] <= n / 100 ? 1 : 0;
    widest = std::max(widest, steps[i] - steps[i - 1]);
  }
  // Half of the places stand on the logarithmic scale, 60 % of which is the first hundredth: 0.3 of 96.
  EXPECT_GE(within_first_percent, 20);
  // The linear half alone spaces moments by n/48; thinning out merges neighbours, hence up to twice that.
  EXPECT_LE(widest, 2 * n / 48);
  EXPECT_GE(steps.back(), n - 2 * n / 48);
}

TEST(History, WhatIsKeptDependsOnStepsOnly) {
  HistoryKeeper a(1 << 30), b(1 << 30);
  EXPECT_EQ(kept(30000, a), kept(30000, b));
}

TEST(History, FewSnapshotsAreTakenInALongRun) {
  HistoryKeeper keeper(1 << 30, 96);
  int64_t taken = 0;
  for (int64_t step = 0; step <= 200000; ++step)
    if (keeper.wants(step)) {
      keeper.add({moment_at(step), 0});
      ++taken;
    }
  EXPECT_LT(taken, 1000);  // each costs training a clone
}

TEST(History, CuttingForgetsWhatCameAfterAndGoesOnFromThere) {
  HistoryKeeper keeper(1 << 30);
  kept(500, keeper);
  keeper.cut_after(20);
  const int64_t last = keeper.moments().back().snapshot->step();
  EXPECT_LE(last, 20);
  EXPECT_GT(last, 15);
  EXPECT_FALSE(keeper.wants(last));
  EXPECT_TRUE(keeper.wants(last + 1));
}

TEST(History, TheNearestMomentIsFound) {
  const History history{1, {{moment_at(0), 0}, {moment_at(10), 0}, {moment_at(30), 0}}};
  EXPECT_EQ(history.nearest(4)->snapshot->step(), 0);
  EXPECT_EQ(history.nearest(5)->snapshot->step(), 0);
  EXPECT_EQ(history.nearest(6)->snapshot->step(), 10);
  EXPECT_EQ(history.nearest(1000)->snapshot->step(), 30);
  EXPECT_EQ(History{}.nearest(0), nullptr);
}

}  // namespace
}  // namespace ganscope::train
