#include "core/metrics/points/transport.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "core/base/check.h"

namespace ganscope::metrics {

double wasserstein_1(std::span<const float> a, std::span<const float> b) {
  GANSCOPE_CHECK(!a.empty() && !b.empty(), "a distance of samples needs a value of each");
  const auto n = static_cast<double>(a.size()), m = static_cast<double>(b.size());
  size_t i = 0, j = 0;
  double sum = 0, at = static_cast<double>(std::min(a.front(), b.front()));
  while (i < a.size() || j < b.size()) {
    const bool from_a = j == b.size() || (i < a.size() && a[i] <= b[j]);
    const auto next = static_cast<double>(from_a ? a[i] : b[j]);
    sum += std::abs(static_cast<double>(i) / n - static_cast<double>(j) / m) * (next - at);
    at = next;
    ++(from_a ? i : j);
  }
  return sum;
}

SlicedWasserstein::SlicedWasserstein(std::span<const float> reference, int dimensions)
    : dimensions_(static_cast<size_t>(dimensions)) {
  GANSCOPE_CHECK(dimensions == 1 || dimensions == 2, "points have one dimension or two");
  reference_.resize(dimensions == 1 ? 1 : directions);
  for (size_t k = 0; k < reference_.size(); ++k) reference_[k] = projected(reference, k);
}

std::vector<float> SlicedWasserstein::projected(std::span<const float> points, size_t direction) const {
  std::vector<float> values;
  if (dimensions_ == 1) {
    values.assign(points.begin(), points.end());
  } else {
    const double angle = std::numbers::pi * (static_cast<double>(direction) + 0.5) / directions;
    const auto x = static_cast<float>(std::cos(angle)), y = static_cast<float>(std::sin(angle));
    for (size_t i = 0; i + 1 < points.size(); i += 2) values.push_back(x * points[i] + y * points[i + 1]);
  }
  std::ranges::sort(values);
  return values;
}

double SlicedWasserstein::distance(std::span<const float> points) const {
  if (!std::ranges::all_of(points, [](float value) { return std::isfinite(value); }))
    return std::numeric_limits<double>::quiet_NaN();
  double sum = 0;
  for (size_t k = 0; k < reference_.size(); ++k) sum += wasserstein_1(reference_[k], projected(points, k));
  return sum / static_cast<double>(reference_.size());
}

}  // namespace ganscope::metrics
