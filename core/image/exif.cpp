#include "core/image/exif.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

namespace ganscope::image {
namespace {

constexpr uint64_t orientation_tag = 0x0112;

/// Numbers of a TIFF structure in its byte order; 0 beyond its end.
struct TiffNumbers {
  std::span<const uint8_t> bytes;
  bool little;

  [[nodiscard]] uint64_t at(uint64_t place, unsigned size) const {
    uint64_t number = 0;
    if (place > bytes.size() || size > bytes.size() - place) return 0;
    for (unsigned i = 0; i < size; ++i)
      number |= uint64_t{bytes[place + i]} << (8 * (little ? i : size - 1 - i));
    return number;
  }
};

/// Bytes of a whole number of a TIFF type: BYTE, SHORT, LONG and their signed kin; 0 for every other type.
unsigned whole_number_size(uint64_t type) {
  switch (type) {
    case 1:
    case 6:
      return 1;
    case 3:
    case 8:
      return 2;
    case 4:
    case 9:
      return 4;
    default:
      return 0;
  }
}

}  // namespace

int exif_orientation(std::span<const uint8_t> block) {
  constexpr std::array<uint8_t, 6> mark{'E', 'x', 'i', 'f', 0, 0};
  if (block.size() >= mark.size() && std::equal(mark.begin(), mark.end(), block.begin()))
    block = block.subspan(mark.size());
  if (block.size() < 8 || block[0] != block[1] || (block[0] != 'I' && block[0] != 'M')) return 1;
  const TiffNumbers numbers{block, block[0] == 'I'};
  if (numbers.at(2, 2) != 42) return 1;
  const uint64_t directory = numbers.at(4, 4);
  const uint64_t entries = numbers.at(directory, 2);
  for (uint64_t i = 0; i < entries; ++i) {
    const uint64_t entry = directory + 2 + 12 * i;
    if (entry + 12 > block.size()) break;
    if (numbers.at(entry, 2) != orientation_tag) continue;
    const unsigned size = whole_number_size(numbers.at(entry + 2, 2));
    const bool inside = size * numbers.at(entry + 4, 4) <= 4;  // longer lists stand elsewhere
    const uint64_t value = numbers.at(inside ? entry + 8 : numbers.at(entry + 8, 4), size);
    return value >= 1 && value <= 8 ? static_cast<int>(value) : 1;
  }
  return 1;
}

Picture upright(Picture stored, int orientation) {
  if (orientation <= 1 || orientation > 8) return stored;
  Picture result = stored;
  if (orientation >= 5) std::swap(result.width, result.height);
  for (int y = 0; y < result.height; ++y) {
    for (int x = 0; x < result.width; ++x) {
      int from_x = orientation >= 5 ? y : x;
      int from_y = orientation >= 5 ? x : y;
      if (orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8)
        from_x = stored.width - 1 - from_x;
      if (orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7)
        from_y = stored.height - 1 - from_y;
      std::copy_n(stored.at(from_x, from_y), stored.channels, result.at(x, y));
    }
  }
  return result;
}

}  // namespace ganscope::image
