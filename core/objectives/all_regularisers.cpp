#include <limits>
#include <utility>

#include "core/base/check.h"
#include "core/objectives/diff_augment.h"
#include "core/objectives/disturbances.h"
#include "core/objectives/grain_matching.h"
#include "core/objectives/objective.h"
#include "core/objectives/penalties.h"
#include "core/objectives/regulariser.h"
#include "core/objectives/switches.h"

namespace ganscope::objectives {

// The order is that of the interface. A new regulariser is its own file pair and one line here.
const std::vector<RegulariserEntry>& all_regularisers() {
  static const std::vector<RegulariserEntry> entries = {
      r1(),
      r2(),
      dragan(),
      spectral_normalisation(),
      instance_noise(),
      label_smoothing(),
      label_flipping(),
      minibatch_stddev(),
      packing(),
      unrolling(),
      gradient_clipping(),
      diff_augment(),
      grain_matching(),
  };
  return entries;
}

std::vector<std::unique_ptr<Regulariser>> make_regularisers(const config::Settings& settings) {
  std::vector<std::unique_ptr<Regulariser>> made;
  const Expected<const ObjectiveEntry*> objective = find_objective(settings);
  GANSCOPE_CHECK(objective.has_value(), "make_regularisers needs a known objective");
  if ((*objective)->make_regulariser != nullptr) made.push_back((*objective)->make_regulariser(settings));
  for (const RegulariserEntry& entry : all_regularisers()) {
    if (!settings.has(entry.info.options.front().key)) continue;  // the kind of model has no use for it
    if (auto regulariser = entry.make(settings)) made.push_back(std::move(regulariser));
  }
  return made;
}

Penalties penalties_due(const std::vector<std::unique_ptr<Regulariser>>& regularisers, int64_t update,
                        const DiscriminatorPass& pass) {
  Penalties all;
  for (const auto& regulariser : regularisers) {
    const size_t end = all.values.size() + regulariser->series().size();
    if (regulariser->due(update)) {
      const Penalty penalty = regulariser->penalty(pass);
      all.losses.push_back(penalty.loss);
      all.values.insert(all.values.end(), penalty.values.begin(), penalty.values.end());
    }
    all.values.resize(end, std::numeric_limits<float>::quiet_NaN());
  }
  return all;
}

}  // namespace ganscope::objectives
