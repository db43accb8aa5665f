#include "core/data/laws/mixture_law.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

#include "core/base/check.h"

namespace ganscope::data {

MixtureLaw::MixtureLaw(int dimensions, std::vector<Kernel> kernels)
    : dimensions_(dimensions), kernels_(std::move(kernels)) {
  GANSCOPE_CHECK(dimensions_ == 1 || dimensions_ == 2, "a mixture has one or two dimensions");
  GANSCOPE_CHECK(!kernels_.empty(), "a mixture needs at least one kernel");
  double total = 0;
  bool equal = true;
  for (const Kernel& kernel : kernels_) {
    GANSCOPE_CHECK(kernel.sigma > 0 && kernel.weight > 0, "a kernel's `sigma` and `weight` must be positive");
    total += kernel.weight;
    equal = equal && kernel.weight == kernels_.front().weight;
  }
  factors_.reserve(kernels_.size());
  double sum = 0;
  for (const Kernel& kernel : kernels_) {
    const double width = std::sqrt(2 * std::numbers::pi) * kernel.sigma;
    factors_.push_back({kernel.weight / total / (dimensions_ == 1 ? width : width * width),
                        1 / (2 * kernel.sigma * kernel.sigma)});
    sum += kernel.weight / total;
    if (!equal) cumulative_.push_back(sum);
  }
}

double MixtureLaw::density(std::span<const double> x) const {
  GANSCOPE_CHECK(x.size() == static_cast<size_t>(dimensions_), "`x` has not the law's dimensions");
  constexpr double negligible = 60;  // e⁻⁶⁰ adds nothing that a double could keep
  double sum = 0;
  for (size_t i = 0; i < kernels_.size(); ++i) {
    const double dx = x[0] - kernels_[i].centre[0];
    double square = dx * dx;
    if (dimensions_ == 2) {
      const double dy = x[1] - kernels_[i].centre[1];
      square += dy * dy;
    }
    const double exponent = square * factors_[i].inverse;
    if (exponent < negligible) sum += factors_[i].height * std::exp(-exponent);
  }
  return sum;
}

void MixtureLaw::sample(Random& random, std::span<double> x) const {
  GANSCOPE_CHECK(x.size() == static_cast<size_t>(dimensions_), "`x` has not the law's dimensions");
  size_t chosen = 0;
  if (cumulative_.empty()) {
    chosen = static_cast<size_t>(random.below(kernels_.size()));
  } else {
    const auto at = std::ranges::upper_bound(cumulative_, random.uniform());
    chosen = std::min(static_cast<size_t>(at - cumulative_.begin()), kernels_.size() - 1);
  }
  const Kernel& kernel = kernels_[chosen];
  for (size_t d = 0; d < x.size(); ++d) x[d] = kernel.centre[d] + kernel.sigma * random.normal();
}

}  // namespace ganscope::data
