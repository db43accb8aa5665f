#pragma once
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace ganscope::image {

/// A picture in memory: rows from the top, interleaved channels (1 grey, 3 RGB, 4 RGBA, not premultiplied), 8
/// bit sRGB.
struct Picture {
  int width = 0;
  int height = 0;
  int channels = 0;
  std::vector<uint8_t> pixels;  ///< [height, width, channels]

  [[nodiscard]] bool empty() const { return pixels.empty(); }
  [[nodiscard]] const uint8_t* at(int x, int y) const {
    return pixels.data() + (static_cast<size_t>(y) * static_cast<size_t>(width) + static_cast<size_t>(x)) *
                               static_cast<size_t>(channels);
  }
  [[nodiscard]] uint8_t* at(int x, int y) { return const_cast<uint8_t*>(std::as_const(*this).at(x, y)); }
};

}  // namespace ganscope::image
