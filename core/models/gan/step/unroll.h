#pragma once
#include "core/models/gan/step/game.h"

namespace ganscope::gan {

/// D's weights after `rules.unroll_steps` updates that are only imagined (Metz 2017, equations 6 to 8), as
/// functions of G's weights: `shown_fake` [N, …] carries the graph back to them, and every imagined update is
/// one of the rules' optimiser, beginning with `moments`. All on the same batch; penalties, swapped labels
/// and clipping have no part in it. The real weights, statistics and moments are not touched.
[[nodiscard]] networks::Weights unrolled_discriminator(const Game& game, const models::Batch& batch,
                                                       const at::Tensor& shown_fake,
                                                       const models::Moments& moments, const Turn& turn);

}  // namespace ganscope::gan
