#include "core/data/digit_strokes.h"

#include <algorithm>
#include <cmath>

#include "core/base/check.h"

namespace ganscope::data {
namespace {

using Point = std::array<float, 2>;

std::vector<DigitShape> zeros() {
  return {{{{{.52F, .02F},
             {.22F, .16F},
             {.10F, .5F},
             {.24F, .86F},
             {.5F, .98F},
             {.78F, .84F},
             {.9F, .48F},
             {.78F, .14F},
             {.5F, .02F}}}},
          {{{{.62F, .05F},
             {.3F, .08F},
             {.14F, .42F},
             {.2F, .82F},
             {.46F, .97F},
             {.74F, .84F},
             {.86F, .5F},
             {.76F, .14F},
             {.5F, .03F}}}}};
}
std::vector<DigitShape> ones() {
  return {{{{{.5F, .0F}, {.5F, .5F}, {.5F, 1.F}}}},
          {{{{.28F, .24F}, {.42F, .12F}, {.54F, .0F}}, {{.54F, .0F}, {.53F, .5F}, {.53F, 1.F}}}},
          {{{{.3F, .22F}, {.44F, .12F}, {.54F, .0F}},
            {{.54F, .0F}, {.53F, .5F}, {.53F, .98F}},
            {{.28F, 1.F}, {.53F, .98F}, {.8F, 1.F}}}}};
}
std::vector<DigitShape> twos() {
  return {{{{{.12F, .24F}, {.3F, .05F}, {.58F, .02F}, {.82F, .18F}, {.78F, .42F}, {.5F, .68F}, {.1F, .97F}},
            {{.1F, .97F}, {.5F, .95F}, {.92F, .96F}}}},
          {{{{.14F, .2F},
             {.4F, .02F},
             {.74F, .08F},
             {.84F, .3F},
             {.66F, .58F},
             {.34F, .84F},
             {.14F, .92F},
             {.12F, .78F},
             {.32F, .76F},
             {.6F, .92F},
             {.92F, .92F}}}}};
}
std::vector<DigitShape> threes() {
  return {{{{{.16F, .12F}, {.44F, .01F}, {.78F, .12F}, {.76F, .36F}, {.42F, .47F}},
            {{.42F, .47F}, {.76F, .54F}, {.86F, .78F}, {.58F, .97F}, {.26F, .96F}, {.1F, .82F}}}},
          {{{{.14F, .04F}, {.48F, .04F}, {.82F, .04F}},
            {{.82F, .04F}, {.62F, .24F}, {.42F, .42F}},
            {{.42F, .42F}, {.74F, .48F}, {.86F, .72F}, {.62F, .96F}, {.28F, .97F}, {.1F, .84F}}}}};
}
std::vector<DigitShape> fours() {
  return {{{{{.56F, .0F}, {.34F, .32F}, {.08F, .64F}},
            {{.08F, .64F}, {.5F, .64F}, {.94F, .63F}},
            {{.68F, .3F}, {.67F, .64F}, {.66F, 1.F}}}},
          {{{{.2F, .02F}, {.14F, .28F}, {.12F, .5F}},
            {{.12F, .5F}, {.46F, .52F}, {.84F, .48F}},
            {{.78F, .02F}, {.76F, .5F}, {.74F, 1.F}}}},
          {{{{.66F, .0F}, {.36F, .32F}, {.08F, .66F}},
            {{.08F, .66F}, {.5F, .66F}, {.94F, .64F}},
            {{.66F, .0F}, {.66F, .5F}, {.66F, 1.F}}}}};
}
std::vector<DigitShape> fives() {
  return {
      {{{{.84F, .03F}, {.54F, .04F}, {.26F, .03F}},
        {{.26F, .03F}, {.22F, .22F}, {.18F, .44F}},
        {{.18F, .44F}, {.46F, .36F}, {.78F, .46F}, {.86F, .72F}, {.64F, .94F}, {.34F, .97F}, {.1F, .86F}}}},
      {{{{.26F, .05F}, {.22F, .24F}, {.2F, .42F}},
        {{.2F, .42F}, {.52F, .38F}, {.8F, .54F}, {.8F, .8F}, {.54F, .97F}, {.14F, .9F}},
        {{.26F, .05F}, {.56F, .04F}, {.9F, .0F}}}}};
}
std::vector<DigitShape> sixes() {
  return {{{{{.72F, .02F},
             {.42F, .18F},
             {.2F, .46F},
             {.14F, .76F},
             {.34F, .97F},
             {.66F, .94F},
             {.84F, .74F},
             {.7F, .53F},
             {.42F, .52F},
             {.18F, .68F}}}},
          {{{{.58F, .0F},
             {.3F, .26F},
             {.16F, .58F},
             {.2F, .86F},
             {.46F, .98F},
             {.74F, .88F},
             {.8F, .66F},
             {.6F, .52F},
             {.36F, .58F},
             {.19F, .74F}}}}};
}
std::vector<DigitShape> sevens() {
  return {{{{{.1F, .05F}, {.5F, .05F}, {.88F, .04F}}, {{.88F, .04F}, {.62F, .46F}, {.42F, 1.F}}}},
          {{{{.1F, .05F}, {.5F, .05F}, {.88F, .04F}},
            {{.88F, .04F}, {.62F, .46F}, {.4F, 1.F}},
            {{.3F, .5F}, {.55F, .5F}, {.82F, .48F}}}},
          {{{{.1F, .2F}, {.11F, .12F}, {.12F, .05F}},
            {{.12F, .05F}, {.5F, .06F}, {.88F, .04F}},
            {{.88F, .04F}, {.64F, .46F}, {.5F, 1.F}}}}};
}
std::vector<DigitShape> eights() {
  return {{{{{.74F, .14F},
             {.48F, .01F},
             {.22F, .14F},
             {.28F, .36F},
             {.54F, .5F},
             {.82F, .72F},
             {.74F, .93F},
             {.46F, .99F},
             {.18F, .88F},
             {.2F, .68F},
             {.5F, .48F},
             {.74F, .32F},
             {.74F, .14F}}}},
          {{{{.5F, .47F}, {.24F, .36F}, {.24F, .12F}, {.5F, .01F}, {.76F, .12F}, {.76F, .36F}, {.5F, .47F}},
            {{.5F, .47F}, {.18F, .6F}, {.14F, .86F}, {.5F, .99F}, {.86F, .86F}, {.82F, .6F}, {.5F, .47F}}}}};
}
std::vector<DigitShape> nines() {
  return {{{{{.8F, .24F}, {.6F, .03F}, {.3F, .06F}, {.14F, .28F}, {.3F, .48F}, {.6F, .44F}, {.8F, .24F}},
            {{.8F, .24F}, {.78F, .62F}, {.68F, 1.F}}}},
          {{{{.78F, .2F}, {.52F, .02F}, {.22F, .12F}, {.18F, .36F}, {.44F, .48F}, {.72F, .34F}, {.78F, .2F}},
            {{.78F, .2F}, {.8F, .56F}, {.66F, .88F}, {.4F, .98F}, {.16F, .9F}}}}};
}

/// A smooth path through `points`, as a fine polyline: uniform Catmull–Rom splines with the ends doubled.
std::vector<Point> smooth(const PenPath& points) {
  constexpr int pieces = 5;
  std::vector<Point> line;
  const auto at = [&](int i) {
    return points[static_cast<size_t>(std::clamp(i, 0, static_cast<int>(points.size()) - 1))];
  };
  for (int i = 0; i + 1 < static_cast<int>(points.size()); ++i) {
    const Point a = at(i - 1), b = at(i), c = at(i + 1), d = at(i + 2);
    for (int k = 0; k < pieces; ++k) {
      const float t = static_cast<float>(k) / pieces, t2 = t * t, t3 = t2 * t;
      Point p{};
      for (size_t j = 0; j < 2; ++j) {
        p[j] = 0.5F * (2 * b[j] + (c[j] - a[j]) * t + (2 * a[j] - 5 * b[j] + 4 * c[j] - d[j]) * t2 +
                       (3 * b[j] - a[j] - 3 * c[j] + d[j]) * t3);
      }
      line.push_back(p);
    }
  }
  line.push_back(points.back());
  return line;
}

/// How this time's hand writes: maps the box of the shape to pixels.
class Hand {
 public:
  Hand(int digit, int size, Random& random) : unit_(static_cast<float>(size) / 32.0F) {
    const auto real = [&](double low, double high) { return static_cast<float>(random.uniform(low, high)); };
    height_ = real(18.5, 22.5);
    width_ = height_ * (digit == 1 ? real(0.5, 0.62) : real(0.6, 0.8));
    slant_ = std::clamp(static_cast<float>(random.normal()) * 0.16F + 0.08F, -0.25F, 0.42F);
    turn_ = std::clamp(static_cast<float>(random.normal()) * 0.05F, -0.12F, 0.12F);
    x_ = 16.0F + real(-0.8, 0.8);
    y_ = 16.0F + real(-0.6, 0.6);
    half_width_ = real(0.95, 1.75);
  }

