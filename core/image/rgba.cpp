#include "core/image/rgba.h"

#include <cstddef>

namespace ganscope::image {

void append_rgba(std::span<const uint8_t> pixels, int channels, std::vector<uint8_t>& rgba) {
  const auto step = static_cast<size_t>(channels);
  for (size_t p = 0; p + step <= pixels.size(); p += step) {
    for (size_t c = 0; c < 3; ++c) rgba.push_back(pixels[p + (channels == 1 ? 0 : c)]);
    rgba.push_back(channels == 4 ? pixels[p + 3] : uint8_t{255});
  }
}

}  // namespace ganscope::image
