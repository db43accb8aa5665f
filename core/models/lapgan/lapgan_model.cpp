#include "core/models/lapgan/lapgan_model.h"

#include <utility>

#include "core/models/lapgan/lapgan_replica.h"
#include "core/models/lapgan/lapgan_stepper.h"

namespace ganscope::lapgan {
namespace {

Expected<void> check(const config::Settings& settings) {
  if (auto objective = objectives::find_objective(settings); !objective)
    return tl::unexpected(objective.error());
  return {};
}

Expected<std::unique_ptr<models::PlayerStepper>> make(models::Beginning beginning) {
  auto networks = make_networks(beginning.settings, beginning.task);
  if (!networks) return tl::unexpected(networks.error());
  models::Duel duel = models::duel_of(beginning.settings);
  return std::make_unique<LapganStepper>(std::move(*networks), std::move(duel), std::move(beginning));
}

Expected<std::unique_ptr<models::ModelReplica>> make_replica(const config::Settings& settings,
                                                             const networks::Task& task) {
  auto networks = make_networks(settings, task);
  if (!networks) return tl::unexpected(networks.error());
  return std::make_unique<LapganReplica>(settings, task, std::move(*networks));
}

Expected<std::vector<api::LayerRow>> layers(const config::Settings& settings, const networks::Task& task) {
  const auto networks = make_networks(settings, task);
  if (!networks) return tl::unexpected(networks.error());
  return layers_of(*networks, task);
}

api::SeriesTable series(const config::Settings& settings, const std::vector<std::string>& /*columns*/) {
  return series_table(models::duel_of(settings));
}

}  // namespace

models::ModelEntry model() {
  return {
      {"lapgan", "Pyramid of GANs (LAPGAN)",
       "Three generators, each with its own D: the first draws a small picture, the others add the detail to "
       "twice its size. The latent's first two thirds feed the first, a sixth each the others. Denton 2015.",
       options()},
      scope(),
      players(),
      tunables,
      check,
      make,
      make_replica,
      series,
      layers};
}

}  // namespace ganscope::lapgan
