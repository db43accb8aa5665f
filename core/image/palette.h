#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "core/image/picture.h"
#include "core/image/transform.h"

namespace ganscope::image {

/// At most 256 colours for a set of RGB pictures, and the nearest of them for any colour. Median cut
/// (Heckbert 1982) over a histogram of 15 bit colours, splitting the box with the largest squared error
/// first.
class Palette {
 public:
  explicit Palette(std::span<const Picture> pictures);

  [[nodiscard]] const std::vector<Colour>& colours() const { return colours_; }
  [[nodiscard]] uint8_t nearest(const uint8_t* rgb) const;

 private:
  std::vector<Colour> colours_;
  std::vector<uint8_t> index_of_;  ///< [32768], by 15 bit colour
};

}  // namespace ganscope::image
