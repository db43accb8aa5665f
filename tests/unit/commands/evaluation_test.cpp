#include "app/commands/evaluation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <nlohmann/json.hpp>

#include "core/metrics/all_metrics.h"

namespace ganscope::commands {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

metrics::Report report_of_points() {
  metrics::Report report;
  report.count = 2500;
  report.reference = 20000;
  report.real = 2400;
  report.modes_total = 8;
  report.figures = {{"modes", 0, 8}, {"high_quality", 0, 0.989}, {"reverse_kl", nothing, 0.0018}};
  return report;
}

TEST(WriteReport, PutsEveryFigureBesideItsRealOneAndNullForNoValue) {
  nlohmann::ordered_json object;
  write_report(report_of_points(), 0, object);
  EXPECT_EQ(object["count"], 2500);
  EXPECT_EQ(object["real"]["count"], 2400);
  EXPECT_EQ(object["modes"], 0);
  EXPECT_TRUE(object["real"]["modes"].is_number_integer());
  EXPECT_EQ(object["modes_total"], 8);
  EXPECT_DOUBLE_EQ(object["real"]["high_quality"].get<double>(), 0.989);
  EXPECT_TRUE(object["reverse_kl"].is_null());
  EXPECT_FALSE(object.contains("closest"));
}

TEST(WriteReport, NamesTheSeedOfAPictureThatIsTooNear) {
  metrics::Report report;
  report.training_pictures = 64;
  report.closest = {{3, 17, 0.25}};
  report.shares = {{"label", {"a"}, {1}, {1}, {1}, 1}, {"glasses", {"no", "yes"}, {1, 0}, {1, 0}, {1, 0}, 1}};
  nlohmann::ordered_json object;
  write_report(report, 1000, object);
  EXPECT_EQ(object["closest"][0]["seed"], 1003);
  EXPECT_EQ(object["closest"][0]["picture"], 17);
  EXPECT_EQ(object["classes"]["key"], "label");
  EXPECT_EQ(object["attributes"][0]["key"], "glasses");
  EXPECT_THAT(report_lines(report, 1000).back(), HasSubstr("seed 1003"));
}

TEST(ReportLines, SayTheValueTheRealOneAndWhichIsBetter) {
  const auto lines = report_lines(report_of_points(), 0);
  EXPECT_THAT(lines,
              ElementsAre(HasSubstr("real vs real"), HasSubstr("0 of 8         8 of 8   higher is better"),
                          HasSubstr("0.0 %         98.9 %   higher is better"),
                          HasSubstr("–         0.0018   lower is better")));
}

TEST(ReportLines, KnowEveryMetricOfTheRegistry) {
  metrics::Report report;
  for (const metrics::Metric& metric : metrics::all_metrics())
    if (!metric.table) report.figures.push_back({metric.info.key, 0.5, 0.25});
  const auto lines = report_lines(report, 0);
  ASSERT_EQ(lines.size(), report.figures.size() + 1);
  for (size_t i = 0; i < report.figures.size(); ++i)
    EXPECT_THAT(lines[i + 1], HasSubstr(metrics::find_metric(report.figures[i].key)->info.title));
}

}  // namespace
}  // namespace ganscope::commands
