#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <set>
#include <string>
#include <vector>

#include "app/commands/report_facts.h"
#include "app/report/html.h"
#include "app/report/svg.h"
#include "app/report/write_page.h"
#include "core/engine/engine.h"
#include "core/metrics/all_metrics.h"

namespace ganscope::commands {
namespace {

using report::Chart;
using report::Tone;
using ::testing::HasSubstr;
using ::testing::Not;

/// What is wrong with the tags of a piece of HTML or SVG; empty: each that opens is closed, in order.
std::string wrong_with(const std::string& html) {
  static const std::set<std::string> alone{"meta", "link", "img", "!DOCTYPE"};
  std::vector<std::string> open;
  for (size_t at = html.find('<'); at != std::string::npos; at = html.find('<', at + 1)) {
    const size_t end = html.find('>', at);
    if (end == std::string::npos) return "a tag without an end";
    const std::string tag = html.substr(at + 1, end - at - 1);
    const std::string name = tag.substr(0, tag.find_first_of(" \n/", 1));
    if (tag.starts_with('/')) {
      if (open.empty() || open.back() != tag.substr(1)) return tag;
      open.pop_back();
    } else if (!tag.ends_with('/') && !alone.contains(name)) {
      open.push_back(name);
    }
    at = end;
  }
  return open.empty() ? "" : open.back();
}

Chart chart_of(std::vector<double> values) {
  Chart chart{"Loss", "", {{"G", Tone::generator, {}, std::move(values)}}, {}, {}, 0, false, 0, 0, true};
  for (size_t i = 0; i < chart.curves[0].values.size(); ++i)
    chart.curves[0].steps.push_back(static_cast<double>(i + 1));
  chart.last_step = static_cast<int64_t>(chart.curves[0].values.size());
  return chart;
}

TEST(ReportHtml, WhateverStandsInANameStaysText) {
  EXPECT_EQ(report::escaped("<script>\"a\" & 'b'</script>"),
            "&lt;script&gt;&quot;a&quot; &amp; &#39;b&#39;&lt;/script&gt;");
  EXPECT_EQ(report::escaped(std::string("a\0b\x7F", 4)),
            "a\xEF\xBF\xBD"
            "b\xEF\xBF\xBD");
  EXPECT_EQ(report::escaped("\xE9"), "\\xE9");
  EXPECT_EQ(report::marked("{D:<i>} and {G}, {x} {n:0.5}"),
            "<b class=\"d\">&lt;i&gt;</b> and <b class=\"g\">G</b>, {x} <b class=\"number\">0.5</b>");
  EXPECT_EQ(report::without_marks("{real:real} {"), "real {");
}

TEST(ReportHtml, BytesOfAnyNumberAreBase64) {
  const std::vector<uint8_t> bytes{'M', 'a', 'n', 'M'};
  EXPECT_EQ(report::data_uri("a/b", std::span(bytes).first(3)), "data:a/b;base64,TWFu");
  EXPECT_EQ(report::data_uri("a/b", std::span(bytes).first(2)), "data:a/b;base64,TWE=");
  EXPECT_EQ(report::data_uri("a/b", bytes), "data:a/b;base64,TWFuTQ==");
  EXPECT_EQ(report::data_uri("a/b", {}), "data:a/b;base64,");
}

TEST(ReportSvg, EveryCurveIsWellFormedAndHoldsNoStrangeNumber) {
  const double nan = std::nan(""), inf = HUGE_VAL;
  for (const auto& values : std::vector<std::vector<double>>{
           {}, {1}, {nan}, {nan, nan, 2}, {inf, -inf, 1}, {0, 0, 0}, {-1, 1}, {1e-30, 1e30}, {1e300, -1e300}})
    for (const bool logarithmic : {false, true})
      for (const bool every_step : {false, true}) {
        Chart chart = chart_of(values);
        chart.logarithmic = logarithmic;
        chart.every_step = every_step;
        chart.guides = {{0.5, "<data>"}, {nan, "none"}};
        chart.marks = {{1, "1"}};
        const std::string svg = report::chart_svg(chart);
        EXPECT_EQ(wrong_with(svg), "") << svg;
        EXPECT_THAT(svg, Not(HasSubstr("nan")));
        EXPECT_THAT(svg, Not(HasSubstr("inf")));
        EXPECT_THAT(svg, HasSubstr("&lt;data&gt;")) << "the level has its name";
      }
}

TEST(ReportSvg, ManyStepsCostNoMoreThanThePictureShows) {
  std::vector<double> values(200'000);
  for (size_t i = 0; i < values.size(); ++i) values[i] = i % 2 == 0 ? 1 : 2;
  EXPECT_LT(report::chart_svg(chart_of(values)).size(), 40'000U);
}

TEST(ReportSvg, MomentsWithoutPointsAndWithWildOnesAreDrawn) {
  report::Moments plane;
  plane.moments = {{"<1>", {}, {}}, {"2", {0, 0, 5, 5, std::nanf(""), 0}, {}}};
  report::Moments line;
  line.real_density = {0, 0};
  line.moments = {{"1", {}, {1, 0}}};
  for (const report::Moments& moments : {plane, line}) {
    for (const report::Moment& moment : moments.moments)
      EXPECT_EQ(wrong_with(report::moment_svg(moments, moment)), "");
    EXPECT_EQ(wrong_with(report::film_svg(moments, "film1")), "");
  }
  EXPECT_THAT(report::moment_svg(plane, plane.moments[1]), HasSubstr("M112.0 88.0h0\"")) << "one lies inside";
}

/// Facts of a run that made no step and kept nothing.
RunFacts no_run() {
  RunFacts facts;
  facts.run.id = "<none>";
  facts.experiment = config::load_experiment(catalogue(), "ring").value();
  return facts;
}

TEST(ReportPage, ARunWithoutAnythingSaysWhatIsMissing) {
  const RunFacts facts = no_run();
  const text::Strings english;
  const auto page = page_of(facts, "en", english);
  ASSERT_TRUE(page);
  const std::string html = report::write_page(*page, english);
  EXPECT_EQ(wrong_with(html.substr(0, html.find("<style>")) + html.substr(html.find("</style>") + 8)), "");
  EXPECT_THAT(html, HasSubstr("&lt;none&gt;"));
  for (const char* said : {"no checkpoint yet", "no weights to draw from", "No curves were kept",
                           "Nothing was measured", "Nothing was changed"})
    EXPECT_THAT(html, HasSubstr(said));
  for (const char* outside : {"http://", "https://", "src=\"/", "@import", "<script"})
    EXPECT_THAT(html, Not(HasSubstr(outside)));
}

TEST(ReportPage, TheWordsThatRepeatARunNameWhatDiffers) {
  RunFacts facts = no_run();
  facts.step = 40;
  EXPECT_EQ(repeating_words(facts), "ganscope train ring --steps 40");
  facts.experiment =
      config::with_overrides(catalogue(), facts.experiment, "csv:a b.csv", {{"seed", "7"}, {"lr_g", "0.01"}})
          .value();
  EXPECT_EQ(repeating_words(facts),
            "ganscope train ring --data 'csv:a b.csv' --set lr_g=0.01 --seed 7 --steps 40");
  facts.experiment.name = "mine";
  EXPECT_EQ(repeating_words(facts), "ganscope train '<none>/experiment.toml' --steps 40");
}

TEST(ReportPage, WhatWasChangedByHandStandsInTheTableAndInThePlots) {
  RunFacts facts = no_run();
  facts.events = {{5, "load", "Went on from step 5", 0, 0},
                  {8, "lr_g", "Generator learning rate 0.002 → 0.001", 0.002, 0.001}};
  const report::Section changes = changes_part(facts, text::Strings());
  const auto& table = std::get<report::Table>(changes.blocks.at(0));
  ASSERT_EQ(table.rows.size(), 2U);
  EXPECT_THAT(table.rows[0], ::testing::ElementsAre("–", "5", "Went on from step 5", "", ""));
  EXPECT_THAT(table.rows[1], ::testing::ElementsAre("1", "8", "Generator learning rate", "0.002", "0.001"));
  EXPECT_THAT(marks_of(facts), ::testing::ElementsAre(::testing::Pair(8, "1")));
}

TEST(ReportPage, EveryNameOfAMeasureIsThereInChinese) {
  const auto chinese = text::Strings::load("zh");
  ASSERT_TRUE(chinese);
  const auto same = [&](const std::string& english) {
    return std::string((*chinese)(english.c_str())) == english;
  };
  for (const metrics::Metric& metric : metrics::all_metrics()) {
    EXPECT_TRUE(metric.table || !same(metric.info.title)) << metric.info.title;
    EXPECT_FALSE(same(std::string(metrics::words(metric.better)))) << metrics::words(metric.better);
  }
}

}  // namespace
}  // namespace ganscope::commands
