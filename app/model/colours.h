#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace ganscope::model {

constexpr size_t palette_size = 8;

/// At most eight colours of pictures RGBA: the most frequent first, then those that differ most from it. What
/// is transparent has none.
[[nodiscard]] std::vector<std::array<uint8_t, 3>> palette_of(std::span<const uint8_t> rgba);

}  // namespace ganscope::model
