#pragma once
#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

#include "core/networks/weights.h"

namespace ganscope::gan {

/// Adam's memory of one network (Kingma & Ba 2015): running means of the gradient and of its square.
struct Moments {
  at::Tensor first, second;  ///< [flat_size] float32, laid out like the weights
};

struct AdamRates {
  double rate = 1e-3, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8;
};

/// ‖gradient‖₂ over all parameters; NaN or infinite when any of it is. Undefined gradients count as zero.
[[nodiscard]] double gradient_norm(const std::vector<at::Tensor>& gradients);

/// One Adam update of all parameters in one pass over memory on the CPU (PyTorch's formula, bias-corrected).
/// `gradients` in the order of `layout.parameters()`; `update` counts from 1.
void adam_update(const networks::Layout& layout, const networks::Weights& weights, const Moments& moments,
                 const std::vector<at::Tensor>& gradients, int64_t update, const AdamRates& rates);

/// average ← keep · average + (1 − keep) · value, in place.
void average_into(const at::Tensor& average, const at::Tensor& value, double keep);

/// min(decay, (1 + n) / (10 + n)): a short memory at first, so that the average does not stay at the first
/// weights.
[[nodiscard]] double warm_decay(double decay, int64_t updates);

}  // namespace ganscope::gan
