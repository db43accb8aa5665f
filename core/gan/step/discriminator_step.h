#pragma once
#include "core/gan/step/game.h"
#include "core/train/stepper.h"

namespace ganscope::gan {

/// D's gradient on one batch and as many generated samples `fake` [N, …], penalties included. Writes the
/// series that belong to D into `report`.
[[nodiscard]] Gradient discriminator_gradient(const Game& game, const Batch& batch, const at::Tensor& fake,
                                              const Turn& turn, train::StepReport& report);

}  // namespace ganscope::gan
