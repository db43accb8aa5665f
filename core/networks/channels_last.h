#pragma once
#include <ATen/core/Tensor.h>
#include <ATen/ops/empty_strided.h>

#include "core/networks/ordinary.h"

namespace ganscope::networks {

/// What the loops of this folder are written for; everything else goes by way of LibTorch's operations.
[[nodiscard]] inline bool plain_floats(const at::Tensor& x) {
  return x.is_cpu() && x.scalar_type() == at::kFloat && !ordinary_operations();
}

/// The same values in channels_last order. One channel lies in memory in both orders at once; its strides
/// then say the one that oneDNN is quick in. [N, C, H, W]
[[nodiscard]] inline at::Tensor channels_last(const at::Tensor& x) {
  if (x.size(1) != 1) return x.contiguous(at::MemoryFormat::ChannelsLast);
  return x.contiguous().view({x.size(0), x.size(2), x.size(3), 1}).permute({0, 3, 1, 2});
}

/// Pictures to be filled, [N, C, H, W] in channels_last order.
[[nodiscard]] inline at::Tensor empty_pictures(int64_t count, int64_t channels, int64_t height, int64_t width,
                                               const at::Tensor& like) {
  return at::empty_strided(
      {count, channels, height, width}, {height * width * channels, 1, width * channels, channels},
      like.options().requires_grad(false));  // no view, so that it may be changed in place
}

}  // namespace ganscope::networks
