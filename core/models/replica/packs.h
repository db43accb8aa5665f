#pragma once
#include <ATen/core/Tensor.h>

#include <cstdint>

namespace ganscope::models {

// Where D judges packs of m samples, each sample is packed with the m − 1 that follow it in its batch, the
// last ones with the first, a single one with itself; so that there is a judgement for each.

/// [n, C, H, W] → [n, C·m, H, W] channels_last; [n, d] → [n, d·m]
[[nodiscard]] at::Tensor packs_of_samples(const at::Tensor& samples, int64_t packing);
/// [n] → [n·m], those of a pack beside each other, or captions [n, words] → [n·m, words]; undefined stays
/// undefined
[[nodiscard]] at::Tensor packs_of_labels(const at::Tensor& labels, int64_t packing);

}  // namespace ganscope::models
