#include "core/metrics/points/mixture.h"

#include <cmath>
#include <limits>

#include "core/base/check.h"

namespace ganscope::metrics {

MixtureScore score_mixture(std::span<const float> points, const data::Modes& modes, int dimensions) {
  GANSCOPE_CHECK(dimensions == 1 || dimensions == 2, "mixtures have one dimension or two");
  GANSCOPE_CHECK(!modes.centres.empty() && modes.sigma > 0, "only a mixture has modes");
  MixtureScore score;
  score.modes_total = static_cast<int>(modes.centres.size());
  score.per_mode.resize(modes.centres.size());
  const double limit = 9 * modes.sigma * modes.sigma;
  const auto d = static_cast<size_t>(dimensions);
  const size_t n = points.size() / d;
  int64_t good = 0;
  for (size_t i = 0; i < n; ++i) {
    double nearest = std::numeric_limits<double>::infinity();
    size_t which = 0;
    for (size_t m = 0; m < modes.centres.size(); ++m) {
      double distance = 0;
      for (size_t k = 0; k < d; ++k) {
        const double difference = static_cast<double>(points[d * i + k]) - modes.centres[m][k];
        distance += difference * difference;
      }
      if (distance < nearest) {
        nearest = distance;
        which = m;
      }
    }
    if (nearest > limit) continue;  // a point that is not finite is nowhere near
    ++score.per_mode[which];
    ++good;
  }
  score.high_quality = n > 0 ? static_cast<double>(good) / static_cast<double>(n) : 0;
  if (good == 0) score.reverse_kl = std::numeric_limits<double>::quiet_NaN();
  for (size_t m = 0; m < score.per_mode.size(); ++m) {
    if (score.per_mode[m] == 0) continue;
    ++score.modes;
    const double share = static_cast<double>(score.per_mode[m]) / static_cast<double>(good);
    const double due =
        modes.weights.empty() ? 1 / static_cast<double>(score.per_mode.size()) : modes.weights[m];
    score.reverse_kl += share * std::log(share / due);
  }
  return score;
}

}  // namespace ganscope::metrics
