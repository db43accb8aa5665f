#include "app/model/runs/table.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

#include "app/script/number.h"
#include "core/base/utf8.h"
#include "core/runs/differences.h"
#include "core/runs/list_runs.h"

namespace ganscope::model {
namespace {

using Summaries = std::vector<std::shared_ptr<const runs::RunSummary>>;
constexpr double nothing = std::numeric_limits<double>::quiet_NaN();

bool readable(const runs::RunSummary& run) { return run.state != runs::RunState::broken; }

runs::Differences differences_of(const config::Catalogue& catalogue, const RunsTable& table) {
  std::vector<config::Settings> settings;
  for (const RunRow& row : table.rows)
    if (readable(*row.run)) settings.push_back(row.run->settings);
  return runs::differences(catalogue, settings);
}

/// Columns of settings: of those that every run has, or of those that only some have (such as the width of a
/// network that others have not).
void add_settings(const runs::Differences& differences, bool everywhere, RunsTable& table) {
  for (const runs::Difference& setting : differences.rows) {
    if (std::ranges::all_of(setting.values, &std::optional<std::string>::has_value) != everywhere) continue;
    RunsColumn column{.key = "set/" + setting.key, .label = setting.label};
    size_t place = 0;
    for (RunRow& row : table.rows) {
      std::string words = readable(*row.run) ? setting.values[place++].value_or("") : "";
      const auto number = script::number_in(words);
      if (!words.empty()) {
        column.numbers = column.numbers && number.has_value();
        column.widest = std::max(column.widest, words.size());
        row.found_by += " " + lower_case(setting.key + "=" + words);
      }
      row.numbers.push_back(number.value_or(nothing));
      row.words.push_back(std::move(words));
    }
    table.columns.push_back(std::move(column));
  }
}

const runs::LastFigure* figure_of(const runs::RunSummary& run, const std::string& key) {
  const auto found = std::ranges::find(run.measures, key, &runs::LastFigure::key);
  return found == run.measures.end() ? nullptr : &*found;
}

/// The figures that some run has, in the order of the first that has them.
void add_measures(const config::Catalogue& catalogue, RunsTable& table) {
  std::vector<std::pair<std::string, std::string>> figures;  // key, title
  std::set<std::string> seen;
  for (const RunRow& row : table.rows)
    for (const runs::LastFigure& figure : row.run->measures)
      if (seen.insert(figure.key).second) figures.emplace_back(figure.key, figure.title);
  for (auto& [key, title] : figures) {
    RunsColumn column{.key = "measure/" + key, .label = std::move(title), .setting = false};
    if (const config::EntryInfo* metric = config::find(catalogue.metrics, key)) column.help = metric->help;
    std::set<double> floors;
    for (RunRow& row : table.rows) {
      const runs::LastFigure* figure = figure_of(*row.run, key);
      const double value = figure == nullptr ? nothing : figure->value;
      if (std::isfinite(value)) column.whole = column.whole && value == std::round(value);
      if (figure != nullptr && std::isfinite(figure->real)) floors.insert(figure->real);
      row.numbers.push_back(value);
      row.words.emplace_back();
    }
    if (floors.size() == 1) column.real = *floors.begin();
    table.columns.push_back(std::move(column));
  }
}

/// Where a column's values are the same, and where one has none.
enum class Sides { left_first, right_first, equal };
Sides compare_numbers(double left, double right, bool falling) {
  if (std::isnan(left) || std::isnan(right)) {
    if (std::isnan(left) && std::isnan(right)) return Sides::equal;
    return std::isnan(right) ? Sides::left_first : Sides::right_first;
  }
  if (left == right) return Sides::equal;
  return (left < right) != falling ? Sides::left_first : Sides::right_first;
}

/// What a column sorts by: numbers first, then words.
struct SortKey {
  double number = nothing;
  std::string words = {};
};

SortKey sort_key(const RunsTable& table, const RunRow& row, const std::string& column) {
  const runs::RunSummary& run = *row.run;
  if (column == "name") return {nothing, run.name};
  if (column == "step") return {readable(run) ? static_cast<double>(run.step) : nothing};
  if (column == "when") return {run.changed_s > 0 ? run.changed_s : nothing};
  if (column == "verdict") return {run.diagnosis ? static_cast<double>(run.diagnosis->verdict) : nothing};
  const auto found = std::ranges::find(table.columns, column, &RunsColumn::key);
  if (found == table.columns.end()) return {};
  const auto place = static_cast<size_t>(found - table.columns.begin());
  return {row.numbers[place], found->numbers ? "" : row.words[place]};
}

Sides compare_words(const std::string& left, const std::string& right, bool falling) {
  if (left == right) return Sides::equal;
  if (left.empty() || right.empty()) return right.empty() ? Sides::left_first : Sides::right_first;
  return runs::name_before(left, right) != falling ? Sides::left_first : Sides::right_first;
}

}  // namespace

RunsTable make_runs_table(const config::Catalogue& catalogue, std::string folder, const Summaries& summaries,
                          size_t total) {
  RunsTable table;
  table.folder = std::move(folder);
  table.total = total;
  for (const auto& run : summaries) {
    table.rows.push_back({run,
                          run->folder.string(),
                          {},
                          {},
                          lower_case(run->name + " " + run->experiment + " " + run->title)});
    if (run->diagnosis || !readable(*run)) ++table.judged;
  }
  const runs::Differences differences = differences_of(catalogue, table);
  table.equal = differences.equal;
  add_settings(differences, true, table);
  add_measures(catalogue, table);
  add_settings(differences, false, table);
  return table;
}

std::vector<size_t> ordered(const RunsTable& table, const RunsOrder& order) {
  std::vector<std::string> words;
  for (std::string rest = lower_case(order.filter); !rest.empty();) {
    const size_t end = std::min(rest.find(' '), rest.size());
    if (end > 0) words.push_back(rest.substr(0, end));
    rest.erase(0, end + 1);
  }
  std::vector<size_t> places;
  for (size_t i = 0; i < table.rows.size(); ++i)
    if (std::ranges::all_of(words, [&](const std::string& word) {
          return table.rows[i].found_by.find(word) != std::string::npos;
        }))
      places.push_back(i);
  if (order.column.empty()) return places;
  std::vector<SortKey> keys;
  for (const RunRow& row : table.rows) keys.push_back(sort_key(table, row, order.column));
  std::ranges::stable_sort(places, [&](size_t left, size_t right) {
    Sides sides = compare_numbers(keys[left].number, keys[right].number, order.falling);
    if (sides == Sides::equal) sides = compare_words(keys[left].words, keys[right].words, order.falling);
    return sides == Sides::left_first;
  });
  return places;
}

}  // namespace ganscope::model
