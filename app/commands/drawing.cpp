#include "app/commands/drawing.h"

#include <algorithm>
#include <cmath>

#include "core/base/saturated.h"
#include "core/font/type.h"

namespace ganscope::commands {
namespace {

/// The pixel of a place on an axis of `most` pixels, from 0 to `most`, however far away the place is.
int pixel(double place, int most) { return saturated<int>(std::clamp<double>(place, 0, most)); }

}  // namespace

Drawing::Drawing(int width, int height, image::Colour background)
    : picture_(image::plain(width, height, background)) {}

void Drawing::mix(int x, int y, image::Colour colour, double coverage) {
  if (x < 0 || y < 0 || x >= picture_.width || y >= picture_.height || coverage <= 0) return;
  uint8_t* pixel = picture_.at(x, y);
  for (size_t c = 0; c < 3; ++c)
    pixel[c] = static_cast<uint8_t>(std::lround(pixel[c] + (colour[c] - pixel[c]) * std::min(coverage, 1.0)));
}

/// Mixes in `colour` where the signed distance is negative, softly over the width of a pixel at its edge.
template <class Distance>
void Drawing::cover(double left, double top, double right, double bottom, image::Colour colour,
                    double opacity, const Distance& distance) {
  const int x0 = pixel(std::floor(left) - 1, picture_.width);
  const int y0 = pixel(std::floor(top) - 1, picture_.height);
  const int x1 = pixel(std::ceil(right) + 1, picture_.width);
  const int y1 = pixel(std::ceil(bottom) + 1, picture_.height);
  for (int y = y0; y < y1; ++y)
    for (int x = x0; x < x1; ++x)
      mix(x, y, colour, opacity * std::clamp(0.5 - distance(x + 0.5, y + 0.5), 0.0, 1.0));
}

void Drawing::rectangle(double x, double y, double width, double height, image::Colour colour,
                        double opacity) {
  cover(x, y, x + width, y + height, colour, opacity, [&](double px, double py) {
    return std::max({x - px, px - x - width, y - py, py - y - height});
  });
}

void Drawing::disc(Spot centre, double radius, image::Colour colour, double opacity) {
  cover(centre.x - radius, centre.y - radius, centre.x + radius, centre.y + radius, colour, opacity,
        [&](double x, double y) { return std::hypot(x - centre.x, y - centre.y) - radius; });
}

void Drawing::ring(Spot centre, double radius, double width, image::Colour colour, double opacity) {
  const double outside = radius + width / 2;
  cover(centre.x - outside, centre.y - outside, centre.x + outside, centre.y + outside, colour, opacity,
        [&](double x, double y) {
          return std::abs(std::hypot(x - centre.x, y - centre.y) - radius) - width / 2;
        });
}

void Drawing::line(std::span<const Spot> points, double width, image::Colour colour, double opacity) {
  // Coverage is gathered over the whole line first, so that overlapping joints do not show.
  std::vector<float> coverage(static_cast<size_t>(picture_.width) * static_cast<size_t>(picture_.height));
  const double half = width / 2;
  for (size_t i = 1; i < points.size(); ++i) {
    const Spot a = points[i - 1], b = points[i];
    if (!std::isfinite(a.x + a.y + b.x + b.y)) continue;
    const double dx = b.x - a.x, dy = b.y - a.y, squared = dx * dx + dy * dy;
    const int x0 = pixel(std::min(a.x, b.x) - half - 1, picture_.width);
    const int y0 = pixel(std::min(a.y, b.y) - half - 1, picture_.height);
    const int x1 = pixel(std::max(a.x, b.x) + half + 2, picture_.width);
    const int y1 = pixel(std::max(a.y, b.y) + half + 2, picture_.height);
    for (int y = y0; y < y1; ++y)
      for (int x = x0; x < x1; ++x) {
        const double px = x + 0.5 - a.x, py = y + 0.5 - a.y;
        const double t = squared > 0 ? std::clamp((px * dx + py * dy) / squared, 0.0, 1.0) : 0;
        const double here = std::clamp(half + 0.5 - std::hypot(px - t * dx, py - t * dy), 0.0, 1.0);
        float& most =
            coverage[static_cast<size_t>(y) * static_cast<size_t>(picture_.width) + static_cast<size_t>(x)];
        most = std::max(most, static_cast<float>(here));
      }
  }
  for (int y = 0; y < picture_.height; ++y)
    for (int x = 0; x < picture_.width; ++x)
      mix(x, y, colour,
          opacity *
              static_cast<double>(coverage[static_cast<size_t>(y) * static_cast<size_t>(picture_.width) +
                                           static_cast<size_t>(x)]));
}

void Drawing::place_fitting(const image::Picture& picture, int side, int x, int y) {
  const int longest = std::max(picture.width, picture.height);
  const image::Picture fitting =
      longest <= side ? image::magnify(picture, side / longest) : image::resize_area(picture, side, side);
  place(fitting, x + (side - fitting.width) / 2, y + (side - fitting.height) / 2);
}

void Drawing::place(const image::Picture& picture, int left, int top) {
  for (int y = 0; y < picture.height; ++y)
    for (int x = 0; x < picture.width; ++x) {
      const uint8_t* from = picture.at(x, y);
      const image::Colour colour = picture.channels >= 3 ? image::Colour{from[0], from[1], from[2]}
                                                         : image::Colour{from[0], from[0], from[0]};
      mix(left + x, top + y, colour, 1);
    }
}

double Drawing::text_width(const std::string& words, double size, bool bold) {
  double width = 0;
  for (const font::Letter& letter : font::set_type(words, size, bold)) width += letter.advance;
  return width;
}

void Drawing::text(const std::string& words, Spot baseline, double size, image::Colour colour, Align align,
                   bool bold) {
  double pen = baseline.x;
  if (align != Align::left) pen -= text_width(words, size, bold) * (align == Align::centre ? 0.5 : 1.0);
  for (const font::Letter& letter : font::set_type(words, size, bold)) {
    const int left = static_cast<int>(std::lround(pen)) + letter.left;
    const int top = static_cast<int>(std::lround(baseline.y)) + letter.top;
    for (int y = 0; y < letter.height; ++y)
      for (int x = 0; x < letter.width; ++x)
        mix(left + x, top + y, colour,
            letter.coverage[static_cast<size_t>(y) * static_cast<size_t>(letter.width) +
                            static_cast<size_t>(x)] /
                255.0);
    pen += letter.advance;
  }
}

}  // namespace ganscope::commands
