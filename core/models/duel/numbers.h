#pragma once
#include <ATen/core/Tensor.h>

#include <span>
#include <vector>

namespace ganscope::models {

// Between D's outputs and the objective's plain arithmetic: float32 or float64, on any device ↔ numbers.

/// All values of a tensor, in its logical order.
[[nodiscard]] std::vector<double> to_doubles(const at::Tensor& outputs);
/// [N] of the type and on the device of `like`.
[[nodiscard]] at::Tensor to_tensor(std::span<const double> values, const at::Tensor& like);

}  // namespace ganscope::models
