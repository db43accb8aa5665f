#pragma once
#include <memory>

#include "core/objectives/regulariser.h"

namespace ganscope::objectives {

/// Clips all of D's weights to [−bound, bound] after every update, which keeps the critic's slope bounded
/// (Arjovsky 2017, algorithm 1).
[[nodiscard]] std::unique_ptr<Regulariser> make_weight_clip(double bound);

/// The option `clip` of the objective that carries it.
[[nodiscard]] config::Option clip_bound();
[[nodiscard]] std::unique_ptr<Regulariser> weight_clip_of(const config::Settings& settings);

}  // namespace ganscope::objectives
