#include "app/model/series_store.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "app/model/export_csv.h"
#include "core/base/random.h"

namespace ganscope::model {
namespace {

constexpr float nan_value = std::numeric_limits<float>::quiet_NaN();

std::shared_ptr<const api::SeriesTable> table_of(size_t columns, uint64_t generation = 1) {
  auto table = std::make_shared<api::SeriesTable>();
  table->generation = generation;
  for (size_t i = 0; i < columns; ++i) {
    api::SeriesInfo info;
    info.key = "s" + std::to_string(i);
    info.plot = i == 0 ? "first" : "second";
    table->series.push_back(info);
  }
  table->plots.resize(2);
  table->plots[0].key = "first";
  table->plots[1].key = "second";
  return table;
}

api::MetricRow row_of(int64_t step, std::vector<float> values, uint64_t generation = 1) {
  return {generation, step, 0.5 * static_cast<double>(step), std::move(values)};
}

SeriesStore::Extent brute_extent(std::span<const float> values, size_t first, size_t last) {
  SeriesStore::Extent extent{std::numeric_limits<float>::infinity(), -std::numeric_limits<float>::infinity()};
  for (size_t i = first; i < std::min(last, values.size()); ++i) {
    if (!std::isfinite(values[i])) continue;
    extent.low = std::min(extent.low, values[i]);
    extent.high = std::max(extent.high, values[i]);
  }
  return extent;
}

TEST(SeriesStore, ExtentsAgreeWithALookAtEveryValueWhateverTheRange) {
  SeriesStore store;
  store.set_table(table_of(1));
  Random random(5);
  std::vector<api::MetricRow> rows;
  for (int64_t step = 0; step < 3000; ++step) {
    float value = static_cast<float>(random.normal());
    if (random.chance(0.1)) value = nan_value;
    if (random.chance(0.01)) value = std::numeric_limits<float>::infinity();
    rows.push_back(row_of(step, {value}));
  }
  store.append(rows);
  for (int trial = 0; trial < 2000; ++trial) {
    if (trial == 1000) store.truncate(1234, 1);  // the pyramid must follow
    const size_t a = random.below(3100), b = random.below(3100);
    const auto expected = brute_extent(store.raw(0), std::min(a, b), std::max(a, b));
    const auto extent = store.extent(0, std::min(a, b), std::max(a, b));
    ASSERT_EQ(extent.low, expected.low);
    ASSERT_EQ(extent.high, expected.high);
  }
}

TEST(SeriesStore, MeansOfTheSmoothedCurveAgreeWithALookAtEveryValue) {
  SeriesStore store;
  store.set_table(table_of(1));
  Random random(6);
  std::vector<api::MetricRow> rows;
  for (int64_t step = 0; step < 1000; ++step) {
    rows.push_back(
        row_of(step, {step < 20 || random.chance(0.2) ? nan_value : static_cast<float>(random.normal())}));
  }
  store.append(rows);
  for (int trial = 0; trial < 500; ++trial) {
    const size_t a = random.below(1000), b = a + 1 + random.below(1000 - a);
    double sum = 0;
    int count = 0;
    for (size_t i = a; i < b; ++i) {
      if (!std::isfinite(store.smooth(0)[i])) continue;
      sum += static_cast<double>(store.smooth(0)[i]);
      ++count;
    }
    const float mean = store.smooth_mean(0, a, b);
    if (count == 0) {
      ASSERT_TRUE(std::isnan(mean));
    } else {
      ASSERT_NEAR(mean, sum / count, 1e-5);  // float result of a double sum
    }
  }
}

TEST(SeriesStore, TheRunningMeanIsDebiasedSoThatAConstantIsItself) {
  SeriesStore store;
  store.set_table(table_of(1));
  store.set_smoothing(0.96);
  for (int64_t step = 1; step <= 50; ++step) store.append(std::vector{row_of(step, {2.5F})});
  for (const float value : store.smooth(0)) EXPECT_FLOAT_EQ(value, 2.5F);
}

TEST(SeriesStore, TheRunningMeanFollowsItsDefinitionAndSkipsWhatWasNotComputed) {
  SeriesStore store;
  store.set_table(table_of(1));
  store.set_smoothing(0.5);
  store.append(
      std::vector{row_of(1, {nan_value}), row_of(2, {1.0F}), row_of(3, {nan_value}), row_of(4, {3.0F})});
  EXPECT_TRUE(std::isnan(store.smooth(0)[0]));
  EXPECT_FLOAT_EQ(store.smooth(0)[1], 1.0F);
  EXPECT_FLOAT_EQ(store.smooth(0)[2], 1.0F);
  EXPECT_FLOAT_EQ(store.smooth(0)[3], static_cast<float>((0.5 * 0.5 * 1 + 0.5 * 3) / 0.75));
}

TEST(SeriesStore, AnotherSmoothingGivesWhatItWouldHaveGivenFromTheStart) {
  SeriesStore changed, fresh;
  Random random(7);
  std::vector<api::MetricRow> rows;
  for (int64_t step = 0; step < 300; ++step)
    rows.push_back(row_of(step, {static_cast<float>(random.normal())}));
  for (SeriesStore* store : {&changed, &fresh}) store->set_table(table_of(1));
  changed.append(rows);
  changed.set_smoothing(0.8);
  fresh.set_smoothing(0.8);
  fresh.append(rows);
  EXPECT_TRUE(std::ranges::equal(changed.smooth(0), fresh.smooth(0)));
}

TEST(SeriesStore, ARewindCutsTheTailAndTakesTheNewGenerationOnly) {
  SeriesStore store;
  store.set_table(table_of(1));
  for (int64_t step = 1; step <= 100; ++step)
    store.append(std::vector{row_of(step, {static_cast<float>(step)})});
  const float before = store.smooth(0)[39];
  store.truncate(40, 2);
  ASSERT_EQ(store.size(), 40U);
  EXPECT_EQ(store.steps().back(), 40);
  store.append(std::vector{row_of(41, {-1.0F}, 1)});
  EXPECT_EQ(store.size(), 40U) << "a row of the abandoned future came through";
  store.append(std::vector{row_of(41, {-1.0F}, 2)});
  ASSERT_EQ(store.size(), 41U);
  EXPECT_EQ(store.smooth(0)[39], before);
  EXPECT_EQ(store.extent(0, 0, 41).low, -1.0F);
  EXPECT_EQ(store.extent(0, 0, 41).high, 40.0F);
}

TEST(SeriesStore, ANewTableStartsAnewAndShortRowsArePadded) {
  SeriesStore store;
  store.set_table(table_of(1));
  store.append(std::vector{row_of(1, {1.0F})});
  store.set_table(table_of(2, 7));
  EXPECT_EQ(store.size(), 0U);
  store.append(std::vector{row_of(1, {1.0F}, 7)});
  EXPECT_TRUE(std::isnan(store.raw(1)[0]));
  EXPECT_EQ(store.index_of("s1"), 1);
  EXPECT_EQ(store.index_of("nobody"), -1);
}

TEST(SeriesStore, RowsAreFoundByStep) {
  SeriesStore store;
  store.set_table(table_of(1));
  for (const int64_t step : {10, 20, 20, 30}) store.append(std::vector{row_of(step, {0.0F})});
  EXPECT_EQ(store.row_at(9), -1);
  EXPECT_EQ(store.row_at(10), 0);
  EXPECT_EQ(store.row_at(25), 2);
  EXPECT_EQ(store.row_at(1e9), 3);
}

TEST(SeriesStore, AMillionPointsAreAnsweredBlockwise) {
  SeriesStore store;
  store.set_table(table_of(1));
  std::vector<api::MetricRow> rows(10'000);
  for (int64_t step = 0; step < 1'000'000;) {
    for (api::MetricRow& row : rows) {
      row = row_of(step, {static_cast<float>(step % 1000)});
      ++step;
    }
    store.append(rows);
  }
  ASSERT_EQ(store.size(), 1'000'000U);
  EXPECT_EQ(store.extent(0, 0, store.size()).high, 999.0F);
  EXPECT_EQ(store.extent(0, 1001, 1999).low, 1.0F);
  EXPECT_EQ(store.extent(0, 1001, 1999).high, 998.0F);
  // A thousand such questions make a plot; looking at every value would take 10⁹ steps here.
  float sum = 0;
  for (size_t i = 0; i < 1000; ++i) sum += store.extent(0, i, store.size() - i).high;
  EXPECT_EQ(sum, 999'000.0F);
}

TEST(ExportCsv, HasOneColumnForRawAndOneForSmoothedAndLeavesGapsEmpty) {
  SeriesStore store;
  store.set_table(table_of(2));
  store.set_smoothing(0);
  store.append(std::vector{row_of(1, {0.5F, 1.0F}), row_of(2, {0.1F, nan_value})});
  EXPECT_EQ(csv_text(store, "first"), "step,seconds,s0,s0_smoothed\n1,0.500,0.5,0.5\n2,1.000,0.1,0.1\n");
  EXPECT_EQ(csv_text(store, ""),
            "step,seconds,s0,s0_smoothed,s1,s1_smoothed\n1,0.500,0.5,0.5,1,1\n2,1.000,0.1,0.1,,1\n");
}

TEST(ExportCsv, SaysWhichFileCouldNotBeWritten) {
  const auto written = export_csv(SeriesStore(), "", "/nowhere/at all/table.csv");
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().where, "/nowhere/at all/table.csv");
  EXPECT_FALSE(written.error().hint.empty());
}

}  // namespace
}  // namespace ganscope::model
