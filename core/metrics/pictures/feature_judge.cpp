#include "core/metrics/pictures/feature_judge.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/metrics/pictures/kernel_distance.h"

namespace ganscope::metrics {
namespace {

float inverse_root_mean_square(std::span<const float> values) {
  double sum = 0;
  for (const float value : values) sum += static_cast<double>(value) * static_cast<double>(value);
  return sum > 0 ? static_cast<float>(1 / std::sqrt(sum / static_cast<double>(values.size()))) : 1;
}

std::vector<float> times(std::span<const float> values, float factor) {
  std::vector<float> products(values.begin(), values.end());
  for (float& value : products) value *= factor;
  return products;
}

}  // namespace

FeatureJudge::FeatureJudge(std::span<const float> real, int dimensions)
    : dimensions_(dimensions),
      real_(real, dimensions),
      gaussian_(fit_gaussian(real, dimensions)),
      scale_(inverse_root_mean_square(real)),
      scaled_(times(real, scale_)) {}

FeatureScores FeatureJudge::score(std::span<const float> fake) const {
  if (!std::ranges::all_of(fake, [](float value) { return std::isfinite(value); })) {
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    return {none, none, none, none, none, none, none};
  }
  const FeatureCloud cloud(fake.first(std::min(fake.size(), real_.rows.size())), dimensions_);
  const Neighbourhood found = compare(real_, cloud);
  return {frechet_distance(gaussian_, fit_gaussian(fake, dimensions_)),
          kernel_distance(scaled_, times(fake, scale_), dimensions_).mean,
          found.precision,
          found.recall,
          found.balls / cover_neighbours,
          found.coverage,
          cloud.diversity};
}

FeatureScores score_features(std::span<const float> real, std::span<const float> fake, int dimensions) {
  return FeatureJudge(real, dimensions).score(fake);
}

}  // namespace ganscope::metrics
