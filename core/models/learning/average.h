#pragma once
#include <ATen/core/Tensor.h>

#include <cstdint>

namespace ganscope::models {

/// average ← keep · average + (1 − keep) · value, in place.
void average_into(const at::Tensor& average, const at::Tensor& value, double keep);

/// min(decay, (1 + n) / (10 + n)): a short memory at first, so that the average does not stay at the first
/// weights.
[[nodiscard]] double warm_decay(double decay, int64_t updates);

}  // namespace ganscope::models
