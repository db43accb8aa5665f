#include "core/explore/plane_grid.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace ganscope::explore {
namespace {

constexpr double reach_in_bandwidths = 5;

/// One dimension's part of a kernel: e^(−(x − at)²/2h²) at the places that it reaches.
struct Reach {
  int first = 0;
  std::vector<float> values;
  void put(double low, double high, int places, double at, double bandwidth) {
    const double step = (high - low) / (places - 1), reach = reach_in_bandwidths * bandwidth;
    const auto place = [&](double x) {
      return std::clamp((x - low) / step, -1.0, static_cast<double>(places));
    };
    first = std::max(0, static_cast<int>(std::ceil(place(at - reach))));
    const int last = std::min(places - 1, static_cast<int>(std::floor(place(at + reach))));
    values.clear();
    for (int i = first; i <= last; ++i) {
      const double t = (low + step * i - at) / bandwidth;
      values.push_back(static_cast<float>(std::exp(-0.5 * t * t)));
    }
  }
};

}  // namespace

std::vector<float> PlaneGrid::places(size_t first, size_t last) const {
  std::vector<float> places;
  places.reserve(2 * (last - first));
  const auto across = static_cast<size_t>(columns);
  for (size_t i = first; i < last; ++i) {
    places.push_back(static_cast<float>(x(static_cast<int>(i % across))));
    places.push_back(static_cast<float>(y(static_cast<int>(i / across))));
  }
  return places;
}

void add_kernels(const PlaneGrid& grid, std::span<const float> points, double bandwidth, double weight,
                 std::vector<float>& density) {
  const auto height = static_cast<float>(weight / (2 * std::numbers::pi * bandwidth * bandwidth));
  Reach across, up;
  for (size_t i = 0; i + 1 < points.size(); i += 2) {
    const auto x = static_cast<double>(points[i]), y = static_cast<double>(points[i + 1]);
    if (!std::isfinite(x) || !std::isfinite(y)) continue;
    across.put(grid.x0, grid.x1, grid.columns, x, bandwidth);
    if (across.values.empty()) continue;
    up.put(grid.y0, grid.y1, grid.rows, y, bandwidth);
    for (size_t row = 0; row < up.values.size(); ++row) {
      const float share = height * up.values[row];
      float* to = density.data() + (static_cast<size_t>(up.first) + row) * static_cast<size_t>(grid.columns) +
                  across.first;
      for (size_t column = 0; column < across.values.size(); ++column)
        to[column] += share * across.values[column];
    }
  }
}

Stretching stretching_of(std::span<const float> nodes, int across, int up, double step) {
  using Pair = std::array<double, 2>;
  const auto node = [&](int column, int row) -> Pair {
    const size_t at =
        2 * (static_cast<size_t>(row) * static_cast<size_t>(across) + static_cast<size_t>(column));
    return {static_cast<double>(nodes[at]), static_cast<double>(nodes[at + 1])};
  };
  const auto edge = [&](const Pair& from, const Pair& to) -> Pair {
    return {(to[0] - from[0]) / step, (to[1] - from[1]) / step};
  };
  Stretching found;
  for (int row = 0; row < std::max(1, up - 1); ++row)
    for (int column = 0; column + 1 < across; ++column) {
      const Pair low = edge(node(column, row), node(column + 1, row));
      if (up < 2) {
        found.factors.push_back(static_cast<float>(std::hypot(low[0], low[1])));
        found.sides.push_back(1);
        continue;
      }
      const Pair high = edge(node(column, row + 1), node(column + 1, row + 1));
      const Pair left = edge(node(column, row), node(column, row + 1));
      const Pair right = edge(node(column + 1, row), node(column + 1, row + 1));
      // J's columns; det J, whose absolute value is √det(JᵀJ) of a map from the plane to the plane.
      const double determinant =
          0.25 * ((low[0] + high[0]) * (left[1] + right[1]) - (low[1] + high[1]) * (left[0] + right[0]));
      found.factors.push_back(static_cast<float>(std::abs(determinant)));
      found.sides.push_back(determinant < 0 ? -1.0F : 1.0F);
    }
  return found;
}

}  // namespace ganscope::explore
