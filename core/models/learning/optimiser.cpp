#include "core/models/learning/optimiser.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/_foreach_add.h>
#include <ATen/ops/_foreach_addcdiv.h>
#include <ATen/ops/_foreach_addcmul.h>
#include <ATen/ops/_foreach_mul.h>
#include <ATen/ops/_foreach_sqrt.h>
#include <ATen/ops/empty_strided.h>
#include <ATen/ops/stack.h>

#include <cmath>
#include <string>

#include "core/base/check.h"
#include "core/base/wide.h"
#include "core/models/torch_compat.h"

namespace ganscope::models {
namespace {

struct Scaled {
  float beta1, beta2, momentum, step, inverse_root_correction, epsilon;
};

GANSCOPE_WIDE void adam_loop(float* __restrict weight, float* __restrict first, float* __restrict second,
                             const float* __restrict gradient, int64_t count, const Scaled& s) {
  const Scaled k = s;
  for (int64_t i = 0; i < count; ++i) {
    const float g = gradient[i];
    const float m = k.beta1 * first[i] + (1 - k.beta1) * g;
    const float v = k.beta2 * second[i] + (1 - k.beta2) * g * g;
    first[i] = m;
    second[i] = v;
    weight[i] -= k.step * m / (std::sqrt(v) * k.inverse_root_correction + k.epsilon);
  }
}

GANSCOPE_WIDE void rmsprop_loop(float* __restrict weight, float* __restrict second,
                                const float* __restrict gradient, int64_t count, const Scaled& s) {
  const Scaled k = s;
  for (int64_t i = 0; i < count; ++i) {
    const float g = gradient[i];
    const float v = k.beta2 * second[i] + (1 - k.beta2) * g * g;
    second[i] = v;
    weight[i] -= k.step * g / (std::sqrt(v) + k.epsilon);
  }
}

GANSCOPE_WIDE void sgd_loop(float* __restrict weight, float* __restrict first,
                            const float* __restrict gradient, int64_t count, const Scaled& s) {
  const Scaled k = s;
  for (int64_t i = 0; i < count; ++i) {
    const float m = k.momentum * first[i] + gradient[i];
    first[i] = m;
    weight[i] -= k.step * m;
  }
}

// Sixteen sums side by side, so that the loop can be vectorised and is the same on every run.
GANSCOPE_WIDE double square_sum(const float* values, int64_t count) {
  float lanes[16] = {};
  int64_t i = 0;
  for (; i + 16 <= count; i += 16) {
    for (int lane = 0; lane < 16; ++lane) lanes[lane] += values[i + lane] * values[i + lane];
  }
  double sum = 0;
  for (const float lane : lanes) sum += lane;
  for (; i < count; ++i) sum += double{values[i]} * values[i];
  return sum;
}

// The gradient in the memory order of its parameter.
at::Tensor in_order_of(const at::Tensor& gradient, const at::Tensor& parameter) {
  if (gradient.strides() == parameter.strides()) return gradient;
  at::Tensor ordered = at::empty_strided(parameter.sizes(), parameter.strides(), gradient.options());
  ordered.copy_(gradient);
  return ordered;
}

// What the loops need, with Adam's corrections for moments that begin at zero.
Scaled scaled(const Optimiser& optimiser, int64_t update, double rate) {
  const double n = static_cast<double>(update);
  const bool adam = optimiser.kind == Optimiser::Kind::adam;
  return {static_cast<float>(optimiser.beta1),
          static_cast<float>(optimiser.beta2),
          static_cast<float>(optimiser.momentum),
          static_cast<float>(adam ? rate / (1 - std::pow(optimiser.beta1, n)) : rate),
          static_cast<float>(1 / std::sqrt(1 - std::pow(optimiser.beta2, n))),
          static_cast<float>(optimiser.epsilon)};
}

using Tensors = std::vector<at::Tensor>;

// The same for a GPU, on which a step costs what it starts: every operation takes all parameters at once.
void update_together(Optimiser::Kind kind, const Tensors& weights, const Tensors& first,
                     const Tensors& second, const Tensors& gradients, const Scaled& k) {
  const auto follow_squares = [&] {
    at::_foreach_mul_(second, k.beta2);
    at::_foreach_addcmul_(second, gradients, gradients, 1 - k.beta2);
    return at::_foreach_sqrt(second);
  };
  switch (kind) {
    case Optimiser::Kind::adam: {
      at::_foreach_mul_(first, k.beta1);
      at::_foreach_add_(first, gradients, 1 - k.beta1);
      const Tensors roots = follow_squares();
      at::_foreach_mul_(roots, k.inverse_root_correction);
      at::_foreach_add_(roots, k.epsilon);
      at::_foreach_addcdiv_(weights, first, roots, -k.step);
      break;
    }
    case Optimiser::Kind::rmsprop: {
      const Tensors roots = follow_squares();
      at::_foreach_add_(roots, k.epsilon);
      at::_foreach_addcdiv_(weights, gradients, roots, -k.step);
      break;
    }
    case Optimiser::Kind::sgd:
      at::_foreach_mul_(first, k.momentum);
      at::_foreach_add_(first, gradients);
      at::_foreach_add_(weights, first, -k.step);
      break;
  }
}

}  // namespace

double gradient_norm(const std::vector<at::Tensor>& gradients) {
  double sum = 0;
  Tensors squares;  // fetched together: a GPU is waited for once
  for (const at::Tensor& gradient : gradients) {
    if (!gradient.defined()) continue;
    const bool plain = gradient.is_cpu() && gradient.scalar_type() == at::kFloat;
    if (plain && gradient.is_non_overlapping_and_dense())
      sum += square_sum(gradient.data_ptr<float>(), gradient.numel());
    else
      squares.push_back(gradient.square().sum());
  }
  if (!squares.empty()) sum += at::stack(squares).sum().item<double>();
  return std::sqrt(sum);
}

Optimiser optimiser_of(const config::Settings& settings) {
  Optimiser optimiser;
  const std::string& name = settings.text("optimiser");
  optimiser.kind = name == "sgd"       ? Optimiser::Kind::sgd
                   : name == "rmsprop" ? Optimiser::Kind::rmsprop
                                       : Optimiser::Kind::adam;
  optimiser.beta1 = settings.real("beta1");
  optimiser.beta2 = settings.real("beta2");
  optimiser.momentum = settings.real("momentum");
  return optimiser;
}

void clip_gradients(std::vector<at::Tensor>& gradients, double norm, double longest) {
  if (!(norm > longest)) return;
  for (at::Tensor& gradient : gradients) {
    if (gradient.defined()) gradient = gradient * (longest / norm);
  }
}

void optimise_together(const Optimiser& optimiser, const networks::Layout& layout,
                       const networks::Weights& weights, const Moments& moments,
                       const std::vector<at::Tensor>& gradients, int64_t update, double rate) {
  const at::NoGradGuard no_grad;
  Tensors ordered, w, first, second;
  for (size_t i = 0; i < gradients.size(); ++i) {
    if (!gradients[i].defined()) continue;
    const networks::Part& part = layout.parameters()[i];
    ordered.push_back(in_order_of(gradients[i], weights.parameters[i]));
    w.push_back(networks::view_of(weights.flat, part));
    first.push_back(networks::view_of(moments.first, part));
    second.push_back(networks::view_of(moments.second, part));
  }
  if (!w.empty()) update_together(optimiser.kind, w, first, second, ordered, scaled(optimiser, update, rate));
}

void optimise(const Optimiser& optimiser, const networks::Layout& layout, const networks::Weights& weights,
              const Moments& moments, const std::vector<at::Tensor>& gradients, int64_t update, double rate) {
  GANSCOPE_CHECK(gradients.size() == layout.parameters().size(), "one gradient a parameter is needed");
  GANSCOPE_CHECK(update >= 1, "an optimiser counts its updates from 1");
  const at::NoGradGuard no_grad;
  if (!weights.flat.is_cpu()) {
    optimise_together(optimiser, layout, weights, moments, gradients, update, rate);
    return;
  }
  const Scaled k = scaled(optimiser, update, rate);
  for (size_t i = 0; i < gradients.size(); ++i) {
    if (!gradients[i].defined()) continue;
    const networks::Part& part = layout.parameters()[i];
    const at::Tensor gradient = in_order_of(gradients[i], weights.parameters[i]);
    float* weight = weights.flat.data_ptr<float>() + part.offset;
    float* first = moments.first.data_ptr<float>() + part.offset;
    float* second = moments.second.data_ptr<float>() + part.offset;
    const float* g = gradient.data_ptr<float>();
    switch (optimiser.kind) {
      case Optimiser::Kind::adam:
        adam_loop(weight, first, second, g, part.count, k);
        break;
      case Optimiser::Kind::rmsprop:
        rmsprop_loop(weight, second, g, part.count, k);
        break;
      case Optimiser::Kind::sgd:
        sgd_loop(weight, first, g, part.count, k);
        break;
    }
  }
}

}  // namespace ganscope::models
