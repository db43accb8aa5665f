#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/commands/evaluation.h"
#include "app/commands/report_facts.h"
#include "app/report/svg.h"
#include "core/metrics/all_metrics.h"

namespace ganscope::commands {
namespace {

using text::Strings;

report::Tone tone_of(config::Player player) {
  switch (player) {
    case config::Player::generator:
      return report::Tone::generator;
    case config::Player::discriminator:
      return report::Tone::discriminator;
    case config::Player::real:
      return report::Tone::real;
    case config::Player::none:
      break;
  }
  return report::Tone::plain;
}

/// Every plot of a table that has a value, but for those in `without`.
std::vector<report::Chart> charts_of(const api::SeriesTable& table, const std::vector<api::MetricRow>& rows,
                                     std::string_view without, const RunFacts& facts, const Strings& tr) {
  std::vector<report::Chart> charts;
  for (const api::PlotInfo& plot : table.plots) {
    if (plot.key == without) continue;
    report::Chart chart;
    chart.title = tr(plot.title.c_str());
    if (!plot.subtitle.empty()) chart.subtitle = tr.sentence(plot.subtitle);
    chart.logarithmic = plot.logarithmic;
    chart.low = plot.low, chart.high = plot.high;
    chart.marks = marks_of(facts);
    chart.last_step = facts.step;
    for (const double guide : plot.guides) chart.guides.push_back({guide, tr(plot.guide_label.c_str())});
    for (size_t i = 0; i < table.series.size(); ++i) {
      const api::SeriesInfo& series = table.series[i];
      if (series.plot != plot.key) continue;
      report::Curve curve{tr(series.label.c_str()), tone_of(series.player), {}, {}};
      for (const api::MetricRow& row : rows) {
        if (i >= row.values.size() || !std::isfinite(row.values[i])) continue;
        curve.steps.push_back(static_cast<double>(row.step));
        curve.values.push_back(static_cast<double>(row.values[i]));
      }
      if (!curve.values.empty()) chart.curves.push_back(std::move(curve));
    }
    if (!chart.curves.empty()) charts.push_back(std::move(chart));
  }
  return charts;
}

std::string measure_text(const std::string& key, double value) {
  const metrics::Metric* metric = metrics::find_metric(key);
  const bool share = metric != nullptr && metric->style == metrics::Style::share;
  return share && std::isfinite(value) ? fmt::format("{:.1f} %", 100 * value) : report::value_text(value);
}

std::string better_words(const std::string& key, const Strings& tr) {
  const metrics::Metric* metric = metrics::find_metric(key);
  return metric == nullptr ? "" : tr(std::string(metrics::words(metric->better)).c_str());
}

report::Table measured_table(const RunFacts& facts, const Strings& tr) {
  report::Table table;
  const api::MeasureRow &first = facts.measured.front(), &last = facts.measured.back();
  const auto at = [&](int64_t step) { return fmt::format(fmt::runtime(tr("step {}")), grouped(step)); };
  table.head = {tr("Measured while it trained"), at(first.step), at(last.step),
                tr("{real:real} against real"), ""};
  if (first.step == last.step) table.head.erase(table.head.begin() + 1);
  for (size_t i = 0; i < facts.measures.table.series.size(); ++i) {
    const api::SeriesInfo& series = facts.measures.table.series[i];
    if (series.plot == "shares") continue;
    const auto value = [&](const api::MeasureRow& row) {
      return measure_text(series.key, static_cast<double>(row.values[i]));
    };
    std::vector<std::string> row{tr(series.title.c_str()), value(first), value(last),
                                 measure_text(series.key, static_cast<double>(facts.measures.floors[i])),
                                 better_words(series.key, tr)};
    if (first.step == last.step) row.erase(row.begin() + 1);
    table.rows.push_back(std::move(row));
  }
  table.caption = tr(
      "Samples of the EMA model, judged beside the training. Real against real: what other real samples (or "
      "perfect ones) get in the same way, the floor.");
  return table;
}

report::Table judged_table(const RunFacts& facts, const Strings& tr) {
  const metrics::Report& judged = *facts.judged;
  report::Table table;
  table.head = {tr("Judged for this page"), tr("{G:generated}"), tr("{real:real} against real"), ""};
  for (const metrics::Figure& figure : judged.figures) {
    const metrics::Metric* metric = metrics::find_metric(figure.key);
    if (metric == nullptr) continue;
    table.rows.push_back(
        {tr(metric->info.title.c_str()), figure_text(*metric, figure.generated, judged.modes_total),
         figure_text(*metric, figure.real, judged.modes_total), better_words(figure.key, tr)});
  }
  table.caption = fmt::format(
      fmt::runtime(
          tr("{} samples of step {} (EMA model) against {} real ones, as “ganscope evaluate” does.")),
      grouped(judged.count), grouped(facts.step), grouped(judged.reference));
  return table;
}

}  // namespace

report::Section curves_part(const RunFacts& facts, const Strings& tr) {
  report::Section section{tr("Curves"), {}};
  report::Charts charts{charts_of(facts.series, facts.rows, "speed", facts, tr), ""};
  if (charts.charts.empty()) {
    section.blocks.push_back(
        report::Paragraph{tr("No curves were kept: the run has not made a step yet."), true});
    return section;
  }
  charts.caption = tr("Each step’s own value faint, a running mean in front of it.");
  if (!marks_of(facts).empty())
    charts.caption = joined(charts.caption, tr("Numbered lines: something was changed by hand there."));
  section.blocks.push_back(std::move(charts));
  return section;
}

report::Section measures_part(const RunFacts& facts, const Strings& tr) {
  report::Section section{tr("Measures"), {}};
  if (facts.measured.empty()) {
    section.blocks.push_back(report::Paragraph{
        tr("Nothing was measured while it trained: the first time is after a second of training."), true});
  } else {
    report::Charts charts{charts_of(facts.measures.table, facts.measured, "shares", facts, tr), ""};
    for (report::Chart& chart : charts.charts) chart.every_step = false;
    charts.caption = facts.dataset ? tr("Dashed: what the data themselves get in the same way.")
                                   : tr("What the data themselves get is not known here.");
    if (!charts.charts.empty()) section.blocks.push_back(std::move(charts));
    section.blocks.push_back(measured_table(facts, tr));
  }
  if (facts.judged)
    section.blocks.push_back(judged_table(facts, tr));
  else if (facts.model && !facts.model->data.is_points() && !facts.model->translates() && facts.dataset)
    section.blocks.push_back(report::Paragraph{
        tr("Judged no further: “ganscope report --evaluate” does so, with every measure."), true});
  return section;
}

}  // namespace ganscope::commands
