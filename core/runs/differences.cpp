#include "core/runs/differences.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "core/config/experiment.h"

namespace ganscope::runs {
namespace {

using Named = std::pair<std::string, std::string>;  // key, label

/// Every setting that a run has, in the order in which they are shown; keys that no declaration knows (of
/// files of another version) at the end.
std::vector<Named> settings_of(const config::Catalogue& catalogue,
                               const std::vector<config::Settings>& runs) {
  std::vector<Named> all;
  std::set<std::string, std::less<>> seen;
  const auto add = [&](const std::string& key, const std::string& label) {
    const bool had = std::ranges::any_of(runs, [&](const config::Settings& run) { return run.has(key); });
    if (had && seen.insert(key).second) all.emplace_back(key, label.empty() ? key : label);
  };
  constexpr std::array<std::pair<const char*, const char*>, 4> chosen = {
      {{"model", "Model"}, {"data", "Data"}, {"network", "Network"}, {"objective", "Objective"}}};
  for (const auto& [key, label] : chosen) add(key, label);
  for (const config::Settings& run : runs)
    for (const config::Option& option : config::active_options(catalogue, run)) add(option.key, option.title);
  for (const config::Settings& run : runs)
    for (const auto& [key, value] : run.all()) add(key, key);
  return all;
}

}  // namespace

Differences differences(const config::Catalogue& catalogue, const std::vector<config::Settings>& runs) {
  Differences found;
  for (const auto& [key, label] : settings_of(catalogue, runs)) {
    Difference row{key, label, {}};
    for (const config::Settings& run : runs)
      row.values.push_back(run.has(key) ? std::optional(config::to_text(run.at(key))) : std::nullopt);
    const bool equal =
        std::ranges::all_of(row.values, [&](const auto& value) { return value == row.values[0]; });
    if (equal)
      ++found.equal;
    else
      found.rows.push_back(std::move(row));
  }
  return found;
}

}  // namespace ganscope::runs
