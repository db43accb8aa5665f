#include "core/data/laws/curve_law.h"

#include <algorithm>
#include <cmath>

namespace ganscope::data {
namespace {

constexpr size_t pieces = 4096;  // of the polyline along which lengths are measured

/// Centres at equal distances along the curve, each in the middle of its piece.
void place_kernels(const Curve& curve, double sigma, std::vector<Kernel>& kernels) {
  std::vector<std::array<double, 2>> corners;
  std::vector<double> lengths{0};  // from the beginning to each corner
  for (size_t i = 0; i <= pieces; ++i) {
    corners.push_back(curve.at(static_cast<double>(i) / pieces));
    if (i > 0)
      lengths.push_back(lengths.back() +
                        std::hypot(corners[i][0] - corners[i - 1][0], corners[i][1] - corners[i - 1][1]));
  }
  const double whole = lengths.back();
  const auto count = static_cast<size_t>(std::max(1.0, std::ceil(whole / sigma)));
  size_t corner = 1;
  for (size_t i = 0; i < count; ++i) {
    const double length = whole * (static_cast<double>(i) + 0.5) / static_cast<double>(count);
    while (corner < pieces && lengths[corner] < length) ++corner;
    const double piece = lengths[corner] - lengths[corner - 1];
    const double part = piece > 0 ? (length - lengths[corner - 1]) / piece : 0;
    const auto &from = corners[corner - 1], &to = corners[corner];
    kernels.push_back({{from[0] + part * (to[0] - from[0]), from[1] + part * (to[1] - from[1])},
                       sigma,
                       curve.share / static_cast<double>(count)});
  }
}

}  // namespace

std::shared_ptr<const MixtureLaw> law_along(const std::vector<Curve>& curves, double sigma) {
  std::vector<Kernel> kernels;
  for (const Curve& curve : curves) place_kernels(curve, sigma, kernels);
  return std::make_shared<const MixtureLaw>(2, std::move(kernels));
}

}  // namespace ganscope::data
