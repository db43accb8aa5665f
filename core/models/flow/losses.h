#pragma once
#include <ATen/core/Tensor.h>

namespace ganscope::flow {

/// x_t = (1 − t)·x₀ + t·x₁. Noise and samples [N, …], times [N, 1] → as the samples.
[[nodiscard]] at::Tensor on_the_line(const at::Tensor& noise, const at::Tensor& samples,
                                     const at::Tensor& times);

/// The mean of (v − (x₁ − x₀))² over the values of each sample, [N].
[[nodiscard]] at::Tensor velocity_errors(const at::Tensor& velocity, const at::Tensor& noise,
                                         const at::Tensor& samples);

}  // namespace ganscope::flow
