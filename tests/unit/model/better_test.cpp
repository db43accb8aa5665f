#include "app/model/better.h"

#include <gtest/gtest.h>

#include <cmath>
#include <memory>
#include <string>
#include <vector>

#include "app/model/at_moment.h"
#include "app/model/curve_difference.h"

namespace ganscope::model {
namespace {

using diagnose::Verdict;
using Which = Better::Which;

/// A run of which a few figures were measured.
struct Measurings {
  diagnose::Course course;
  /// `floors` of the figures `keys`, in this order.
  Measurings(const std::vector<std::string>& keys, std::vector<float> floors) {
    api::MeasureTable table;
    for (const std::string& key : keys) {
      api::SeriesInfo info;
      info.key = key;
      table.table.series.push_back(info);
    }
    table.floors = std::move(floors);
    course.begin_measures(table);
  }
  Measurings& at(int64_t step, std::vector<float> values) {
    course.add(diagnose::Measured{step, static_cast<double>(step) / 100, std::move(values)});
    return *this;
  }
  [[nodiscard]] Judged judged(Verdict verdict = Verdict::settling, int64_t moment = api::now) const {
    return {verdict, &course, measured_at(course, moment)};
  }
};

Measurings pictures(float frechet) { return Measurings({"frechet"}, {0.5F}).at(100, {frechet}); }

TEST(Better, TheOneNearerToTheDataByMoreThanRealDataAreFromEachOther) {
  const Measurings a = pictures(9), b = pictures(4);
  const Better better = better_of(a.judged(), b.judged(), true);
  EXPECT_EQ(better.which, Which::b);
  EXPECT_EQ(better.why.arguments, (std::vector<std::string>{"B", "4", "9"}));
  EXPECT_EQ(better_of(b.judged(), a.judged(), true).which, Which::a);
}

TEST(Better, IsNotKnownWithinTheNoiseAndSaysSo) {
  const Measurings a = pictures(4.2F), b = pictures(4);
  const Better better = better_of(a.judged(), b.judged(), true);
  EXPECT_EQ(better.which, Which::unknown);
  EXPECT_EQ(better.why.arguments, (std::vector<std::string>{"4.2", "4", "0.5"}));
}

TEST(Better, TheHealthyOneOfOneThatFailed) {
  const Measurings a = pictures(4.2F), b = pictures(4);
  EXPECT_EQ(better_of(a.judged(Verdict::healthy), b.judged(Verdict::collapse), true).which, Which::a);
  EXPECT_EQ(better_of(a.judged(Verdict::settling), b.judged(Verdict::collapse), true).which, Which::unknown)
      << "of which nothing is sure may fail yet";
  EXPECT_EQ(better_of(a.judged(Verdict::healthy), b.judged(Verdict::plateau), true).which, Which::unknown)
      << "a plateau is no failure";
}

TEST(Better, IsNotKnownWhereVerdictAndMeasureContradict) {
  const Measurings a = pictures(9), b = pictures(4);
  EXPECT_EQ(better_of(a.judged(Verdict::healthy), b.judged(Verdict::memorising), true).which, Which::unknown);
}

TEST(Better, IsNotKnownWhereTwoDistancesContradict) {
  const std::vector<std::string> keys{"js", "sliced_wasserstein"};
  Measurings a(keys, {0.01F, 0.01F}), b(keys, {0.01F, 0.01F});
  a.at(100, {0.2F, 0.9F});
  b.at(100, {0.6F, 0.3F});
  EXPECT_EQ(better_of(a.judged(), b.judged(), true).which, Which::unknown);
}

TEST(Better, IsNotKnownOfDifferentDataOrBeforeAnythingWasMeasured) {
  const Measurings a = pictures(9), b = pictures(4), nothing({"frechet"}, {0.5F});
  EXPECT_EQ(better_of(a.judged(), b.judged(), false).which, Which::unknown);
  EXPECT_EQ(better_of(a.judged(), nothing.judged(), true).which, Which::unknown);
}

TEST(Better, OfAMomentIsWhatWasMeasuredUntilThen) {
  Measurings run({"frechet"}, {0.5F});
  run.at(100, {9}).at(200, {4});
  EXPECT_EQ(measured_at(run.course, 50), nullptr);
  ASSERT_NE(measured_at(run.course, 150), nullptr);
  EXPECT_EQ(measured_at(run.course, 150)->step, 100);
  EXPECT_EQ(measured_at(run.course, api::now)->step, 200);
  EXPECT_EQ(better_of(run.judged(), run.judged(Verdict::settling, 150), true).which, Which::a);
}

/// Curves "loss" and "gap", by rows of step, loss, gap.
SeriesStore curves(const std::vector<std::vector<float>>& rows,
                   const std::vector<std::string>& keys = {"loss", "gap"}) {
  auto table = std::make_shared<api::SeriesTable>();
  table->generation = 1;
  for (const std::string& key : keys) {
    api::SeriesInfo info;
    info.key = key;
    table->series.push_back(info);
  }
  SeriesStore store;
  store.set_table(table);
  for (const std::vector<float>& row : rows) {
    const api::MetricRow one{1, static_cast<int64_t>(row[0]), 0, {row.begin() + 1, row.end()}};
    store.append({&one, 1});
  }
  return store;
}

TEST(CurveDifference, SubtractsAtTheStepsThatBothHave) {
  const SeriesStore a = curves({{1, 5, 1}, {2, 6, 1}, {3, 7, 1}, {4, 8, 1}});
  const SeriesStore b = curves({{2, 1, 4}, {3, 1, 4}});
  CurveDifference difference;
  difference.follow(a, b, 1, 1);
  const SeriesStore& found = difference.curves();
  ASSERT_EQ(found.size(), 2U) << "before B began and beyond where it is there is nothing to subtract";
  EXPECT_EQ(found.steps()[0], 2);
  EXPECT_EQ(found.raw(0)[0], 5);
  EXPECT_EQ(found.raw(1)[1], -3);
  EXPECT_FALSE(difference.interpolated());
}

TEST(CurveDifference, JoinsBsStepsByAStraightLineAndSaysSo) {
  const SeriesStore a = curves({{15, 10, 0}});
  const SeriesStore b = curves({{10, 2, 0}, {20, 4, 0}});
  CurveDifference difference;
  difference.follow(a, b, 1, 1);
  ASSERT_EQ(difference.curves().size(), 1U);
  EXPECT_FLOAT_EQ(difference.curves().raw(0)[0], 7);
  EXPECT_TRUE(difference.interpolated());
}

TEST(CurveDifference, GoesOnWithNewRowsAndBeginsAnewAfterARewind) {
  SeriesStore a = curves({{1, 5, 1}, {2, 6, 1}});
  SeriesStore b = curves({{1, 1, 1}});
  CurveDifference difference;
  difference.follow(a, b, 1, 1);
  ASSERT_EQ(difference.curves().size(), 1U);
  const api::MetricRow more{1, 2, 0, {2, 1}};
  b.append({&more, 1});
  difference.follow(a, b, 1, 1);
  ASSERT_EQ(difference.curves().size(), 2U);
  EXPECT_EQ(difference.curves().raw(0)[1], 4);
  a.truncate(1, 2);
  const api::MetricRow other{2, 2, 0, {9, 1}};
  a.append({&other, 1});
  difference.follow(a, b, 2, 1);
  EXPECT_EQ(difference.curves().raw(0)[1], 7);
}

TEST(CurveDifference, LeavesOutWhatOnlyOneRunReports) {
  const SeriesStore a = curves({{1, 5, 3}}), b = curves({{1, 2}}, {"loss"});
  CurveDifference difference;
  difference.follow(a, b, 1, 1);
  EXPECT_EQ(difference.curves().raw(0)[0], 3);
  EXPECT_TRUE(std::isnan(difference.curves().raw(1)[0]));
}

}  // namespace
}  // namespace ganscope::model
