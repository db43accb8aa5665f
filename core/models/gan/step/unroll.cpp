#include "core/models/gan/step/unroll.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/cat.h>
#include <torch/csrc/autograd/custom_function.h>

#include <algorithm>
#include <cmath>

#include "core/base/check.h"
#include "core/models/torch_compat.h"

namespace ganscope::gan {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::tensor_list;

std::vector<double> slopes_at(const objectives::Objective& objective, const std::vector<double>& logits) {
  const size_t n = logits.size() / 2;
  std::vector<double> slopes(logits.size());
  const std::span all_logits(logits);
  const std::span all_slopes(slopes);
  (void)objective.discriminator_loss({all_logits.first(n), all_logits.last(n)},
                                     {all_slopes.first(n), all_slopes.last(n)});
  return slopes;
}

/// Logits [2N] (real, then generated) → ∂L_D/∂logits [2N], differentiable once. An objective is plain
/// arithmetic and tells its slopes only; what they change by along a direction v, H·v, is their central
/// difference in double precision, which is exact to about eight digits for every objective.
struct Slopes : torch::autograd::Function<Slopes> {
  static at::Tensor forward(AutogradContext* context, const at::Tensor& logits,
                            const objectives::Objective* objective) {
    context->save_for_backward({logits});
    context->saved_data["objective"] = reinterpret_cast<int64_t>(objective);
    return to_tensor(slopes_at(*objective, to_doubles(logits)), logits);
  }

  static tensor_list backward(AutogradContext* context, const tensor_list& gradients) {
    const at::Tensor logits = context->get_saved_variables()[0];
    const auto* objective =
        reinterpret_cast<const objectives::Objective*>(context->saved_data["objective"].toInt());
    const std::vector<double> direction = to_doubles(gradients[0]);
    double longest = 0;
    for (const double v : direction) longest = std::max(longest, std::abs(v));
    if (longest == 0 || !std::isfinite(longest)) return {gradients[0], at::Tensor()};
    const double h = 1e-4 / longest;
    std::vector<double> above = to_doubles(logits), below = above;
    for (size_t i = 0; i < direction.size(); ++i) {
      above[i] += h * direction[i];
      below[i] -= h * direction[i];
    }
    std::vector<double> change = slopes_at(*objective, above);
    const std::vector<double> from = slopes_at(*objective, below);
    for (size_t i = 0; i < change.size(); ++i) change[i] = (change[i] - from[i]) / (2 * h);
    return {to_tensor(change, logits), at::Tensor()};  // the objective has no gradient
  }
};

/// One imagined update of one parameter, with a graph through `gradient`; replaces the moments by their
/// successors.
at::Tensor imagined(const models::Optimiser& optimiser, const at::Tensor& weight, const at::Tensor& gradient,
                    at::Tensor& first, at::Tensor& second, double update, double rate) {
  constexpr double tiny = 1e-20;  // keeps the root's slope finite where a gradient has always been zero
  if (optimiser.kind == models::Optimiser::Kind::sgd) {
    first = first * optimiser.momentum + gradient;
    return weight - first * rate;
  }
  second = second * optimiser.beta2 + gradient.square() * (1 - optimiser.beta2);
  if (optimiser.kind == models::Optimiser::Kind::rmsprop)
    return weight - gradient / ((second + tiny).sqrt() + optimiser.epsilon) * rate;
  first = first * optimiser.beta1 + gradient * (1 - optimiser.beta1);
  const double correction = 1 / std::sqrt(1 - std::pow(optimiser.beta2, update));
  const double step = rate / (1 - std::pow(optimiser.beta1, update));
  return weight - first / ((second + tiny).sqrt() * correction + optimiser.epsilon) * step;
}

}  // namespace

networks::Weights unrolled_discriminator(const Game& game, const models::Batch& batch,
                                         const at::Tensor& shown_fake, const models::Moments& moments,
                                         const Turn& turn) {
  GANSCOPE_CHECK(batch.both.defined(), "unrolling needs real samples");
  const networks::Layout& layout = game.d->layout();
  const at::Tensor real = shown_to_d(game, batch.real(), turn).detach();
  const size_t count = layout.parameters().size();
  networks::Weights d = layout.view(game.d_weights.flat, game.d_weights.flat_buffers.detach().clone(), true);
  std::vector<at::Tensor> first, second;
  for (const networks::Part& part : layout.parameters()) {
    first.push_back(networks::view_of(moments.first, part));
    second.push_back(networks::view_of(moments.second, part));
  }
  const auto judge = [&](const at::Tensor& samples) {
    return game.d->forward(d, samples, batch.half_labels(), networks::Mode::training);  // logits [N]
  };
  for (int64_t k = 1; k <= game.rules.unroll_steps; ++k) {
    const at::Tensor logits = at::cat({judge(real), judge(shown_fake)});  // [2N]
    const at::Tensor slopes = Slopes::apply(logits, game.objective.get());
    const std::vector<at::Tensor> gradients =
        torch::autograd::grad({logits}, d.parameters, {slopes}, /*retain_graph=*/true, /*create_graph=*/true,
                              /*allow_unused=*/true);
    for (size_t i = 0; i < count; ++i) {
      if (!gradients[i].defined()) continue;
      d.parameters[i] = imagined(game.rules.optimiser, d.parameters[i], gradients[i], first[i], second[i],
                                 static_cast<double>(turn.updates_d + k), turn.rate_d);
    }
  }
  return d;
}

}  // namespace ganscope::gan
