#include "core/data/thumbnail.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/forms/painter.h"
#include "core/image/transform.h"

namespace ganscope::data {
namespace {

constexpr int64_t enough_points = 600;
constexpr int bars = 24;

image::Picture blank(int edge) {
  image::Picture picture{edge, edge, 4, {}};
  picture.pixels.assign(static_cast<size_t>(edge) * static_cast<size_t>(edge) * 4, 0);
  return picture;
}

/// Adds white that covers a share of a pixel to what covers it already.
void cover(image::Picture& picture, int x, int y, double share01) {
  if (x < 0 || y < 0 || x >= picture.width || y >= picture.height) return;
  uint8_t* pixel = picture.at(x, y);
  const double clear = (1 - pixel[3] / 255.0) * (1 - std::clamp(share01, 0.0, 1.0));
  std::fill_n(pixel, 3, uint8_t{255});
  pixel[3] = static_cast<uint8_t>(std::lround(255 * (1 - clear)));
}

void dot(image::Picture& picture, double x, double y, double radius) {
  const int reach = static_cast<int>(std::ceil(radius)) + 1;
  const int left = static_cast<int>(std::floor(x)) - reach, top = static_cast<int>(std::floor(y)) - reach;
  for (int py = top; py <= top + 2 * reach; ++py)
    for (int px = left; px <= left + 2 * reach; ++px)
      cover(picture, px, py, radius + 0.5 - std::hypot(px + 0.5 - x, py + 0.5 - y));
}

image::Picture scatter(const Dataset& dataset, int edge) {
  const auto count = static_cast<size_t>(std::min(dataset.count, enough_points));
  double low[2] = {dataset.points[0], dataset.points[1]}, high[2] = {low[0], low[1]};
  for (size_t i = 0; i < count; ++i) {
    for (size_t axis = 0; axis < 2; ++axis) {
      low[axis] = std::min<double>(low[axis], dataset.points[2 * i + axis]);
      high[axis] = std::max<double>(high[axis], dataset.points[2 * i + axis]);
    }
  }
  const double span = std::max({high[0] - low[0], high[1] - low[1], 1e-12});
  const double unit = edge * 0.84 / span;
  image::Picture picture = blank(edge);
  for (size_t i = 0; i < count; ++i) {
    const double x = edge / 2.0 + (dataset.points[2 * i] - (low[0] + high[0]) / 2) * unit;
    const double y = edge / 2.0 - (dataset.points[2 * i + 1] - (low[1] + high[1]) / 2) * unit;
    dot(picture, x, y, edge / 80.0);
  }
  return picture;
}

image::Picture histogram(const Dataset& dataset, int edge) {
  const auto begin = dataset.points.begin();
  const auto end = begin + static_cast<ptrdiff_t>(dataset.count);
  const auto [low, high] = std::minmax_element(begin, end);
  const double span = std::max(static_cast<double>(*high) - *low, 1e-12);
  std::vector<int64_t> counts(bars, 0);
  for (auto value = begin; value != end; ++value)
    ++counts[std::min<size_t>(bars - 1, static_cast<size_t>((*value - *low) / span * bars))];
  const int64_t most = *std::max_element(counts.begin(), counts.end());
  image::Picture picture = blank(edge);
  const int margin = edge / 12, room = edge - 2 * margin;
  for (int x = 0; x < room; ++x) {
    const double share =
        static_cast<double>(counts[static_cast<size_t>(x * bars / room)]) / static_cast<double>(most);
    const int height = static_cast<int>(std::lround(share * room));
    for (int y = 0; y < height; ++y) cover(picture, margin + x, edge - margin - 1 - y, 1);
  }
  return picture;
}

image::Picture tiles(const Dataset& dataset, int edge) {
  const int across = dataset.count < 4 ? 1 : 2;
  const auto painter = forms::painter_of(look_of(dataset));
  image::Picture picture = blank(edge);
  for (int tile = 0; tile < across * across; ++tile) {
    const int left = edge * (tile % across) / across, top = edge * (tile / across) / across;
    const int right = edge * (tile % across + 1) / across, bottom = edge * (tile / across + 1) / across;
    image::Picture one{painter->width(), painter->height(), 4, {}};
    painter->paint(dataset.picture(tile), one.pixels);
    one = image::resize_area(image::to_rgb(one), right - left, bottom - top);
    for (int y = 0; y < one.height; ++y) {
      for (int x = 0; x < one.width; ++x) {
        uint8_t* pixel = picture.at(left + x, top + y);
        std::copy_n(one.at(x, y), 3, pixel);
        pixel[3] = 255;
      }
    }
  }
  return picture;
}

}  // namespace

image::Picture thumbnail(const Dataset& dataset, int edge) {
  if (dataset.count == 0 || edge <= 0) return {};
  if (!dataset.is_points()) return tiles(dataset, edge);
  return dataset.dimensions == 1 ? histogram(dataset, edge) : scatter(dataset, edge);
}

}  // namespace ganscope::data
