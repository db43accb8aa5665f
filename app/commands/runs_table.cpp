#include "app/commands/runs_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "app/text/columns.h"
#include "core/engine/engine.h"
#include "core/metrics/all_metrics.h"

namespace ganscope::commands {
namespace {

using nlohmann::ordered_json;
using runs::LastFigure;
using runs::RunState;
constexpr size_t most_differences = 4, most_measures = 7;

/// As narrow as a table of many columns needs it.
std::string short_figure(const std::string& key, double value) {
  if (!std::isfinite(value)) return "–";
  const metrics::Metric* metric = metrics::find_metric(key);
  const metrics::Style style = metric == nullptr ? metrics::Style::number : metric->style;
  if (style == metrics::Style::share) return fmt::format("{:.1f} %", 100 * value);
  if (style == metrics::Style::count) return fmt::format("{:.0f}", value);
  return std::abs(value) >= 10 ? fmt::format("{:.1f}", value) : fmt::format("{:.4f}", value);
}

const LastFigure* figure_of(const std::vector<LastFigure>& measures, const std::string& key) {
  const auto found = std::ranges::find(measures, key, &LastFigure::key);
  return found == measures.end() ? nullptr : &*found;
}

/// The figures that some run has, in the order of the first that has them.
std::vector<std::string> figures_of(const std::vector<RunRow>& rows) {
  std::vector<std::string> keys;
  for (const RunRow& row : rows)
    for (const LastFigure& figure : row.measures)
      if (keys.size() < most_measures && std::ranges::find(keys, figure.key) == keys.end())
        keys.push_back(figure.key);
  return keys;
}

/// What real data get of a figure, where every run that has it says the same.
double common_floor(const std::vector<RunRow>& rows, const std::string& key) {
  double floor = std::nan("");
  bool first = true;
  for (const RunRow& row : rows) {
    const LastFigure* figure = figure_of(row.measures, key);
    if (figure == nullptr) continue;
    if (!first && figure->real != floor) return std::nan("");
    floor = figure->real;
    first = false;
  }
  return floor;
}

using Cells = std::vector<std::string>;

/// Under each other; `right`: columns of numbers.
void say_cells(const std::vector<Cells>& lines, const std::vector<bool>& right, Console& console) {
  std::vector<size_t> widths;
  for (size_t column = 0; column < right.size(); ++column) {
    widths.push_back(0);
    for (const Cells& line : lines) widths.back() = std::max(widths.back(), text::columns(line[column]));
  }
  for (const Cells& line : lines) {
    std::string words;
    for (size_t column = 0; column < line.size(); ++column)
      words += (column == 0 ? "" : "  ") + text::padded(line[column], widths[column], right[column]);
    words.erase(words.find_last_not_of(' ') + 1);
    console.say_line(words);
  }
}

}  // namespace

runs::Knowledge knowledge() { return {&catalogue(), game_of}; }

std::string differing_words(const runs::Differences& differences, size_t place, const Console& console) {
  std::string words;
  size_t named = 0, more = 0;
  for (const runs::Difference& row : differences.rows) {
    if (!row.values[place]) continue;
    if (named == most_differences) {
      ++more;
      continue;
    }
    words += fmt::format("{}{}={}", named++ == 0 ? "" : " ", row.key, *row.values[place]);
  }
  return more == 0 ? words : words + " " + in_language(console.tr, "and {} more", more);
}

RunRow row_of(const runs::RunSummary& run, const Console& console) {
  const text::Strings& tr = console.tr;
  RunRow row{run.name, "", grouped(run.step), "", run.measures};
  const std::string verdict = run.diagnosis ? tr(diagnose::title_of(run.diagnosis->verdict)) : "–";
  if (run.state == RunState::broken) {
    row.step = "–";
    row.verdict = in_language(tr, "cannot be read: {}", run.trouble ? console.words_of(*run.trouble) : "");
  } else if (run.in_use()) {
    row.verdict = in_language(tr, "{} (training now)", verdict);
  } else if (run.state == RunState::interrupted) {
    row.verdict = in_language(tr, "{} (interrupted)", verdict);
  } else {
    row.verdict = verdict;
  }
  return row;
}

void say_runs(const std::vector<RunRow>& rows, Console& console) {
  const text::Strings& tr = console.tr;
  const bool differ = std::ranges::any_of(rows, [](const RunRow& row) { return !row.differs.empty(); });
  const Cells keys = figures_of(rows);
  std::vector<Cells> lines;
  const auto add = [&](const RunRow& row, const Cells& figures) {
    Cells& line = lines.emplace_back();
    line.push_back(row.name);
    if (differ) line.push_back(row.differs);
    line.push_back(row.step);
    line.insert(line.end(), figures.begin(), figures.end());
    line.push_back(row.verdict);
  };
  add({tr("run"), tr("what differs"), tr("step"), tr("verdict"), {}}, keys);
  for (const RunRow& row : rows) {
    Cells figures;
    for (const std::string& key : keys) {
      const LastFigure* figure = figure_of(row.measures, key);
      figures.push_back(figure == nullptr ? "–" : short_figure(key, figure->value));
    }
    add(row, figures);
  }
  Cells floors;
  bool known = false;
  for (const std::string& key : keys) {
    const double floor = common_floor(rows, key);
    known = known || std::isfinite(floor);
    floors.push_back(short_figure(key, floor));
  }
  if (known) add({tr("real data"), "", "", "", {}}, floors);
  std::vector<bool> right(lines[0].size(), true);
  right.front() = right.back() = right[differ ? 1 : 0] = false;
  say_cells(lines, right, console);
}

ordered_json measures_json(const std::vector<LastFigure>& measures) {
  const auto number = [](double value) {
    return std::isfinite(value) ? ordered_json(value) : ordered_json();
  };
  ordered_json list = ordered_json::array();
  for (const LastFigure& figure : measures)
    list.push_back({{"key", figure.key}, {"value", number(figure.value)}, {"real", number(figure.real)}});
  return list;
}

ordered_json setting_json(const config::Settings& settings, const std::string& key) {
  ordered_json value;
  if (settings.has(key)) std::visit([&](const auto& plain) { value = plain; }, settings.at(key));
  return value;
}

}  // namespace ganscope::commands
