#include "core/gan/factory.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "core/config/experiment_file.h"
#include "core/gan/combinations.h"
#include "core/gan/data_view.h"
#include "core/gan/gan_replica.h"
#include "core/gan/gan_stepper.h"
#include "core/gan/torch_compat.h"
#include "core/networks/describe.h"

namespace ganscope::gan {
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

Expected<at::Device> choose(Device device) {
  const int gpus = device == Device::cpu ? 0 : cuda_device_count();
  if (gpus > 0) {
    make_cuda_deterministic();
    return at::Device(at::kCUDA, 0);
  }
  if (device == Device::cuda) {
    return fail(
        FailureKind::unsupported, "there is no GPU that this LibTorch can use", "--device cuda",
        "use --device cpu, or build with a LibTorch that has CUDA on a machine with an NVIDIA driver");
  }
  return at::Device(at::kCPU);
}

networks::Task task_of(const config::Settings& settings, const api::DataInfo& data) {
  networks::Task task;
  task.points = data.points;
  task.channels = data.channels;
  task.height = data.height;
  task.width = data.width;
  task.dimensions = data.dimensions;
  task.classes = settings.flag("conditional") ? static_cast<int>(data.label_names.size()) : 0;
  task.latent_dim = static_cast<int>(settings.integer("latent_dim"));
  if (settings.has("packing")) task.packing = static_cast<int>(settings.integer("packing"));
  return task;
}

struct Networks {
  std::unique_ptr<networks::Generator> g;
  std::unique_ptr<networks::Discriminator> d;
};

Expected<Networks> make_networks(const config::Settings& settings, const networks::Task& task) {
  const auto entry = networks::find_network(settings);
  if (!entry) return tl::unexpected(entry.error());
  auto g = (*entry)->make_generator(settings, task);
  if (!g) return tl::unexpected(g.error());
  auto d = (*entry)->make_discriminator(settings, task);
  if (!d) return tl::unexpected(d.error());
  return Networks{std::move(*g), std::move(*d)};
}

}  // namespace

Expected<std::unique_ptr<train::Stepper>> make_stepper_on(Device device, const config::Experiment& experiment,
                                                          data::DatasetPointer data, Way way) {
  config::Settings settings = experiment.settings;
  const Expected<at::Device> chosen = choose(device);
  if (!chosen) return tl::unexpected(chosen.error());
  const bool smaller = usual_batch(experiment) && data->count > 1 && data->count < settings.integer("batch");
  if (smaller)
    settings.set("batch", static_cast<int64_t>(std::bit_floor(static_cast<uint64_t>(data->count))));
  if (auto sensible = check_combination(settings); !sensible) return tl::unexpected(sensible.error());
  const int64_t batch = settings.integer("batch");
  if (data->count < batch) {
    return fail(FailureKind::bad_data,
                "the data have " + std::to_string(data->count) + " samples, fewer than a batch of " +
                    std::to_string(batch),
                data->title, "choose a smaller batch, or more data");
  }
  const networks::Task task = task_of(settings, describe(*data));
  if (auto sensible = check_labels(settings, task.classes); !sensible)
    return tl::unexpected(sensible.error());
  if (auto sensible = check_pictures(settings, task.points); !sensible)
    return tl::unexpected(sensible.error());
  auto networks = make_networks(settings, task);
  if (!networks) return tl::unexpected(networks.error());
  const auto objective = objectives::find_objective(settings);
  if (!objective) return tl::unexpected(objective.error());
  Game game{std::move(networks->g), std::move(networks->d), (*objective)->make(settings),
            objectives::make_regularisers(settings), rules_of(settings, task.classes)};
  if (!task.points) {
    for (const auto& regulariser : game.regularisers)
      regulariser->see_data({data->pixels, data->count, data->height, data->width, data->channels});
  }
  auto made = std::make_unique<GanStepper>(std::move(game), std::move(data), settings, task, *chosen, way);
  if (smaller) made->tell_smaller_batch(batch);
  return made;
}

Expected<std::unique_ptr<train::Stepper>> make_stepper(Device device, const config::Experiment& experiment,
                                                       const WorkContext& context) {
  const Expected<at::Device> chosen = choose(device);  // these before the data, which may take long
  if (!chosen) return tl::unexpected(chosen.error());
  if (auto sensible = check_combination(experiment.settings); !sensible)
    return tl::unexpected(sensible.error());
  auto data = data::load_dataset(experiment.settings, context);
  if (!data) return tl::unexpected(data.error());
  return make_stepper_on(device, experiment, std::move(*data));
}

Expected<std::unique_ptr<train::Replica>> make_replica(Device device, const config::Experiment& experiment,
                                                       const api::DataInfo& data) {
  const Expected<at::Device> chosen = choose(device);
  if (!chosen) return tl::unexpected(chosen.error());
  const networks::Task task = task_of(experiment.settings, data);
  auto networks = make_networks(experiment.settings, task);
  if (!networks) return tl::unexpected(networks.error());
  return std::make_unique<GanReplica>(std::move(networks->g), std::move(networks->d), task);
}

Expected<std::vector<api::LayerRow>> layers_of(const config::Experiment& experiment,
                                               const api::DataInfo& data) {
  return networks::describe(experiment.settings, task_of(experiment.settings, data));
}

Expected<StoredModel> open_stored(Device device, const config::Experiment& experiment,
                                  const storage::TensorFile& state) {
  const Expected<at::Device> chosen = choose(device);
  if (!chosen) return tl::unexpected(chosen.error());
  const auto info = read_info(state.metadata);
  if (!info) return tl::unexpected(info.error());
  const networks::Task task = task_of(experiment.settings, info->data);
  auto networks = make_networks(experiment.settings, task);
  if (!networks) return tl::unexpected(networks.error());
  auto read = holds_average(state) ? read_average(state, networks->g->layout(), *chosen)
                                   : read_state(state, networks->g->layout(), networks->d->layout(), *chosen);
  if (!read) return tl::unexpected(read.error());
  StoredModel model;
  model.data = info->data;
  model.latent_dim = task.latent_dim;
  model.classes = task.classes;
  model.snapshot = std::make_shared<GanSnapshot>(std::move(read->tensors), read->progress, info->scale);
  model.replica = std::make_unique<GanReplica>(std::move(networks->g), std::move(networks->d), task);
  return model;
}

}  // namespace ganscope::gan
