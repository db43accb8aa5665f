#include "core/explore/grid_places.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <numeric>
#include <utility>

namespace ganscope::explore {
namespace {

constexpr double cells_each = 1.6;
constexpr int most_sweeps = 60;
constexpr int nobody = -1;

struct Cells {
  int side;
  std::vector<double> wanted_x, wanted_y;  ///< of each thing, in cells from the top left
  std::vector<int> who;                    ///< of each cell

  [[nodiscard]] int& at(int column, int row) {
    return who[static_cast<size_t>(row) * static_cast<size_t>(side) + static_cast<size_t>(column)];
  }
  [[nodiscard]] double cost(int thing, int column, int row) const {
    if (thing == nobody) return 0;
    const double dx = wanted_x[static_cast<size_t>(thing)] - (column + 0.5);
    const double dy = wanted_y[static_cast<size_t>(thing)] - (row + 0.5);
    return dx * dx + dy * dy;
  }
  /// Into the nearest free cell: rings of growing radius, until none farther out can be nearer.
  void settle(int thing) {
    const auto index = static_cast<size_t>(thing);
    const int column = std::clamp(static_cast<int>(wanted_x[index]), 0, side - 1);
    const int row = std::clamp(static_cast<int>(wanted_y[index]), 0, side - 1);
    int best_column = -1, best_row = -1;
    double best = 0;
    for (int radius = 0; radius < side; ++radius) {
      if (best_column >= 0 && (radius - 1.0) * (radius - 1.0) > best) break;
      for (int r = std::max(0, row - radius); r <= std::min(side - 1, row + radius); ++r) {
        const bool edge = std::abs(r - row) == radius;
        for (int c = column - radius; c <= column + radius; c += edge || radius == 0 ? 1 : 2 * radius) {
          if (c < 0 || c >= side || at(c, r) != nobody) continue;
          const double here = cost(thing, c, r);
          if (best_column >= 0 && here >= best) continue;
          best = here;
          best_column = c;
          best_row = r;
        }
      }
    }
    at(best_column, best_row) = thing;
  }
  /// One sweep of exchanges between neighbours; false: nothing got better.
  bool exchange() {
    constexpr std::array<std::array<int, 2>, 4> ways{{{1, 0}, {0, 1}, {1, 1}, {-1, 1}}};
    bool better = false;
    for (int row = 0; row < side; ++row)
      for (int column = 0; column < side; ++column)
        for (const auto& [dx, dy] : ways) {
          const int c = column + dx, r = row + dy;
          if (c < 0 || c >= side || r >= side) continue;
          int &one = at(column, row), &other = at(c, r);
          if (one == other) continue;  // both free
          const double now = cost(one, column, row) + cost(other, c, r);
          if (cost(one, c, r) + cost(other, column, row) >= now - 1e-9) continue;
          std::swap(one, other);
          better = true;
        }
    return better;
  }
};

}  // namespace

void fit_into_square(std::vector<float>& positions) {
  std::array<float, 2> low{}, high{};
  for (size_t i = 0; i + 1 < positions.size(); i += 2)
    for (size_t k = 0; k < 2; ++k) {
      low[k] = i == 0 ? positions[k] : std::min(low[k], positions[i + k]);
      high[k] = i == 0 ? positions[k] : std::max(high[k], positions[i + k]);
    }
  const float half = std::max(high[0] - low[0], high[1] - low[1]) / 2;
  for (size_t i = 0; i < positions.size(); ++i) {
    const float middle = (low[i % 2] + high[i % 2]) / 2;
    positions[i] = half > 0 ? (positions[i] - middle) / half : 0;
  }
}

GridPlaces grid_places(const std::vector<float>& positions) {
  const size_t count = positions.size() / 2;
  Cells cells;
  cells.side = std::max(1, static_cast<int>(std::ceil(std::sqrt(cells_each * static_cast<double>(count)))));
  cells.who.assign(static_cast<size_t>(cells.side) * static_cast<size_t>(cells.side), nobody);
  for (size_t i = 0; i < count; ++i) {
    cells.wanted_x.push_back((static_cast<double>(positions[2 * i]) + 1) / 2 * cells.side);
    cells.wanted_y.push_back((1 - static_cast<double>(positions[2 * i + 1])) / 2 * cells.side);
  }
  std::vector<int> order(count);
  std::iota(order.begin(), order.end(), 0);
  const auto from_middle = [&](int thing) {
    return std::hypot(cells.wanted_x[static_cast<size_t>(thing)] - cells.side / 2.0,
                      cells.wanted_y[static_cast<size_t>(thing)] - cells.side / 2.0);
  };
  std::ranges::stable_sort(order, [&](int a, int b) { return from_middle(a) < from_middle(b); });
  for (const int thing : order) cells.settle(thing);
  for (int sweep = 0; sweep < most_sweeps && cells.exchange(); ++sweep) {
  }
  GridPlaces places;
  places.side = cells.side;
  places.column.resize(count);
  places.row.resize(count);
  for (int row = 0; row < cells.side; ++row)
    for (int column = 0; column < cells.side; ++column)
      if (const int thing = cells.at(column, row); thing != nobody) {
        places.column[static_cast<size_t>(thing)] = column;
        places.row[static_cast<size_t>(thing)] = row;
      }
  return places;
}

}  // namespace ganscope::explore
