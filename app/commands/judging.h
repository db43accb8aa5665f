#pragma once
#include <cstdint>
#include <vector>

#include "app/commands/console.h"
#include "app/commands/open_model.h"
#include "core/data/dataset.h"
#include "core/metrics/evaluate.h"

namespace ganscope::commands {

/// Judged sample number i is drawn from the latent of this seed + i: other latents than those that `sample`
/// shows first.
inline constexpr uint64_t first_judged_seed = 1'000'000;

/// Draws `count` samples (0: 2,000 pictures, 2,500 points) of an open model and judges them against
/// `dataset`. `run_label` [classes of the data]: their numbers in the run, as gan::match_data says; empty:
/// none. With progress; the same model and data get the same figures in every call.
[[nodiscard]] Expected<metrics::Report> judge_samples(const OpenModel& model,
                                                      const data::DatasetPointer& dataset,
                                                      const std::vector<int>& run_label, int count,
                                                      Console& console);

}  // namespace ganscope::commands
