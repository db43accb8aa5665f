#include "core/models/model.h"

#include <algorithm>
#include <bit>
#include <string>
#include <utility>

#include "core/base/form_kinds.h"
#include "core/config/experiment_file.h"
#include "core/models/material/data_view.h"
#include "core/networks/later_noise.h"

namespace ganscope::models {
namespace {

/// Whether the batch is that of the built-in experiment of this name: then nobody chose it.
bool usual_batch(const config::Experiment& experiment) {
  std::optional<std::string> name = experiment.name;
  while (name) {
    const auto recipe = config::builtin_experiment(*name);
    if (!recipe) return false;
    const auto batch = std::ranges::find(recipe->entries, "batch", &config::RawEntry::key);
    if (batch != recipe->entries.end()) return batch->value == experiment.settings.at("batch");
    name = recipe->parent;
  }
  return false;
}

}  // namespace

Expected<const ModelEntry*> find_model(const config::Settings& settings) {
  const auto& all = all_models();
  if (!settings.has("model")) return &all.front();
  const std::string& key = settings.text("model");
  std::vector<std::string> keys;
  for (const ModelEntry& entry : all) {
    if (entry.info.key == key) return &entry;
    keys.push_back(entry.info.key);
  }
  const std::string near = config::nearest(key, keys);
  return fail(FailureKind::usage, "there is no model called " + key, "model",
              near.empty() ? "`ganscope list models` names all" : "did you mean " + near + "?");
}

api::SeriesTable series_of(const config::Settings& settings, const std::vector<std::string>& columns) {
  const auto entry = find_model(settings);
  return entry ? (*entry)->series(settings, columns) : api::SeriesTable{};
}

networks::Task task_of(const config::Settings& settings, const api::DataInfo& data) {
  networks::Task task;
  task.points = data.is_points();
  task.lines = are_lines(data.form);
  task.channels = data.channels;
  task.height = data.height;
  task.width = data.width;
  task.input_channels = data.input_channels;
  task.dimensions = data.dimensions;
  if (settings.has("conditional") && settings.flag("conditional")) {
    task.captions = data.captions != nullptr;
    task.classes = task.captions ? data.captions->size() : static_cast<int>(data.label_names.size());
  }
  const auto entry = find_model(settings);
  if (entry && (*entry)->latent_dim != nullptr)
    task.latent_dim = (*entry)->latent_dim(task);
  else if (settings.has("latent_dim"))
    task.latent_dim = static_cast<int>(settings.integer("latent_dim"));
  if (settings.has("packing")) task.packing = static_cast<int>(settings.integer("packing"));
  return task;
}

Expected<Prepared> prepared(Device device, const config::Experiment& experiment, data::DatasetPointer data) {
  config::Settings settings = experiment.settings;
  const Expected<at::Device> chosen = choose(device);
  if (!chosen) return tl::unexpected(chosen.error());
  const auto entry = find_model(settings);
  if (!entry) return tl::unexpected(entry.error());
  const bool smaller = usual_batch(experiment) && data->count > 1 && data->count < settings.integer("batch");
  if (smaller)
    settings.set("batch", static_cast<int64_t>(std::bit_floor(static_cast<uint64_t>(data->count))));
  if (auto sensible = (*entry)->check(settings); !sensible) return tl::unexpected(sensible.error());
  if (auto parted = networks::check_later_noise(settings); !parted) return tl::unexpected(parted.error());
  const int64_t batch = settings.integer("batch");
  if (data->count < batch) {
    return fail(FailureKind::bad_data,
                "the data have " + std::to_string(data->count) + " samples, fewer than a batch of " +
                    std::to_string(batch),
                data->title, "choose a smaller batch, or more data");
  }
  const networks::Task task = task_of(settings, describe(*data));
  return Prepared{{std::move(data), std::move(settings), task, *chosen},
                  smaller ? std::optional(batch) : std::nullopt};
}

Expected<std::unique_ptr<train::Stepper>> make_stepper_on(Device device, const config::Experiment& experiment,
                                                          data::DatasetPointer data) {
  auto begun = prepared(device, experiment, std::move(data));
  if (!begun) return tl::unexpected(begun.error());
  const auto entry = find_model(experiment.settings);
  auto made = (*entry)->make_stepper(std::move(begun->beginning));
  if (!made) return tl::unexpected(made.error());
  if (begun->smaller_batch) (*made)->tell_smaller_batch(*begun->smaller_batch);
  return std::move(*made);
}

Expected<std::unique_ptr<train::Stepper>> make_stepper(Device device, const config::Experiment& experiment,
                                                       const WorkContext& context) {
  const Expected<at::Device> chosen = choose(device);  // these before the data, which may take long
  if (!chosen) return tl::unexpected(chosen.error());
  const auto entry = find_model(experiment.settings);
  if (!entry) return tl::unexpected(entry.error());
  if (auto sensible = (*entry)->check(experiment.settings); !sensible)
    return tl::unexpected(sensible.error());
  auto data = data::load_dataset(experiment.settings, context);
  if (!data) return tl::unexpected(data.error());
  return make_stepper_on(device, experiment, std::move(*data));
}

namespace {

Expected<std::unique_ptr<ModelReplica>> replica_of(Device device, const config::Experiment& experiment,
                                                   const api::DataInfo& data) {
  const Expected<at::Device> chosen = choose(device);
  if (!chosen) return tl::unexpected(chosen.error());
  const auto entry = find_model(experiment.settings);
  if (!entry) return tl::unexpected(entry.error());
  auto replica = (*entry)->make_replica(experiment.settings, task_of(experiment.settings, data));
  if (!replica) return replica;
  if (const auto* captions = api::told_captions(experiment, data)) (*replica)->know(captions->examples);
  if (!data.is_points() && data.form != Form::pictures) (*replica)->paint_with(painter_of(data));
  return replica;
}

}  // namespace

Expected<std::unique_ptr<train::Replica>> make_replica(Device device, const config::Experiment& experiment,
                                                       const api::DataInfo& data) {
  auto replica = replica_of(device, experiment, data);
  if (!replica) return tl::unexpected(replica.error());
  return std::move(*replica);
}

Expected<std::vector<api::LayerRow>> layers_of(const config::Experiment& experiment,
                                               const api::DataInfo& data) {
  const auto entry = find_model(experiment.settings);
  if (!entry) return tl::unexpected(entry.error());
  return (*entry)->layers(experiment.settings, task_of(experiment.settings, data));
}

Expected<StoredModel> open_stored(Device device, const config::Experiment& experiment,
                                  const storage::TensorFile& state) {
  const Expected<at::Device> chosen = choose(device);
  if (!chosen) return tl::unexpected(chosen.error());
  const auto entry = find_model(experiment.settings);
  if (!entry) return tl::unexpected(entry.error());
  const auto info = read_info(state.metadata);
  if (!info) return tl::unexpected(info.error());
  const networks::Task task = task_of(experiment.settings, info->data);
  auto replica = replica_of(device, experiment, info->data);
  if (!replica) return tl::unexpected(replica.error());
  const PlayerPlans& plans = (*replica)->plans();
  auto read = holds_average(state) ? read_average(state, plans, *chosen)
                                   : read_state(state, plans, (*entry)->tunables, *chosen);
  if (!read) return tl::unexpected(read.error());
  StoredModel model;
  model.data = info->data;
  model.latent_dim = task.latent_dim;
  model.classes = api::told_classes(experiment, info->data);
  model.snapshot =
      std::make_shared<ModelSnapshot>(std::move(read->state), std::move(read->progress), info->scale);
  model.replica = std::move(*replica);
  return model;
}

}  // namespace ganscope::models
