#pragma once
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <vector>

namespace ganscope::data {

/// A colour for drawing: sRGB values 0–255 as real numbers.
struct Ink {
  float r = 0, g = 0, b = 0;
};

inline Ink blend(Ink a, Ink b, float t) {
  return {a.r + (b.r - a.r) * t, a.g + (b.g - a.g) * t, a.b + (b.b - a.b) * t};
}
inline Ink shade(Ink a, float factor) { return {a.r * factor, a.g * factor, a.b * factor}; }

/// Signed distances in drawing units, negative inside (Quilez, "2D distance functions"). Exact, or near the
/// edge nearly so.
struct Circle {
  float x, y, radius;
  float operator()(float px, float py) const {
    const float dx = px - x, dy = py - y;
    return std::sqrt(dx * dx + dy * dy) - radius;
  }
};

struct Ellipse {
  Ellipse(float centre_x, float centre_y, float radius_x, float radius_y)
      : x(centre_x), y(centre_y), rx(radius_x), ry(radius_y), ix(1.0F / radius_x), iy(1.0F / radius_y) {}
  float operator()(float px, float py) const {
    const float dx = (px - x) * ix, dy = (py - y) * iy;
    const float k0 = dx * dx + dy * dy;
    // Far from the edge only the sign matters, and roots are dear.
    if (k0 > 2.0F) return std::min(rx, ry) * 0.4F;
    if (k0 < 0.25F) return -std::min(rx, ry) * 0.5F;
    const float gx = dx * ix, gy = dy * iy;
    const float root = std::sqrt(k0);
    return root * (root - 1.0F) / std::sqrt(gx * gx + gy * gy);
  }
  float x, y, rx, ry, ix, iy;
};

/// A rectangle with round corners, by its centre and half its size.
struct RoundBox {
  float x, y, half_width, half_height, radius;
  float operator()(float px, float py) const {
    const float qx = std::abs(px - x) - half_width + radius;
    const float qy = std::abs(py - y) - half_height + radius;
    const float ax = std::max(qx, 0.0F), ay = std::max(qy, 0.0F);
    return std::sqrt(ax * ax + ay * ay) + std::min(std::max(qx, qy), 0.0F) - radius;
  }
};

/// A straight stroke with round ends.
struct Stroke {
  float ax, ay, bx, by, half_width;
  float operator()(float px, float py) const {
    const float dx = bx - ax, dy = by - ay;
    const float length2 = dx * dx + dy * dy;
    const float t = length2 > 0 ? std::clamp(((px - ax) * dx + (py - ay) * dy) / length2, 0.0F, 1.0F) : 0.0F;
    const float ex = px - ax - t * dx, ey = py - ay - t * dy;
    return std::sqrt(ex * ex + ey * ey) - half_width;
  }
};

/// Where shapes lie, in drawing units.
struct Bounds {
  float left, top, right, bottom;
};

/// A square picture that is drawn by covering it with shapes. Drawing units are those of a 32×32 picture
/// whatever the size, x to the right and y down. Edges are anti-aliased by the distance to them over the
/// width of one pixel.
class Canvas {
 public:
  Canvas(int size, int supersampling)
      : side_(size * supersampling),
        supersampling_(supersampling),
        unit_(32.0F / static_cast<float>(side_)),
        inks_(static_cast<size_t>(side_) * static_cast<size_t>(side_)) {}

  /// Covers the whole picture; `colour(y)` gives the ink of a row.
  template <class Colour>
  void clear(const Colour& colour) {
    for (int j = 0; j < side_; ++j) std::fill_n(&at(0, j), side_, colour(centre(j)));
  }

  /// Covers where `distance(x, y)` is negative, within `bounds`, with `colour(x, y)`.
  template <class Distance, class Colour>
  void fill(const Bounds& bounds, const Distance& distance, const Colour& colour, float opacity = 1.0F) {
    const int left = first(bounds.left), right = last(bounds.right);
    const int top = first(bounds.top), bottom = last(bounds.bottom);
    const float sharpness = 1.0F / unit_;
    for (int j = top; j < bottom; ++j) {
      const float y = centre(j);
      Ink* row = &at(0, j);
      for (int i = left; i < right; ++i) {
        const float x = centre(i);
        const float coverage = 0.5F - distance(x, y) * sharpness;
        if (coverage > 0) row[i] = blend(row[i], colour(x, y), std::min(coverage, 1.0F) * opacity);
      }
    }
  }

  template <class Distance>
  void fill(const Bounds& bounds, const Distance& distance, Ink ink, float opacity = 1.0F) {
    fill(
        bounds, distance, [ink](float, float) { return ink; }, opacity);
  }

  void fill(const Circle& s, Ink ink, float opacity = 1.0F) {
    fill({s.x - s.radius, s.y - s.radius, s.x + s.radius, s.y + s.radius}, s, ink, opacity);
  }
  void fill(const Ellipse& s, Ink ink, float opacity = 1.0F) {
    fill({s.x - s.rx, s.y - s.ry, s.x + s.rx, s.y + s.ry}, s, ink, opacity);
  }
  void fill(const RoundBox& s, Ink ink, float opacity = 1.0F) {
    fill({s.x - s.half_width, s.y - s.half_height, s.x + s.half_width, s.y + s.half_height}, s, ink, opacity);
  }
  void fill(const Stroke& s, Ink ink, float opacity = 1.0F) {
    fill({std::min(s.ax, s.bx) - s.half_width, std::min(s.ay, s.by) - s.half_width,
          std::max(s.ax, s.bx) + s.half_width, std::max(s.ay, s.by) + s.half_width},
         s, ink, opacity);
  }

  /// Writes the picture as RGB bytes, [size, size, 3].
  void write(uint8_t* out) const;

 private:
  [[nodiscard]] float centre(int i) const { return (static_cast<float>(i) + 0.5F) * unit_; }
  [[nodiscard]] int first(float edge) const {
    return std::clamp(static_cast<int>(edge / unit_ - 1.0F), 0, side_);
  }
  [[nodiscard]] int last(float edge) const {
    return std::clamp(static_cast<int>(edge / unit_ + 2.0F), 0, side_);
  }
  Ink& at(int i, int j) {
    return inks_[static_cast<size_t>(j) * static_cast<size_t>(side_) + static_cast<size_t>(i)];
  }

  int side_;
  int supersampling_;
  float unit_;  ///< drawing units a pixel
  std::vector<Ink> inks_;
};

}  // namespace ganscope::data
