#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "app/commands/run.h"
#include "core/storage/run_folder.h"
#include "core/storage/tensor_file.h"

namespace ganscope::commands {
namespace {

/// How many numbers a network's optimiser moves: its parameters, without running statistics.
int64_t parameters_of(const storage::TensorFile& state, const std::string& optimiser) {
  int64_t count = 0;
  for (const storage::NamedTensor& tensor : state.tensors)
    if (tensor.name.starts_with(optimiser + ".first."))
      count += static_cast<int64_t>(tensor.bytes.size() / storage::size_of(tensor.dtype));
  return count;
}

}  // namespace

Expected<void> info(const InfoRequest& request, Console& console) {
  const auto run = storage::inspect_run(request.run);
  if (!run) return tl::unexpected(run.error());
  const auto experiment = config::load_experiment(catalogue(), run->experiment_file.string());
  if (!experiment) return tl::unexpected(experiment.error());
  int64_t generator = 0, discriminator = 0;
  if (run->newest_checkpoint) {
    const auto state = storage::read_tensor_file(*run->newest_checkpoint);
    if (!state) return tl::unexpected(state.error());
    generator = parameters_of(*state, "adam_g");
    discriminator = parameters_of(*state, "adam_d");
  }

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
