#include "core/metrics/pictures/shares.h"

#include <cmath>

namespace ganscope::metrics {

double Shares::distance() const {
  double sum = 0;
  for (size_t i = 0; i < generated.size(); ++i) sum += std::abs(generated[i] - real[i]);
  return sum / 2;
}

std::vector<double> frequencies(std::span<const uint8_t> seen, size_t values) {
  std::vector<double> result(values);
  for (const uint8_t value : seen)
    if (value < values) result[value] += 1;
  if (!seen.empty())
    for (double& value : result) value /= static_cast<double>(seen.size());
  return result;
}

}  // namespace ganscope::metrics
