#include "core/metrics/pictures/neighbours.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/base/check.h"

namespace ganscope::metrics {
namespace {

constexpr float infinite = std::numeric_limits<float>::infinity();

/// The k-th smallest value; reorders them.
float smallest(std::vector<float>& values, int k) {
  std::nth_element(values.begin(), values.begin() + (k - 1), values.end());
  return values[static_cast<size_t>(k - 1)];
}

}  // namespace

FeatureCloud::FeatureCloud(std::span<const float> given, int dimensions, int k_ball, int k_cover)
    : rows(given.begin(), given.end()), packed(given, dimensions) {
  const size_t n = packed.count(), d = packed.dimensions();
  GANSCOPE_CHECK(n > static_cast<size_t>(std::max(k_ball, k_cover)), "more rows than neighbours are needed");
  std::vector<float> distances(n), closest;
  double sum = 0;
  for (size_t i = 0; i < n; ++i) {
    packed.squared_distances(std::span(rows).subspan(i * d, d), distances);
    for (const float distance : distances) sum += std::sqrt(static_cast<double>(distance));
    distances[i] = infinite;
    cover.push_back(smallest(distances, k_cover));
    ball.push_back(smallest(distances, k_ball));
    closest.push_back(std::sqrt(smallest(distances, 1)));
  }
  diversity = sum / (static_cast<double>(n) * static_cast<double>(n - 1));
  nearest = median(closest);
}

Neighbourhood compare(const FeatureCloud& real, const FeatureCloud& fake) {
  const size_t n = real.packed.count(), m = fake.packed.count(), d = real.packed.dimensions();
  GANSCOPE_CHECK(fake.packed.dimensions() == d, "the vectors have different dimensions");
  std::vector<float> distances(n);
  std::vector<char> recalled(n), covered(n);
  int64_t precise = 0, balls = 0;
  for (size_t i = 0; i < m; ++i) {
    real.packed.squared_distances(std::span(fake.rows).subspan(i * d, d), distances);
    bool inside = false;
    for (size_t j = 0; j < n; ++j) {
      inside = inside || distances[j] <= real.ball[j];
      if (distances[j] <= fake.ball[i]) recalled[j] = 1;
      if (distances[j] > real.cover[j]) continue;
      ++balls;
      covered[j] = 1;
    }
    precise += inside ? 1 : 0;
  }
  const auto share = [](int64_t count, size_t of) {
    return static_cast<double>(count) / static_cast<double>(of);
  };
  return {share(precise, m), share(std::ranges::count(recalled, 1), n), share(balls, m),
          share(std::ranges::count(covered, 1), n)};
}

PrecisionRecall precision_recall(std::span<const float> real, std::span<const float> fake, int dimensions,
                                 int k) {
  const Neighbourhood found = compare({real, dimensions, k, 1}, {fake, dimensions, k, 1});
  return {found.precision, found.recall};
}

DensityCoverage density_coverage(std::span<const float> real, std::span<const float> fake, int dimensions,
                                 int k) {
  const Neighbourhood found = compare({real, dimensions, 1, k}, {fake, dimensions, 1, k});
  return {found.balls / k, found.coverage};
}

double coverage(std::span<const float> real, std::span<const float> fake, int dimensions, int k) {
  return density_coverage(real, fake, dimensions, k).coverage;
}

double diversity(std::span<const float> rows, int dimensions) {
  const PackedRows packed(rows, dimensions);
  const size_t n = packed.count(), d = packed.dimensions();
  GANSCOPE_CHECK(n >= 2, "diversity needs two rows");
  std::vector<float> distances(n);
  double sum = 0;
  for (size_t i = 0; i < n; ++i) {
    packed.squared_distances(rows.subspan(i * d, d), distances);
    for (const float distance : distances) sum += std::sqrt(static_cast<double>(distance));
  }
  return sum / (static_cast<double>(n) * static_cast<double>(n - 1));
}

Nearest nearest(std::span<const float> rows, const PackedRows& references, int64_t self) {
  const size_t d = references.dimensions(), n = rows.size() / d;
  Nearest found;
  std::vector<float> distances(references.count());
  for (size_t i = 0; i < n; ++i) {
    references.squared_distances(rows.subspan(i * d, d), distances);
    if (self >= 0) distances[static_cast<size_t>(self) + i] = infinite;
    const auto best = std::ranges::min_element(distances);
    const bool any = best != distances.end() && *best < infinite;
    found.index.push_back(any ? best - distances.begin() : -1);
    found.distance.push_back(any ? std::sqrt(*best) : infinite);
  }
  return found;
}

double median(std::vector<float> values) {
  if (values.empty()) return std::numeric_limits<double>::quiet_NaN();
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  if (values.size() % 2 == 1) return static_cast<double>(*middle);
  return (static_cast<double>(*middle) + static_cast<double>(*std::max_element(values.begin(), middle))) / 2;
}

}  // namespace ganscope::metrics
