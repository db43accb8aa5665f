#include <gtest/gtest.h>

#include <cmath>

#include "tests/unit/explore/tool_bench.h"

namespace ganscope {
namespace {

using testing::ask_of;
using testing::ToolBench;

/// Places whose first component, the only one that the fake replica shows, takes these values.
api::Ask places(const std::vector<float>& firsts, int64_t spans = 1) {
  api::Ask ask = ask_of("path_length", {{"spans", spans}});
  for (const float first : firsts) ask.latents.insert(ask.latents.end(), {first, 0, 0, 0});
  return ask;
}

TEST(PathLength, IsTheSumOfWhatThePicturesChangeBy) {
  ToolBench t;
  const auto answer = t.run(places({0, 1, 4, 4}));
  ASSERT_TRUE(answer.has_value()) << answer.error().what;
  ASSERT_EQ(answer->curves.size(), 1U);
  // Red alone changes, by 10 of 127.5 for each unit; of three channels.
  const double unit = 10 / 127.5 / std::sqrt(3.0);
  ASSERT_EQ(answer->curves[0].y.size(), 3U);
  EXPECT_NEAR(answer->curves[0].y[0], unit, 1e-5);
  EXPECT_NEAR(answer->curves[0].y[1], 3 * unit, 1e-5);
  EXPECT_EQ(answer->curves[0].y[2], 0);
  EXPECT_NEAR(answer->curves[0].x[1], 0.5, 1e-6);
  ASSERT_EQ(answer->table.size(), 1U);
  EXPECT_EQ(answer->table[0].key, "pixels") << "nothing here has learned to look";
  EXPECT_NEAR(answer->table[0].numbers[0], 4 * unit, 1e-5);
  // The mean of (distance / ε)², ε a third.
  EXPECT_NEAR(answer->table[0].numbers[1], (1 + 9) / 3.0 * 9 * unit * unit, 1e-4);
  EXPECT_NEAR(answer->table[0].numbers[2], 1.0 / 3, 1e-9);
}

TEST(PathLength, CountsTheWayFromKeyToKeyAsOne) {
  ToolBench t;
  const auto one = t.run(places({0, 1, 2, 3, 4}, 1)), two = t.run(places({0, 1, 2, 3, 4}, 2));
  ASSERT_TRUE(one.has_value() && two.has_value());
  EXPECT_NEAR(one->table[0].numbers[1], 4 * two->table[0].numbers[1], 1e-6);
  EXPECT_EQ(one->table[0].numbers[0], two->table[0].numbers[0]);
}

TEST(PathLength, WorksInSlicesAndIsKept) {
  ToolBench t;
  t.bench.seconds_per_latent = 1;  // one a slice
  const auto first = t.run(places({0, 1, 2, 3}));
  ASSERT_TRUE(first.has_value());
  EXPECT_EQ(t.slices, 4);
  const int64_t drawn = t.script->latents;
  const auto again = t.run(places({0, 1, 2, 3}));
  ASSERT_TRUE(again.has_value());
  EXPECT_EQ(t.script->latents, drawn);
  EXPECT_EQ(again->curves[0].y, first->curves[0].y);
}

TEST(PathLength, RefusesWhatIsNoPath) {
  ToolBench t;
  EXPECT_EQ(t.run(places({1})).error().kind, FailureKind::usage);
  EXPECT_EQ(t.run(places({1, std::nanf("")})).error().kind, FailureKind::usage);
}

}  // namespace
}  // namespace ganscope
