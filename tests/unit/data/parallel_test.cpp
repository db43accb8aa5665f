#include "core/data/parallel.h"

#include <gtest/gtest.h>

#include <atomic>
#include <vector>

namespace ganscope::data {
namespace {

TEST(ParallelFor, VisitsEveryIndexOnce) {
  for (const int64_t count : {int64_t{0}, int64_t{1}, int64_t{7}, int64_t{1000}}) {
    std::vector<int> visits(static_cast<size_t>(count));
    const auto done = parallel_for(count, 3, "Counting", {}, [&](int64_t begin, int64_t end) {
      for (int64_t i = begin; i < end; ++i) ++visits[static_cast<size_t>(i)];
    });
    EXPECT_TRUE(done);
    for (const int times : visits) EXPECT_EQ(times, 1);
  }
}

TEST(ParallelFor, StopsBeforeTheEndWhenCancelled) {
  std::atomic<int64_t> visited{0};
  std::atomic<bool> begun{false};
  WorkContext context;
  context.cancelled = [&] { return begun.load(); };
  const auto done = parallel_for(int64_t{1} << 40, 1, "Counting for years", context, [&](int64_t, int64_t) {
    begun = true;
    ++visited;
  });
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().kind, FailureKind::cancelled);
  EXPECT_GT(visited, 0);
}

TEST(ParallelFor, ReportsTheEndLast) {
  Progress last;
  WorkContext context;
  context.report = [&](const Progress& progress) { last = progress; };
  EXPECT_TRUE(parallel_for(10, 2, "Counting", context, [](int64_t, int64_t) {}));
  EXPECT_EQ(last.done, 10);
  EXPECT_EQ(last.total, 10);
  EXPECT_EQ(last.what, "Counting");
}

}  // namespace
}  // namespace ganscope::data
