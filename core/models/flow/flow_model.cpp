#include "core/models/flow/flow_model.h"

#include <utility>

#include "core/models/flow/flow_replica.h"
#include "core/models/flow/flow_stepper.h"
#include "core/models/flow/parts.h"

namespace ganscope::flow {
namespace {

Expected<void> any(const config::Settings& /*settings*/) { return {}; }

Expected<std::unique_ptr<models::PlayerStepper>> make(models::Beginning beginning) {
  auto network = make_network(beginning.settings, beginning.task);
  if (!network) return tl::unexpected(network.error());
  return std::make_unique<FlowStepper>(std::move(*network), std::move(beginning));
}

Expected<std::unique_ptr<models::ModelReplica>> make_replica(const config::Settings& settings,
                                                             const networks::Task& task) {
  auto network = make_network(settings, task);
  if (!network) return tl::unexpected(network.error());
  return std::make_unique<FlowReplica>(std::move(*network), task);
}

Expected<std::vector<api::LayerRow>> layers(const config::Settings& settings, const networks::Task& task) {
  if (const auto network = make_network(settings, task); !network) return tl::unexpected(network.error());
  return layers_of(settings, task);
}

api::SeriesTable series(const config::Settings& /*settings*/, const std::vector<std::string>& /*columns*/) {
  return series_table();
}

}  // namespace

models::ModelEntry model() {
  return {
      {"flow", "Flow",
       "Noise is carried to the data by a velocity that a network learns from straight lines between both. "
       "No "
       "game and no code: a sample is drawn in several steps. Flow matching, Lipman 2023; rectified flow, "
       "Liu 2023.",
       options()},
      scope(),
      players(),
      tunables,
      any,
      make,
      make_replica,
      series,
      layers,
      latent_dim_of};
}

}  // namespace ganscope::flow
