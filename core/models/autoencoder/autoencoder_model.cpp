#include "core/models/autoencoder/autoencoder_model.h"

#include <utility>

#include "core/models/autoencoder/autoencoder_replica.h"
#include "core/models/autoencoder/autoencoder_stepper.h"
#include "core/models/autoencoder/options.h"

namespace ganscope::autoencoder {
namespace {

using Columns = std::vector<std::string>;

Expected<void> any(const config::Settings& /*settings*/) { return {}; }

template <bool variational>
Expected<std::unique_ptr<models::PlayerStepper>> make(models::Beginning beginning) {
  auto networks = make_networks(beginning.settings, beginning.task, variational);
  if (!networks) return tl::unexpected(networks.error());
  return std::make_unique<AutoencoderStepper>(std::move(*networks), std::move(beginning));
}

template <bool variational>
Expected<std::unique_ptr<models::ModelReplica>> make_replica(const config::Settings& settings,
                                                             const networks::Task& task) {
  auto networks = make_networks(settings, task, variational);
  if (!networks) return tl::unexpected(networks.error());
  return std::make_unique<AutoencoderReplica>(std::move(*networks), task);
}

template <bool variational>
Expected<std::vector<api::LayerRow>> layers(const config::Settings& settings, const networks::Task& task) {
  const auto networks = make_networks(settings, task, variational);
  if (!networks) return tl::unexpected(networks.error());
  return layers_of(*networks, task);
}

template <bool variational>
api::SeriesTable series(const config::Settings& /*settings*/, const Columns& /*columns*/) {
  return series_table(variational);
}

}  // namespace

models::ModelEntry model() {
  return {
      {"autoencoder", "Autoencoder",
       "An encoder makes a code of every sample, a decoder gives the sample back from it. What lies between "
       "the codes was never asked for. Its encoder is built like D.",
       options()},
      scope(),
      players(),
      tunables,
      any,
      make<false>,
      make_replica<false>,
      series<false>,
      layers<false>};
}

models::ModelEntry variational_model() {
  return {{"vae", "Variational autoencoder",
           "An autoencoder whose codes are pressed towards the normal distribution, so that it can draw from "
           "noise: no gaps between codes, and blur. Kingma & Welling 2014. Its encoder is built like D.",
           variational_options()},
          scope(),
          players(),
          variational_tunables,
          any,
          make<true>,
          make_replica<true>,
          series<true>,
          layers<true>};
}

}  // namespace ganscope::autoencoder
