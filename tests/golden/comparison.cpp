#include "tests/golden/comparison.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <vector>

#include "core/base/check.h"

namespace ganscope::testing {

Difference compare(const image::Picture& a, const image::Picture& b) {
  GANSCOPE_CHECK(a.width == b.width && a.height == b.height && a.channels == 3 && b.channels == 3,
                 "only pictures of one size are compared");
  const int columns = (a.width + tile - 1) / tile, rows = (a.height + tile - 1) / tile;
  std::vector<int64_t> sums(static_cast<size_t>(columns) * static_cast<size_t>(rows));
  int64_t differing = 0, total = 0;
  for (int y = 0; y < a.height; ++y) {
    for (int x = 0; x < a.width; ++x) {
      const uint8_t *p = a.at(x, y), *q = b.at(x, y);
      int largest = 0, sum = 0;
      for (int c = 0; c < 3; ++c) {
        const int apart = std::abs(p[c] - q[c]);
        largest = std::max(largest, apart);
        sum += apart;
      }
      differing += largest > visible ? 1 : 0;
      total += sum;
      sums[static_cast<size_t>(y / tile * columns + x / tile)] += sum;
    }
  }
  const double pixels = static_cast<double>(a.width) * a.height;
  Difference found{static_cast<double>(total) / pixels / 3, static_cast<double>(differing) / pixels, 0, 0, 0};
  const auto worst = std::max_element(sums.begin(), sums.end());
  const auto index = static_cast<int>(worst - sums.begin());
  found.worst_tile = static_cast<double>(*worst) / (tile * tile * 3);
  found.tile_x = index % columns * tile;
  found.tile_y = index / columns * tile;
  return found;
}

image::Picture picture_of_difference(const image::Picture& a, const image::Picture& b) {
  image::Picture out{a.width, a.height, 3, {}};
  out.pixels.resize(a.pixels.size());
  for (size_t i = 0; i < a.pixels.size(); i += 3) {
    int apart = 0;
    for (size_t c = 0; c < 3; ++c) apart = std::max(apart, std::abs(a.pixels[i + c] - b.pixels[i + c]));
    const int grey = 40 + (a.pixels[i] + a.pixels[i + 1] + a.pixels[i + 2]) / 9;
    const int red = std::min(255, apart > 4 ? 120 + apart : 0);
    out.pixels[i] = static_cast<uint8_t>(std::max(grey, red));
    out.pixels[i + 1] = out.pixels[i + 2] = static_cast<uint8_t>(apart > 4 ? grey / 2 : grey);
  }
  return out;
}

std::string too_far(const Difference& difference, const Tolerance& tolerance) {
  std::string words;
  if (difference.mean > tolerance.mean)
    words += fmt::format("mean difference {:.2f} (at most {:.2f}); ", difference.mean, tolerance.mean);
  if (difference.share > tolerance.share)
    words += fmt::format("{:.2f} % of the pixels differ (at most {:.2f} %); ", 100 * difference.share,
                         100 * tolerance.share);
  if (difference.worst_tile > tolerance.worst_tile)
    words += fmt::format("the tile at ({}, {}) differs by {:.1f} (at most {:.1f}); ", difference.tile_x,
                         difference.tile_y, difference.worst_tile, tolerance.worst_tile);
  return words;
}

}  // namespace ganscope::testing
