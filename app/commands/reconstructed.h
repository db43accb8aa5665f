#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "app/commands/open_model.h"
#include "core/data/dataset.h"

namespace ganscope::commands {

/// How near a model that has an encoder gives real samples back.
struct Reconstructed {
  int64_t count = 0;  ///< real samples that it has never learned from (data/held_out.h)
  double error = 0;  ///< the mean of |y − x| over their values: pixels in [0, 1], points in the data's units
  double mean = 0;   ///< the same where every answer is the mean of these samples: the trivial one
};

/// From now on the model draws latents as its codes of a thousand samples fall, instead of as N(0, 1). Fails
/// with `usage` where it has no encoder.
[[nodiscard]] Expected<void> draw_from_codes(OpenModel& model, const data::Dataset& dataset);

/// None where the model has no encoder. `run_label` [classes of the data]: their numbers in the run, empty:
/// the same.
[[nodiscard]] Expected<std::optional<Reconstructed>> reconstruct(const OpenModel& model,
                                                                 const data::Dataset& dataset,
                                                                 const std::vector<int>& run_label);

}  // namespace ganscope::commands
