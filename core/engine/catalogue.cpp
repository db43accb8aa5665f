#include "core/config/catalogue.h"

#include <vector>

#include "core/data/dataset.h"
#include "core/engine/engine.h"
#include "core/metrics/all_metrics.h"
#include "core/models/common_options.h"
#include "core/models/model.h"
#include "core/networks/network.h"
#include "core/objectives/objective.h"
#include "core/objectives/regulariser.h"

namespace ganscope {
namespace {

template <class Entries>
std::vector<config::EntryInfo> infos_of(const Entries& entries) {
  std::vector<config::EntryInfo> infos;
  for (const auto& entry : entries) infos.push_back(entry.info);
  return infos;
}

}  // namespace

const config::Catalogue& catalogue() {
  static const config::Catalogue gathered = [] {
    config::Catalogue all;
    all.common = models::common_options();
    all.data = infos_of(data::all_datasets());
    all.networks = infos_of(networks::all_networks());
    all.objectives = infos_of(objectives::all_objectives());
    all.regularisers = infos_of(objectives::all_regularisers());
    all.models = infos_of(models::all_models());
    for (const models::ModelEntry& entry : models::all_models()) all.scopes[entry.info.key] = entry.scope;
    all.metrics = infos_of(metrics::all_metrics());
    return all;
  }();
  return gathered;
}

api::GameInfo game_of(const config::Settings& settings) {
  if (!settings.has("objective")) return {};
  const auto objective = objectives::find_objective(settings);
  if (!objective) return {};
  const auto made = (*objective)->make(settings);
  return {made->output_is_log_odds(), made->generator_saturates()};
}

}  // namespace ganscope
