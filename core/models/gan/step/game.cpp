#include "core/models/gan/step/game.h"

#include <ATen/ops/empty.h>

#include <cmath>

#include "core/models/torch_compat.h"

namespace ganscope::gan {

bool Gradient::finite() const { return std::isfinite(loss) && std::isfinite(norm); }

at::Tensor shown_to_d(const Game& game, at::Tensor samples, const Turn& turn) {
  for (const auto& regulariser : game.regularisers)
    samples = regulariser->transform(samples, turn.random, turn.step);
  return networks::pack(samples, game.rules.packing);
}

Gradient gradient_of(const Game& game, const std::vector<at::Tensor>& outputs,
                     const std::vector<at::Tensor>& weights, const std::vector<at::Tensor>& parameters,
                     double loss) {
  Gradient gradient;
  gradient.by_parameter = torch::autograd::grad(outputs, parameters, weights, c10::nullopt, false,
                                                /*allow_unused=*/true);
  gradient.loss = loss;
  gradient.norm = models::gradient_norm(gradient.by_parameter);
  if (game.rules.longest_gradient > 0)
    models::clip_gradients(gradient.by_parameter, gradient.norm, game.rules.longest_gradient);
  return gradient;
}

}  // namespace ganscope::gan
