#pragma once
#include <span>

#include "core/base/random.h"

namespace ganscope::data {

/// The distribution from which points come, p_data: what is needed to draw it, to compute the optimal
/// discriminator p_data / (p_data + p_model), and to sample afresh. In the units in which points are sampled
/// and drawn. Immutable, so any thread may ask.
class Law {
 public:
  virtual ~Law() = default;
  [[nodiscard]] virtual int dimensions() const = 0;  ///< 1 or 2
  /// p_data at `x` [dimensions]: not negative, its integral over all x is 1. A probability per unit of length
  /// or area.
  [[nodiscard]] virtual double density(std::span<const double> x) const = 0;
  /// Draws one point into `x` [dimensions].
  virtual void sample(Random& random, std::span<double> x) const = 0;
};

}  // namespace ganscope::data
