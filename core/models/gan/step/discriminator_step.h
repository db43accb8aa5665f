#pragma once
#include <cstddef>
#include <vector>

#include "core/models/gan/step/game.h"
#include "core/train/stepper.h"

namespace ganscope::gan {

/// How far the label of each of `count` real and generated samples is swapped in this update; both empty
/// where no regulariser swaps any.
struct LabelSwaps {
  std::vector<double> real, fake;
};
[[nodiscard]] LabelSwaps label_swaps(const Game& game, size_t count, const Turn& turn);

/// Writes D's loss, and what it believes of real and of generated samples.
void report_judgement(double loss, const objectives::Logits& logits, train::StepReport& report);

/// D's gradient on one batch and as many generated samples `fake` [N, …], penalties included. Writes the
/// series that belong to D into `report`.
[[nodiscard]] Gradient discriminator_gradient(const Game& game, const models::Batch& batch,
                                              const at::Tensor& fake, const Turn& turn,
                                              train::StepReport& report);

}  // namespace ganscope::gan
