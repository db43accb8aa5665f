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

std::vector<double> to_doubles(const at::Tensor& logits) {
  const at::Tensor plain = logits.detach().to(at::kCPU).contiguous();
  if (plain.scalar_type() == at::kDouble)
    return {plain.data_ptr<double>(), plain.data_ptr<double>() + plain.numel()};
  const float* values = plain.data_ptr<float>();
  return {values, values + plain.numel()};
}

at::Tensor to_tensor(std::span<const double> values, const at::Tensor& like) {
  const auto fill = [&]<class T>(T, at::ScalarType type) {
    const at::Tensor tensor = at::empty({static_cast<int64_t>(values.size())}, type);
    T* target = tensor.data_ptr<T>();
    for (size_t i = 0; i < values.size(); ++i) target[i] = static_cast<T>(values[i]);
    return tensor.to(like.device());
  };
  return like.scalar_type() == at::kDouble ? fill(0.0, at::kDouble) : fill(0.0F, at::kFloat);
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
