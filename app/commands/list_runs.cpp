#include "core/runs/list_runs.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "app/commands/run.h"
#include "app/commands/runs_table.h"
#include "core/storage/run_folder.h"

namespace ganscope::commands {
namespace {

using nlohmann::ordered_json;
using runs::RunSummary;

std::vector<config::Settings> readable_settings(const std::vector<RunSummary>& all) {
  std::vector<config::Settings> settings;
  for (const RunSummary& run : all)
    if (run.state != runs::RunState::broken) settings.push_back(run.settings);
  return settings;
}

ordered_json as_json(const RunSummary& run, const runs::Differences& differences) {
  const bool broken = run.state == runs::RunState::broken;
  ordered_json settings = ordered_json::object();
  for (const runs::Difference& row : differences.rows)
    if (run.settings.has(row.key)) settings[row.key] = setting_json(run.settings, row.key);
  return {
      {"run", run.name},
      {"folder", run.folder.string()},
      {"experiment", broken ? ordered_json() : ordered_json(run.experiment)},
      {"settings", settings},
      {"step", run.step},
      {"seconds", run.seconds},
      {"measures", measures_json(run.measures)},
      {"verdict", run.diagnosis ? ordered_json(diagnose::key_of(run.diagnosis->verdict)) : ordered_json()},
      {"state", runs::key_of(run.state)},
      {"thumbnail", run.thumbnail.empty() ? ordered_json() : ordered_json(run.thumbnail.string())},
      {"trouble", run.trouble ? ordered_json(with_place(*run.trouble)) : ordered_json()}};
}

}  // namespace

Expected<void> list_stored_runs(const ListRequest& request, Console& console) {
  const std::filesystem::path folder =
      request.folder.empty() ? storage::user_data_folder() / "runs" : request.folder;
  const auto all = runs::list_runs(folder, knowledge(), {}, console.work());
  console.end_progress();
  if (!all) return tl::unexpected(all.error());
  const runs::Differences differences = runs::differences(catalogue(), readable_settings(*all));
  if (request.json) {
    ordered_json items = ordered_json::array();
    for (const RunSummary& run : *all) items.push_back(as_json(run, differences));
    console.json({{"folder", folder.string()}, {"items", items}, {"equal_settings", differences.equal}});
    return {};
  }
  if (all->empty()) {
    console.say("There are no runs in {}.", folder.string());
    return {};
  }
  std::vector<RunRow> rows;
  size_t readable = 0;
  for (const RunSummary& run : *all) {
    rows.push_back(row_of(run, console));
    if (run.state != runs::RunState::broken)
      rows.back().differs = differing_words(differences, readable++, console);
  }
  say_runs(rows, console);
  if (readable > 1 && differences.equal > 0)
    console.say("{} settings are the same in all of them.", differences.equal);
  return {};
}

}  // namespace ganscope::commands
