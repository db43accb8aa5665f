#pragma once
#include <ATen/core/Tensor.h>

namespace ganscope::networks {

/// Whether `convolution` has loops of its own for these: floats on the CPU, stride 1, or 4×4 that halves an
/// even picture. x [N, in, H, W], weight [out, in, size, size]
[[nodiscard]] bool has_own_convolution(const at::Tensor& x, const at::Tensor& weight, int64_t stride,
                                       int64_t padding);

/// at::conv2d in our own loops (core/networks/kernels), then y · leak where y is negative (1: nothing);
/// differentiable as often as one likes. Only where `has_own_convolution`.
/// x [N, in, H, W], weight [out, in, size, size], bias [out] or none → [N, out, H', W'], channels_last.
[[nodiscard]] at::Tensor own_convolution(const at::Tensor& x, const at::Tensor& weight,
                                         const c10::optional<at::Tensor>& bias, int64_t stride,
                                         int64_t padding, double leak = 1);

/// Its adjoint by x, as differentiable: gradient [N, out, H', W'] → [N, in, H, W], channels_last.
[[nodiscard]] at::Tensor own_convolution_by_input(const at::Tensor& gradient, const at::Tensor& weight,
                                                  int64_t stride, int64_t padding);

}  // namespace ganscope::networks
