#pragma once
#include <ATen/core/Tensor.h>

namespace ganscope::networks {

/// The convolution that halves a picture (4×4, stride 2, padding 1), differentiable as often as one likes.
/// x [N, in, 2H, 2W], weight [out, in, 4, 4], bias [out] → [N, out, H, W], channels_last.
[[nodiscard]] at::Tensor halving_convolution(const at::Tensor& x, const at::Tensor& weight,
                                             const at::Tensor& bias);

/// Its adjoint, the transposed convolution that doubles a picture, as differentiable.
/// x [N, in, H, W], kernel [in, out, 4, 4] → [N, out, 2H, 2W], channels_last.
/// oneDNN does it as quickly as the convolution itself, while LibTorch 1.13's own transposed convolution
/// unfolds the picture. Of one channel oneDNN makes sixteen; that one is a matrix product here.
[[nodiscard]] at::Tensor doubling_convolution(const at::Tensor& x, const at::Tensor& kernel);

/// The kernel with which `doubling_convolution` does what nearest upsampling and then a 3×3 convolution
/// (padding 1) do: every pixel of the doubled picture sees 2×2 pixels of the small one, so 4/9 of the
/// products are left. [out, in, 3, 3] → [in, out, 4, 4]
[[nodiscard]] at::Tensor doubling_kernel(const at::Tensor& weight);

}  // namespace ganscope::networks
