#include "core/models/gan/factory.h"

#include <utility>

#include "core/models/gan/combinations.h"
#include "core/models/gan/gan_stepper.h"
#include "core/models/model.h"

namespace ganscope::gan {
namespace {

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

Expected<std::unique_ptr<models::PlayerStepper>> make(models::Beginning beginning, Way way) {
  const config::Settings& settings = beginning.settings;
  const networks::Task& task = beginning.task;
  if (auto sensible = check_labels(settings, task.classes, task.captions); !sensible)
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
    const data::Dataset& data = *beginning.data;
    for (const auto& regulariser : game.regularisers)
      regulariser->see_data({data.pixels, data.count, data.height, data.width, data.channels});
  }
  return std::make_unique<GanStepper>(std::move(game), std::move(beginning), way);
}

Expected<std::unique_ptr<models::ModelReplica>> make_replica(const config::Settings& settings,
                                                             const networks::Task& task) {
  auto networks = make_networks(settings, task);
  if (!networks) return tl::unexpected(networks.error());
  models::PlayerPlans plans = plans_of(*networks->g, *networks->d);
  return std::make_unique<models::GeneratorReplica>(std::move(networks->g), std::move(networks->d), task,
                                                    std::move(plans));
}

Expected<std::unique_ptr<train::Stepper>> make_stepper_on(models::Device device,
                                                          const config::Experiment& experiment,
                                                          data::DatasetPointer data, Way way) {
  auto begun = models::prepared(device, experiment, std::move(data));
  if (!begun) return tl::unexpected(begun.error());
  auto made = make(std::move(begun->beginning), way);
  if (!made) return tl::unexpected(made.error());
  return std::move(*made);
}

}  // namespace ganscope::gan
