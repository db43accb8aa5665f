#include "core/gan/adam.h"

#include <ATen/ops/empty_strided.h>

#include <algorithm>
#include <cmath>

#include "core/base/check.h"
#include "core/gan/torch_compat.h"

// The loops below run at the width of the machine's vectors. Sanitizers cannot see through the resolver
// functions.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__) && \
    !defined(__SANITIZE_THREAD__)
#define GANSCOPE_WIDE __attribute__((target_clones("arch=skylake-avx512", "avx2,fma", "default")))
#else
#define GANSCOPE_WIDE
#endif

namespace ganscope::gan {
namespace {

struct Scaled {
  float beta1, beta2, step, inverse_root_correction, epsilon;
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

GANSCOPE_WIDE void average_loop(float* __restrict average, const float* __restrict value, int64_t count,
                                float keep) {
  for (int64_t i = 0; i < count; ++i) average[i] = keep * average[i] + (1 - keep) * value[i];
}

// Eight sums side by side, so that the loop can be vectorised and is the same on every run.
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

void adam_on_device(const at::Tensor& weight, const at::Tensor& first, const at::Tensor& second,
                    const at::Tensor& gradient, const Scaled& k) {
  first.mul_(k.beta1).add_(gradient, 1 - k.beta1);
  second.mul_(k.beta2).addcmul_(gradient, gradient, 1 - k.beta2);
  weight.addcdiv_(first, second.sqrt().mul_(k.inverse_root_correction).add_(k.epsilon), -k.step);
}

}  // namespace

double gradient_norm(const std::vector<at::Tensor>& gradients) {
  double sum = 0;
  for (const at::Tensor& gradient : gradients) {
    if (!gradient.defined()) continue;
    if (!gradient.is_cpu())
      sum += gradient.square().sum().item<double>();
    else if (gradient.is_non_overlapping_and_dense())
      sum += square_sum(gradient.data_ptr<float>(), gradient.numel());
    else
      sum += gradient.square().sum().item<double>();
  }
  return std::sqrt(sum);
}

void adam_update(const networks::Layout& layout, const networks::Weights& weights, const Moments& moments,
                 const std::vector<at::Tensor>& gradients, int64_t update, const AdamRates& rates) {
  GANSCOPE_CHECK(gradients.size() == layout.parameters().size(), "one gradient a parameter is needed");
  GANSCOPE_CHECK(update >= 1, "Adam counts its updates from 1");
  const at::NoGradGuard no_grad;
  const double n = static_cast<double>(update);
  const Scaled scaled{static_cast<float>(rates.beta1), static_cast<float>(rates.beta2),
                      static_cast<float>(rates.rate / (1 - std::pow(rates.beta1, n))),
                      static_cast<float>(1 / std::sqrt(1 - std::pow(rates.beta2, n))),
                      static_cast<float>(rates.epsilon)};
  for (size_t i = 0; i < gradients.size(); ++i) {
    if (!gradients[i].defined()) continue;
    const networks::Part& part = layout.parameters()[i];
    const at::Tensor gradient = in_order_of(gradients[i], weights.parameters[i]);
    if (weights.flat.is_cpu()) {
      adam_loop(weights.flat.data_ptr<float>() + part.offset, moments.first.data_ptr<float>() + part.offset,
                moments.second.data_ptr<float>() + part.offset, gradient.data_ptr<float>(), part.count,
                scaled);
    } else {
      const auto piece = [&](const at::Tensor& flat) {
        return flat.as_strided(gradient.sizes(), gradient.strides(), flat.storage_offset() + part.offset);
      };
      adam_on_device(piece(weights.flat), piece(moments.first), piece(moments.second), gradient, scaled);
    }
  }
}

void average_into(const at::Tensor& average, const at::Tensor& value, double keep) {
  GANSCOPE_CHECK(average.numel() == value.numel(), "an average must have the size of what it averages");
  const at::NoGradGuard no_grad;
  if (average.is_cpu()) {
    average_loop(average.data_ptr<float>(), value.data_ptr<float>(), average.numel(),
                 static_cast<float>(keep));
  } else {
    average.mul_(keep).add_(value, 1 - keep);
  }
}

double warm_decay(double decay, int64_t updates) {
  const double n = static_cast<double>(updates);
  return std::min(decay, (1 + n) / (10 + n));
}

}  // namespace ganscope::gan
