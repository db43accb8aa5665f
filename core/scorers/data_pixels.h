#pragma once
#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

namespace ganscope::scorers {

/// RGBA pixels, as a replica draws them → bytes of the data's own `channels`, 1 or 3.
[[nodiscard]] inline std::vector<uint8_t> in_channels(std::span<const uint8_t> rgba, int channels) {
  std::vector<uint8_t> pixels;
  pixels.reserve(rgba.size() / 4 * static_cast<size_t>(channels));
  for (size_t i = 0; i + 4 <= rgba.size(); i += 4)
    for (size_t c = 0; c < static_cast<size_t>(channels); ++c)
      pixels.push_back(rgba[i + std::min<size_t>(c, 2)]);
  return pixels;
}

}  // namespace ganscope::scorers
