#pragma once
#include <cstdint>
#include <span>
#include <vector>

namespace ganscope::metrics {

/// The Wasserstein-1 distance of two samples on a line, ∫|F_a − F_b| dx: how far the mass has to be carried
/// on average. Exact, whatever the sample sizes. Both ascending, at least one value each.
[[nodiscard]] double wasserstein_1(std::span<const float> a, std::span<const float> b);

/// Sliced Wasserstein-1 distance (Rabin 2012; Bonneel 2015) to a reference, in the units of the points: the
/// mean of wasserstein_1 over 64 projections. In one dimension there is one projection, and it is exact. In
/// two the directions are evenly spaced over the half circle, which integrates better than random ones and is
/// the same in every call. Two Gaussians of one shape, moved apart by δ, get 2δ/π. Immutable. 1,000 points
/// against 20,000 take about 6 ms.
class SlicedWasserstein {
 public:
  static constexpr int directions = 64;

  /// `reference` [n, dimensions], dimensions 1 or 2, one point at least.
  SlicedWasserstein(std::span<const float> reference, int dimensions);
  /// `points` [m, dimensions], one point at least. NaN when one of them is not finite.
  [[nodiscard]] double distance(std::span<const float> points) const;

 private:
  [[nodiscard]] std::vector<float> projected(std::span<const float> points, size_t direction) const;

  size_t dimensions_;
  std::vector<std::vector<float>> reference_;  ///< one ascending list a direction
};

}  // namespace ganscope::metrics
