// Samples laid out by what they look like.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "core/base/random.h"
#include "core/explore/grid_places.h"
#include "core/explore/latent_math.h"
#include "core/explore/tools/layout.h"
#include "core/explore/tsne.h"
#include "tests/support/fake_scorer.h"
#include "tests/unit/explore/tool_bench.h"

namespace ganscope::explore {
namespace {

using testing::ask_of;
using testing::ToolBench;

constexpr int heap = 60, width = 5;

/// Two heaps of points, far apart.
std::vector<float> two_heaps() {
  std::vector<float> points(static_cast<size_t>(2 * heap * width));
  Random(3).fill_normal(points);
  for (size_t i = 0; i < points.size() / 2; i += width) points[i] += 30;
  return points;
}

std::vector<float> laid_out(std::vector<float> points, uint64_t seed = 1) {
  const int count = static_cast<int>(points.size()) / width;
  Tsne tsne(std::move(points), count, width, {.perplexity = 30, .iterations = 300, .seed = seed});
  while (!tsne.step()) {
  }
  EXPECT_EQ(tsne.done(), tsne.total());
  return tsne.positions();
}

const api::TableRow* row_of(const api::Answer& map, std::string_view key) {
  const auto found = std::ranges::find(map.table, key, &api::TableRow::key);
  return found == map.table.end() ? nullptr : &*found;
}

TEST(Tsne, KeepsTwoHeapsApart) {
  const std::vector<float> places = laid_out(two_heaps());
  std::array<double, 2> x{}, y{};
  for (size_t i = 0; i < 2 * heap; ++i) {
    x[i / heap] += static_cast<double>(places[2 * i]) / heap;
    y[i / heap] += static_cast<double>(places[2 * i + 1]) / heap;
  }
  for (size_t i = 0; i < 2 * heap; ++i) {
    const auto distance_to = [&](size_t which) {
      return std::hypot(static_cast<double>(places[2 * i]) - x[which],
                        static_cast<double>(places[2 * i + 1]) - y[which]);
    };
    EXPECT_LT(2 * distance_to(i / heap), distance_to(1 - i / heap)) << i;
  }
}

TEST(Tsne, GivesTheSamePlacesForTheSameSeed) {
  EXPECT_EQ(laid_out(two_heaps()), laid_out(two_heaps()));
  EXPECT_NE(laid_out(two_heaps()), laid_out(two_heaps(), 2));
}

TEST(Tsne, ComesNearerToTheSimilaritiesTheLongerItRuns) {
  double before = 1e9;
  for (const int iterations : {20, 100, 400}) {
    Tsne tsne(two_heaps(), 2 * heap, width, {.perplexity = 20, .iterations = iterations});
    while (!tsne.step()) {
    }
    EXPECT_LT(tsne.divergence(), before) << iterations;
    before = tsne.divergence();
  }
  EXPECT_GT(before, 0);
}

TEST(Tsne, OfEqualPointsAndOfVeryFewEndsWithNumbers) {
  for (const int count : {1, 2, 3, 40}) {
    Tsne tsne(std::vector<float>(static_cast<size_t>(count) * 2, 7.0F), count, 2, {.iterations = 50});
    while (!tsne.step()) {
    }
    for (const float place : tsne.positions()) EXPECT_TRUE(std::isfinite(place)) << count;
  }
}

TEST(GridPlaces, GiveEachACellOfItsOwnNearItsPlace) {
  std::vector<float> positions(2 * 500);
  Random random(1);
  for (float& place : positions) place = static_cast<float>(random.uniform(-1, 1));
  const GridPlaces places = grid_places(positions);
  std::set<std::pair<int, int>> taken;
  double moved = 0;
  for (size_t i = 0; i < 500; ++i) {
    taken.insert({places.column[i], places.row[i]});
    moved +=
        std::hypot((static_cast<double>(positions[2 * i]) + 1) / 2 * places.side - places.column[i] - 0.5,
                   (1 - static_cast<double>(positions[2 * i + 1])) / 2 * places.side - places.row[i] - 0.5);
  }
  EXPECT_EQ(taken.size(), 500U);
  EXPECT_LT(moved / 500, 1) << "cells on average";
  for (const auto& [column, row] : taken) {
    EXPECT_TRUE(column >= 0 && column < places.side && row >= 0 && row < places.side);
  }
}

TEST(GridPlaces, PartWhatLiesAllInOnePlace) {
  const GridPlaces places = grid_places(std::vector<float>(2 * 100, 0.0F));
  std::set<std::pair<int, int>> taken;
  for (size_t i = 0; i < 100; ++i) taken.insert({places.column[i], places.row[i]});
  EXPECT_EQ(taken.size(), 100U);
}

TEST(Layout, FirstGivesMainComponentsThenPlacesWithPictures) {
  ToolBench bench(4);
  const api::Ask ask = ask_of("layout", {{"samples", int64_t{60}}, {"seed", int64_t{9}}});
  const auto tool = find_tool("layout")->make();
  api::Answer answer;
  std::vector<float> first;
  bool complete = false;
  for (int slice = 0; !complete && slice < 100'000; ++slice) {
    complete = tool->work(bench.bench, {ask, bench.snapshot, Clock::now()}, answer).value();
    if (complete || answer.points.empty()) continue;
    if (first.empty()) first = answer.points;
    EXPECT_EQ(answer.points, first) << "points move once, at the end";
    EXPECT_TRUE(answer.pixels.empty());
  }
  ASSERT_TRUE(complete);
  ASSERT_EQ(first.size(), 120U);
  EXPECT_NE(answer.points, first);
  EXPECT_EQ(answer.count, 60);
  EXPECT_EQ(answer.pixels.size(), static_cast<size_t>(60 * answer.width * answer.height * 4));
  EXPECT_EQ(answer.scores.size(), 60U);
  ASSERT_EQ(answer.vectors.count, 60);
  EXPECT_EQ(Latent(answer.vectors.row(3), answer.vectors.row(4)), latent_of_seed(12, 4));
  EXPECT_EQ(answer.curves.front().x.size(), 60U);
  EXPECT_EQ(row_of(answer, layout::features)->text, "pixels");
}

TEST(Layout, IsTheSameHoweverItWasSlicedAndInWHasTheirW) {
  ToolBench one(4), other(4);
  api::Ask ask = ask_of("layout", {{"samples", int64_t{40}}});
  ask.space = api::Space::w;
  const auto sliced = one.run(ask).value();
  api::Answer whole;
  ASSERT_TRUE(find_tool("layout")
                  ->make()
                  ->work(other.bench, {ask, other.snapshot, Clock::now() + std::chrono::hours(1)}, whole)
                  .value());
  EXPECT_GT(one.slices, 100);
  EXPECT_EQ(sliced.points, whole.points);
  EXPECT_EQ(sliced.vectors.values, whole.vectors.values);
  EXPECT_EQ(sliced.vectors.row(0)[0], latent_of_seed(1, 4)[0] + 1) << "the fake's w is z plus one";
}

TEST(Layout, OfPointsIsRefusedWithAHint) {
  ToolBench bench(4);
  train::Subject subject = *bench.bench.subject;
  subject.data.form = Form::points;
  bench.bench.subject = std::make_shared<const train::Subject>(subject);
  const auto refused = bench.run(ask_of("layout"));
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().kind, FailureKind::unsupported);
  EXPECT_FALSE(refused.error().hint.empty());
}

TEST(Judged, SaysOfEverySampleHowLikelyItHasAnAttribute) {
  ToolBench bench(5);
  bench.bench.replica = std::make_unique<testing::LegibleReplica>(5);
  bench.bench.make_scorer = testing::fake_scorer_factory();
  train::Subject subject = *bench.bench.subject;
  subject.dataset = std::make_shared<data::Dataset>();
  bench.bench.subject = std::make_shared<const train::Subject>(subject);
  const auto judged = bench.run(ask_of("scored", {{"samples", int64_t{50}}, {"seed", int64_t{1}}})).value();
  ASSERT_EQ(judged.vectors.count, 50);
  ASSERT_EQ(judged.vectors.width, 5);
  EXPECT_EQ(judged.table[0].text, "no\nyes");
  for (int i = 0; i < 50; ++i) {
    const Latent z = latent_of_seed(static_cast<uint64_t>(1 + i), 5);
    if (std::abs(z[0] + z[1]) < 0.2F) continue;  // grey levels are whole
    EXPECT_EQ(judged.vectors.row(i)[1] == 1, z[0] + z[1] > 0) << i;
  }
}

TEST(Judged, IsOfTheWeightsThatTheMapWasMadeOf) {
  ToolBench bench(5);
  bench.bench.replica = std::make_unique<testing::LegibleReplica>(5);
  bench.bench.make_scorer = testing::fake_scorer_factory();
  train::Subject subject = *bench.bench.subject;
  subject.dataset = std::make_shared<data::Dataset>();
  bench.bench.subject = std::make_shared<const train::Subject>(subject);
  (void)bench.run(ask_of("layout", {{"samples", int64_t{20}}})).value();
  bench.at_step(8);  // training goes on
  EXPECT_EQ(bench.run(ask_of("scored", {{"samples", int64_t{20}}, {"step", int64_t{7}}}))->step, 7);
  EXPECT_EQ(bench.run(ask_of("scored", {{"samples", int64_t{20}}}))->step, 8);
}

}  // namespace
}  // namespace ganscope::explore
