#pragma once
#include <cstddef>
#include <span>
#include <vector>

namespace ganscope::explore {

/// Places over a rectangle of the plane, its edges included: row by row from the lowest y, each from the
/// lowest x.
struct PlaneGrid {
  double x0 = -1, x1 = 1, y0 = -1, y1 = 1;  ///< x0 < x1, y0 < y1
  int columns = 2, rows = 2;                ///< 2 at least
  [[nodiscard]] size_t count() const { return static_cast<size_t>(columns) * static_cast<size_t>(rows); }
  [[nodiscard]] double x(int column) const { return x0 + (x1 - x0) * column / (columns - 1); }
  [[nodiscard]] double y(int row) const { return y0 + (y1 - y0) * row / (rows - 1); }
  /// Places number first … last − 1, [last − first, 2].
  [[nodiscard]] std::vector<float> places(size_t first, size_t last) const;
  bool operator==(const PlaneGrid&) const = default;
};

/// Adds to `density` [grid.count()] what Gaussians of standard deviation `bandwidth` at `points` [n, 2] have
/// at every place, each `weight` in all, per unit of area. Beyond five bandwidths nothing is added. Points
/// that are not finite are left out.
void add_kernels(const PlaneGrid& grid, std::span<const float> points, double bandwidth, double weight,
                 std::vector<float>& density);

/// How far a lattice of latents is stretched by what it becomes: of every cell √det(JᵀJ), J by the mean of
/// its opposite edges (exact where the map is linear), and whether it is folded over. Along one line of
/// latents: |∂x/∂z|. `nodes` [up, across, 2], `step` between neighbours in latent units. The cells [up − 1,
/// across − 1], or [across − 1] of one line.
struct Stretching {
  std::vector<float> factors, sides;  ///< sides: −1 folded over, else 1
};
[[nodiscard]] Stretching stretching_of(std::span<const float> nodes, int across, int up, double step);

}  // namespace ganscope::explore
