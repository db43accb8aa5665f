#pragma once
#include <ATen/core/Tensor.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/chunk.h>

#include <vector>

namespace ganscope::networks {

/// `f` of each half of a batch, one after the other, as one batch again. [2N, …] → [2N, …]
template <class F>
[[nodiscard]] at::Tensor by_halves(const at::Tensor& x, F&& f) {
  TORCH_CHECK(x.size(0) % 2 == 0, "a batch of ", x.size(0), " has no halves");
  const std::vector<at::Tensor> halves = at::chunk(x, 2, 0);
  const at::Tensor first = f(halves[0]);  // before the second: both may move running statistics
  return at::cat({first, f(halves[1])});
}

}  // namespace ganscope::networks
