#include "core/gan/step/optimiser.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/empty_strided.h>

#include <cmath>
#include <string>

#include "core/base/check.h"
#include "core/gan/step/wide.h"
#include "core/gan/torch_compat.h"

namespace ganscope::gan {
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

void update_on_device(Optimiser::Kind kind, const at::Tensor& weight, const at::Tensor& first,
                      const at::Tensor& second, const at::Tensor& gradient, const Scaled& k) {
  switch (kind) {
    case Optimiser::Kind::adam:
      first.mul_(k.beta1).add_(gradient, 1 - k.beta1);
      second.mul_(k.beta2).addcmul_(gradient, gradient, 1 - k.beta2);
      weight.addcdiv_(first, second.sqrt().mul_(k.inverse_root_correction).add_(k.epsilon), -k.step);
      break;
    case Optimiser::Kind::rmsprop:
      second.mul_(k.beta2).addcmul_(gradient, gradient, 1 - k.beta2);
      weight.addcdiv_(gradient, second.sqrt().add_(k.epsilon), -k.step);
      break;
    case Optimiser::Kind::sgd:
      first.mul_(k.momentum).add_(gradient);
      weight.add_(first, -k.step);
      break;
  }
}

}  // namespace

double gradient_norm(const std::vector<at::Tensor>& gradients) {
  double sum = 0;
  for (const at::Tensor& gradient : gradients) {
    if (!gradient.defined()) continue;
    const bool plain = gradient.is_cpu() && gradient.scalar_type() == at::kFloat;
    if (plain && gradient.is_non_overlapping_and_dense())
      sum += square_sum(gradient.data_ptr<float>(), gradient.numel());
    else
      sum += gradient.square().sum().item<double>();
  }
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

void optimise(const Optimiser& optimiser, const networks::Layout& layout, const networks::Weights& weights,
              const Moments& moments, const std::vector<at::Tensor>& gradients, int64_t update, double rate) {
  GANSCOPE_CHECK(gradients.size() == layout.parameters().size(), "one gradient a parameter is needed");
  GANSCOPE_CHECK(update >= 1, "an optimiser counts its updates from 1");
  const at::NoGradGuard no_grad;
  const Scaled k = scaled(optimiser, update, rate);
  for (size_t i = 0; i < gradients.size(); ++i) {
    if (!gradients[i].defined()) continue;
    const networks::Part& part = layout.parameters()[i];
    const at::Tensor gradient = in_order_of(gradients[i], weights.parameters[i]);
    if (!weights.flat.is_cpu()) {
      const auto piece = [&](const at::Tensor& flat) {
        return flat.as_strided(gradient.sizes(), gradient.strides(), flat.storage_offset() + part.offset);
      };
      update_on_device(optimiser.kind, piece(weights.flat), piece(moments.first), piece(moments.second),
                       gradient, k);
      continue;
    }
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

}  // namespace ganscope::gan
