#pragma once
#include <array>
#include <vector>

#include "core/base/random.h"

namespace ganscope::explore {

/// A normal distribution on a line, N(mean, sigma²), and its share of a mixture.
struct Bell {
  double mean = 0;
  double sigma = 1;   ///< standard deviation, > 0
  double weight = 1;  ///< > 0; those of a mixture sum to 1
  bool operator==(const Bell&) const = default;
};
using Bells = std::vector<Bell>;

/// Σ weight · N(mean, sigma²) at x, and its logarithm, which is finite however far away x is.
[[nodiscard]] double density(const Bells& bells, double x);
[[nodiscard]] double log_density(const Bells& bells, double x);
[[nodiscard]] double sample(const Bells& bells, Random& random);

/// How `log_density` at x changes with every bell's mean and log sigma, the weights held still: [bells]
/// pairs, into `slopes`. Returns the log density.
double log_density_slopes(const Bells& bells, double x, std::vector<std::array<double, 2>>& slopes);

/// In nats. js = ½ KL(p‖m) + ½ KL(q‖m), m = ½p + ½q: at most log 2.
struct Divergences {
  double forward = 0;  ///< KL(p‖q) = ∫ p log(p/q)
  double reverse = 0;  ///< KL(q‖p)
  double js = 0;
};
/// By the trapezoidal rule over all that either has within nine standard deviations, in steps of a quarter of
/// the narrowest one: for smooth densities that is exact to 1e-9 and better.
[[nodiscard]] Divergences divergences(const Bells& p, const Bells& q);

enum class Divergence { forward, reverse, js };
[[nodiscard]] inline double value_of(const Divergences& all, Divergence which) {
  return which == Divergence::forward ? all.forward : which == Divergence::reverse ? all.reverse : all.js;
}
/// How a divergence from p to the one bell q changes with q's mean and log sigma. With s = ∂ log q:
/// forward −∫ p s, reverse ∫ q s log(q/p), JS ½ ∫ q s log(q/m).
[[nodiscard]] std::array<double, 2> divergence_slopes(const Bells& p, const Bell& q, Divergence which);

/// One step of natural gradient descent of q's mean and sigma (Amari 1998: the slope divided by the Fisher
/// information, which of a bell is 1/σ² for the mean and 2 for log σ), `rate` of the whole way. A step moves
/// the mean by half a sigma at most and sigma by a tenth, so that what is watched never leaps.
[[nodiscard]] Bell descended(const Bells& p, const Bell& q, Divergence which, double rate);

}  // namespace ganscope::explore