  [[nodiscard]] Point place(Point p) const {
    const float y = (p[1] - 0.5F) * height_;
    const float x = (p[0] - 0.5F) * width_ - slant_ * y;
    return {(x_ + x - turn_ * y) * unit_, (y_ + y + turn_ * x) * unit_};
  }
  [[nodiscard]] float half_width_px() const { return half_width_ * unit_; }

 private:
  float unit_;  ///< pixels a drawing unit, which is a 32nd of the picture
  float height_ = 0, width_ = 0, slant_ = 0, turn_ = 0, x_ = 0, y_ = 0, half_width_ = 0;
};

/// Lowers the squared distance to the segment a–b in every pixel that its ink can reach.
void approach(Point a, Point b, float reach, int size, std::vector<float>& distance2) {
  const auto low = [&](size_t i) {
    return std::clamp(static_cast<int>(std::min(a[i], b[i]) - reach), 0, size);
  };
  const auto high = [&](size_t i) {
    return std::clamp(static_cast<int>(std::max(a[i], b[i]) + reach) + 1, 0, size);
  };
  const float dx = b[0] - a[0], dy = b[1] - a[1];
  const float length2 = std::max(dx * dx + dy * dy, 1e-9F);
  for (int y = low(1); y < high(1); ++y) {
    for (int x = low(0); x < high(0); ++x) {
      const float px = static_cast<float>(x) + 0.5F - a[0], py = static_cast<float>(y) + 0.5F - a[1];
      const float t = std::clamp((px * dx + py * dy) / length2, 0.0F, 1.0F);
      const float ex = px - t * dx, ey = py - t * dy;
      float& nearest = distance2[static_cast<size_t>(y * size + x)];
      nearest = std::min(nearest, ex * ex + ey * ey);
    }
  }
}

}  // namespace

const std::array<std::vector<DigitShape>, 10>& digit_shapes() {
  static const std::array<std::vector<DigitShape>, 10> all{zeros(), ones(),  twos(),   threes(), fours(),
                                                           fives(), sixes(), sevens(), eights(), nines()};
  return all;
}

void draw_digit(int digit, int size, Random& random, uint8_t* out) {
  GANSCOPE_CHECK(digit >= 0 && digit <= 9 && size >= 8, "a digit 0–9, at least 8 pixels a side");
  const auto& ways = digit_shapes()[static_cast<size_t>(digit)];
  const DigitShape& shape = ways[random.below(ways.size())];
  const Hand hand(digit, size, random);
  const float half_width = hand.half_width_px();
  std::vector<float> distance2(static_cast<size_t>(size) * static_cast<size_t>(size), 1e9F);
  std::vector<std::pair<Point, Point>>
      moved;  // points that strokes share move together, or corners would open
  const auto wobbled = [&](Point p) {
    for (const auto& [from, to] : moved) {
      if (from == p) return to;
    }
    const Point to{p[0] + 0.022F * static_cast<float>(random.normal()),
                   p[1] + 0.018F * static_cast<float>(random.normal())};
    moved.emplace_back(p, to);
    return to;
  };
  for (const PenPath& stroke : shape.strokes) {
    PenPath points;
    for (const Point& p : stroke) points.push_back(wobbled(p));
    const std::vector<Point> line = smooth(points);
    for (size_t i = 0; i + 1 < line.size(); ++i) {
      approach(hand.place(line[i]), hand.place(line[i + 1]), half_width + 1.5F, size, distance2);
    }
  }
  // An edge about one and a half pixels soft at the usual size, as scanned ink has.
  const float edge = std::clamp(1.4F * static_cast<float>(size) / 32.0F, 1.0F, 2.0F);
  for (size_t i = 0; i < distance2.size(); ++i) {
    const float coverage = std::clamp((half_width - std::sqrt(distance2[i])) / edge + 0.5F, 0.0F, 1.0F);
    out[i] = static_cast<uint8_t>(coverage * 255.0F + 0.5F);
  }
}

}  // namespace ganscope::data
