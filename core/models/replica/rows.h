#pragma once
#include <ATen/core/Tensor.h>
#include <ATen/ops/empty.h>

#include <cstdint>
#include <cstring>
#include <vector>

namespace ganscope::models {

constexpr int64_t chunk = 256;  ///< samples at once: bounds memory however many are asked for

/// `count` rows of `width` numbers from row `from` on: [count, width] float32
[[nodiscard]] inline at::Tensor rows_of(const std::vector<float>& numbers, int64_t from, int64_t count,
                                        int64_t width) {
  const at::Tensor rows = at::empty({count, width}, at::kFloat);
  std::memcpy(rows.data_ptr<float>(), numbers.data() + from * width,
              static_cast<size_t>(count * width) * sizeof(float));
  return rows;
}

}  // namespace ganscope::models
