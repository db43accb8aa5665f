#include <fmt/format.h>

#include <charconv>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>
#include <vector>

#include "app/commands/event_info.h"
#include "app/commands/run.h"
#include "app/text/columns.h"
#include "core/base/utf8.h"
#include "core/follow/events_reader.h"
#include "core/models/material/data_view.h"
#include "core/models/model.h"
#include "core/storage/history_folder.h"
#include "core/storage/run_folder.h"
#include "core/storage/run_marker.h"
#include "core/storage/tensor_file.h"

namespace ganscope::commands {
namespace {

int64_t number_in(const std::map<std::string, std::string>& table, const std::string& key) {
  const auto found = table.find(key);
  int64_t value = 0;
  if (found != table.end())
    std::from_chars(found->second.data(), found->second.data() + found->second.size(), value);
  return value;
}

/// The table of layers; empty where there is no checkpoint to say what the data are, or it says nonsense.
std::vector<api::LayerRow> layers_in(const config::Experiment& experiment,
                                     const std::map<std::string, std::string>& metadata) {
  const auto stored = models::read_info(metadata);
  if (!stored) return {};
  auto rows = models::layers_of(experiment, stored->data);
  return rows ? std::move(*rows) : std::vector<api::LayerRow>{};
}

nlohmann::ordered_json as_json(const std::vector<api::LayerRow>& rows) {
  nlohmann::ordered_json layers = nlohmann::ordered_json::array();
  for (const api::LayerRow& row : rows)
    layers.push_back({{"net", row.player},
                      {"name", row.name},
                      {"kind", row.kind},
                      {"details", row.details},
                      {"in", row.in},
                      {"out", row.out},
                      {"parameters", row.parameters},
                      {"multiply_adds", row.macs}});
  return layers;
}

std::string layer_line(std::string_view name, std::string_view kind, std::string_view shapes,
                       std::string_view parameters, std::string_view multiply_adds) {
  return text::padded(name, 23) + " " + text::padded(kind, 34) + " " + text::padded(shapes, 23, true) + " " +
         text::padded(parameters, 12, true) + " " + text::padded(multiply_adds, 14, true);
}

void say_layers(const std::vector<api::LayerRow>& rows, const std::vector<models::PlayerNames>& players,
                Console& console) {
  const auto& tr = console.tr;
  for (const models::PlayerNames& player : players) {
    const api::LayerTotals sum = api::totals(rows, player.key);
    console.say_line(layer_line(lower_case(tr(player.title.c_str())), tr("kind"), tr("shapes of one sample"),
                                lower_case(tr("Parameters")), tr("multiply-adds")));
    for (const api::LayerRow& row : rows) {
      if (row.player != player.key) continue;
      console.say_line(layer_line("  " + row.name,
                                  row.details.empty() ? row.kind : row.kind + " " + row.details,
                                  api::shape_text(row.in) + " → " + api::shape_text(row.out),
                                  grouped(row.parameters), grouped(row.macs)));
    }
    console.say_line(
        layer_line(std::string("  ") + tr("together"), "", "", grouped(sum.parameters), grouped(sum.macs)));
  }
}

nlohmann::ordered_json as_json(const std::vector<storage::StoredMoment>& film) {
  uint64_t bytes = 0;
  std::vector<int64_t> steps;
  for (const storage::StoredMoment& moment : film) {
    bytes += moment.bytes;
    steps.push_back(moment.step);
  }
  nlohmann::ordered_json json = {{"moments", film.size()}};
  json["first"] = film.empty() ? nlohmann::ordered_json() : nlohmann::ordered_json(steps.front());
  json["last"] = film.empty() ? nlohmann::ordered_json() : nlohmann::ordered_json(steps.back());
  json["mb"] = static_cast<double>(bytes) / (1 << 20);
  json["steps"] = steps;
  return json;
}

void say_film(const std::vector<storage::StoredMoment>& film, Console& console) {
  if (film.empty()) return console.say("film: no moments are kept with this run");
  uint64_t bytes = 0;
  for (const storage::StoredMoment& moment : film) bytes += moment.bytes;
  const double mb = static_cast<double>(bytes) / (1 << 20);
  if (film.size() == 1)
    console.say("film: 1 moment, of step {}, {:.1f} MB", grouped(film.front().step), mb);
  else
    console.say("film: {} moments from step {} to step {}, {:.1f} MB", film.size(),
                grouped(film.front().step), grouped(film.back().step), mb);
}

/// The process that has the run open just now; nothing: none.
std::optional<storage::MarkedProcess> trainer_of(const storage::RunInfo& run) {
  const storage::RunMarker marker = storage::read_marker(run.folder);
  const bool open = marker == storage::RunMarker::other || marker == storage::RunMarker::ours;
  return open ? storage::marked_process(run.folder) : std::nullopt;
}

void say_trainer(const storage::MarkedProcess& process, const storage::RunInfo& run, Console& console) {
  const std::string folder = run.folder.string();
  if (process.host.empty())
    console.say("is being trained by process {}; look on with: ganscope view {}", process.pid, folder);
  else
    console.say("is being trained by process {} on {}; look on with: ganscope view {}", process.pid,
                process.host, folder);
}

}  // namespace

Expected<void> info(const InfoRequest& request, Console& console) {
  if (follow::is_event_run(request.run)) return info_of_events(request, console);
  const auto run = storage::inspect_run(request.run);
  if (!run) return tl::unexpected(run.error());
  std::map<std::string, std::string> metadata;
  if (run->newest_checkpoint) {
    auto read = storage::read_metadata(*run->newest_checkpoint);
    if (!read) return tl::unexpected(read.error());
    metadata = std::move(*read);
  }
  const auto experiment = storage::experiment_of(catalogue(), *run, metadata);
  if (!experiment) return tl::unexpected(experiment.error());
  const auto kind = models::find_model(experiment->settings);
  if (!kind) return tl::unexpected(kind.error());
  const std::vector<models::PlayerNames>& players = (*kind)->players;
  nlohmann::ordered_json parameters = nlohmann::ordered_json::object();
  std::string parameters_words;
  for (const models::PlayerNames& player : players) {
    const int64_t count = number_in(metadata, "parameters_" + player.short_key);
    parameters[player.key] = count;
    parameters_words += fmt::format("{}{} {}", parameters_words.empty() ? "" : ", ",
                                    lower_case(console.tr(player.title.c_str())), grouped(count));
  }
  const std::vector<api::LayerRow> layers = layers_in(*experiment, metadata);
  const int64_t step = run->newest_checkpoint ? number_in(metadata, "step") : run->step;

  const std::vector<storage::StoredMoment> film = storage::stored_moments(run->folder);
  const auto trainer = trainer_of(*run);
  if (request.json) {
    nlohmann::ordered_json settings = nlohmann::ordered_json::object();
    for (const auto& [key, value] : experiment->settings.all())
      std::visit([&, name = key](const auto& plain) { settings[name] = plain; }, value);
    console.json(
        {{"run", run->id},
         {"folder", run->folder.string()},
         {"step", step},
         {"experiment", experiment->name},
         {"title", experiment->title},
         {"parameters", parameters},
         {"checkpoint", run->newest_checkpoint ? nlohmann::ordered_json(run->newest_checkpoint->string())
                                               : nlohmann::ordered_json()},
         {"checkpoints", storage::checkpoint_steps(run->folder)},
         {"history", as_json(film)},
         {"interrupted", run->interrupted},
         {"trained_by", trainer ? nlohmann::ordered_json(trainer->pid) : nlohmann::ordered_json()},
         {"settings", settings},
         {"layers", as_json(layers)}});
    return {};
  }
  console.say("{}: {}, at step {}{}", run->id, console.tr(experiment->title.c_str()), grouped(step),
              run->interrupted ? console.tr(" (interrupted: go on with --resume)") : "");
  if (trainer) say_trainer(*trainer, *run, console);
  const config::Settings& chosen = experiment->settings;
  if (chosen.has("task"))
    console.say("data {}, model {}, task {}", chosen.text("data"), (*kind)->info.key, chosen.text("task"));
  else if (!chosen.has("network"))
    console.say("data {}, model {}", chosen.text("data"), (*kind)->info.key);
  else if (chosen.has("objective"))
    console.say("data {}, network {}, objective {}", chosen.text("data"), chosen.text("network"),
                chosen.text("objective"));
  else
    console.say("data {}, network {}, model {}", chosen.text("data"), chosen.text("network"),
                (*kind)->info.key);
  if (run->newest_checkpoint) {
    console.say("parameters: {}", parameters_words);
    console.say("checkpoint: {}", run->newest_checkpoint->string());
  } else {
    console.say("no checkpoint yet");
  }
  say_film(film, console);
  if (!layers.empty()) say_layers(layers, players, console);
  for (const config::Option& option : config::active_options(catalogue(), experiment->settings))
    console.say("  {} = {}", option.key, config::to_text(experiment->settings.at(option.key)));
  return {};
}

}  // namespace ganscope::commands
