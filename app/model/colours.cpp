#include "app/model/colours.h"

#include <algorithm>
#include <cmath>

namespace ganscope::model {

std::vector<std::array<uint8_t, 3>> palette_of(std::span<const uint8_t> rgba) {
  // Colours in boxes of 32, the fullest first; then always the one that is farthest from those taken, weighed
  // by how much of the picture has it.
  struct Box {
    double count = 0;
    std::array<double, 3> sum{};
    [[nodiscard]] double mean(size_t c) const { return sum[c] / count; }
  };
  std::vector<Box> boxes(512);
  for (size_t i = 0; i + 3 < rgba.size(); i += 4) {
    const uint8_t* pixel = rgba.data() + i;
    if (pixel[3] == 0) continue;
    Box& box = boxes[static_cast<size_t>((pixel[0] / 32 * 8 + pixel[1] / 32) * 8 + pixel[2] / 32)];
    ++box.count;
    for (size_t c = 0; c < 3; ++c) box.sum[c] += pixel[c];
  }
  std::erase_if(boxes, [](const Box& box) { return box.count == 0; });
  std::vector<Box> taken;
  while (taken.size() < palette_size && taken.size() < boxes.size()) {
    double most = -1;
    const Box* best = nullptr;
    for (const Box& box : boxes) {
      double nearest = 255 * 255 * 3;
      for (const Box& other : taken) {
        double square = 0;
        for (size_t c = 0; c < 3; ++c) square += std::pow(box.mean(c) - other.mean(c), 2);
        nearest = std::min(nearest, square);
      }
      const double worth = nearest * std::sqrt(box.count);
      if (worth > most) most = worth, best = &box;
    }
    if (best == nullptr || most <= 0) break;
    taken.push_back(*best);
  }
  std::vector<std::array<uint8_t, 3>> palette;
  for (const Box& box : taken)
    palette.push_back({static_cast<uint8_t>(box.mean(0)), static_cast<uint8_t>(box.mean(1)),
                       static_cast<uint8_t>(box.mean(2))});
  return palette;
}

}  // namespace ganscope::model
