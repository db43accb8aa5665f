#pragma once
#include "core/models/gan/step/game.h"
#include "core/train/stepper.h"

namespace ganscope::gan {

/// G's gradient on its samples `fake` [N, …], which carry the graph back to its weights, through a D that is
/// frozen meanwhile, or unrolled: then `d_moments` are what D's optimiser remembers. Writes the series that
/// belong to G.
[[nodiscard]] Gradient generator_gradient(const Game& game, const models::Batch& batch,
                                          const at::Tensor& fake, const models::Moments& d_moments,
                                          const Turn& turn, train::StepReport& report);

}  // namespace ganscope::gan
