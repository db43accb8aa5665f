#include "core/metrics/pictures/feature_judge.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/metrics/pictures/kernel_distance.h"

namespace ganscope::metrics {

FeatureJudge::FeatureJudge(std::span<const float> real, int dimensions)
    : dimensions_(dimensions), real_(real, dimensions), gaussian_(fit_gaussian(real, dimensions)) {}

FeatureScores FeatureJudge::score(std::span<const float> fake) const {
  if (!std::ranges::all_of(fake, [](float value) { return std::isfinite(value); })) {
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    return {none, none, none, none, none, none, none, none};
  }
  const FeatureCloud cloud(fake, dimensions_);
  const Neighbourhood found = compare(real_, cloud);
  return {frechet_distance(gaussian_, fit_gaussian(fake, dimensions_)),
          kernel_distance(real_.rows, fake, dimensions_).mean,
          found.precision,
          found.recall,
          found.balls / cover_neighbours,
          found.coverage,
          cloud.diversity,
          median(nearest(fake, real_.packed).distance)};
}

FeatureScores score_features(std::span<const float> real, std::span<const float> fake, int dimensions) {
  return FeatureJudge(real, dimensions).score(fake);
}

}  // namespace ganscope::metrics
