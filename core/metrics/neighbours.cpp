#include "core/metrics/neighbours.h"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <vector>

#include "core/base/check.h"

namespace ganscope::metrics {
namespace {

float squared_distance(const float* a, const float* b, size_t d) {
  float sum = 0;
  for (size_t i = 0; i < d; ++i) sum += (a[i] - b[i]) * (a[i] - b[i]);
  return sum;
}

/// Squared distance of every row to its k-th nearest other row.
std::vector<float> radii(std::span<const float> rows, size_t d, int k) {
  const size_t n = rows.size() / d;
  std::vector<float> result(n), distances(n);
  for (size_t i = 0; i < n; ++i) {
    for (size_t j = 0; j < n; ++j)
      distances[j] =
          i == j ? std::numeric_limits<float>::infinity() : squared_distance(&rows[i * d], &rows[j * d], d);
    std::nth_element(distances.begin(), distances.begin() + (k - 1), distances.end());
    result[i] = distances[static_cast<size_t>(k - 1)];
  }
  return result;
}

/// Share of `rows` that lie in at least one ball.
double share_inside(std::span<const float> rows, std::span<const float> centres,
                    const std::vector<float>& radius, size_t d) {
  const size_t n = rows.size() / d;
  size_t inside = 0;
  for (size_t i = 0; i < n; ++i)
    for (size_t j = 0; j < radius.size(); ++j)
      if (squared_distance(&rows[i * d], &centres[j * d], d) <= radius[j]) {
        ++inside;
        break;
      }
  return static_cast<double>(inside) / static_cast<double>(n);
}

}  // namespace

PrecisionRecall precision_recall(std::span<const float> real, std::span<const float> fake, int dimensions,
                                 int k) {
  const auto d = static_cast<size_t>(dimensions);
  GANSCOPE_CHECK(real.size() / d > static_cast<size_t>(k) && fake.size() / d > static_cast<size_t>(k),
                 "precision and recall need more rows than neighbours");
  return {share_inside(fake, real, radii(real, d, k), d), share_inside(real, fake, radii(fake, d, k), d)};
}

}  // namespace ganscope::metrics
