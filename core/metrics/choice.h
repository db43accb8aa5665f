#pragma once
#include <cstdint>
#include <vector>

namespace ganscope::metrics {

/// 0 to count − 1 in random order from a fixed seed, so that every call takes the same real samples.
[[nodiscard]] std::vector<int64_t> shuffled_indices(int64_t count);

}  // namespace ganscope::metrics
