#include <fmt/format.h>

#include <charconv>
#include <nlohmann/json.hpp>

#include "app/commands/run.h"
#include "core/storage/run_folder.h"

namespace ganscope::commands {
namespace {

int64_t count_in(const std::map<std::string, std::string>& metadata, const std::string& key) {
  const auto found = metadata.find(key);
  int64_t value = 0;
  if (found != metadata.end())
    std::from_chars(found->second.data(), found->second.data() + found->second.size(), value);
  return value;
}

}  // namespace

Expected<void> info(const InfoRequest& request, Console& console) {
  const auto run = storage::inspect_run(request.run);
  if (!run) return tl::unexpected(run.error());
  const auto experiment = config::load_experiment(catalogue(), run->experiment_file.string());
  if (!experiment) return tl::unexpected(experiment.error());
  std::map<std::string, std::string> metadata;
  if (run->newest_checkpoint) {
    auto read = storage::read_metadata(*run->newest_checkpoint);
    if (!read) return tl::unexpected(read.error());
    metadata = std::move(*read);
  }
  const int64_t generator = count_in(metadata, "parameters_g"),
                discriminator = count_in(metadata, "parameters_d");

  if (request.json) {
    nlohmann::ordered_json settings = nlohmann::ordered_json::object();
    for (const auto& [key, value] : experiment->settings.all())
      std::visit([&, name = key](const auto& plain) { settings[name] = plain; }, value);
    console.json(
        {{"run", run->id},
         {"folder", run->folder.string()},
         {"step", run->step},
         {"experiment", experiment->name},
         {"title", experiment->title},
         {"parameters", {{"generator", generator}, {"discriminator", discriminator}}},
         {"checkpoint", run->newest_checkpoint ? nlohmann::ordered_json(run->newest_checkpoint->string())
                                               : nlohmann::ordered_json()},
         {"interrupted", run->interrupted},
         {"settings", settings}});
    return {};
  }
  console.say(fmt::format("{}: {}, at step {}{}", run->id, experiment->title, grouped(run->step),
                          run->interrupted ? " (interrupted: go on with --resume)" : ""));
  console.say(fmt::format("data {}, network {}, objective {}", experiment->settings.text("data"),
                          experiment->settings.text("network"), experiment->settings.text("objective")));
  if (run->newest_checkpoint) {
    console.say(fmt::format("parameters: generator {}, discriminator {}", grouped(generator),
                            grouped(discriminator)));
    console.say(fmt::format("checkpoint: {}", run->newest_checkpoint->string()));
  } else {
    console.say("no checkpoint yet");
  }
  for (const config::Option& option : config::active_options(catalogue(), experiment->settings))
    console.say(fmt::format("  {} = {}", option.key, config::to_text(experiment->settings.at(option.key))));
  return {};
}

}  // namespace ganscope::commands
