#pragma once
#include <cmath>
#include <memory>
#include <optional>

#include "core/objectives/objective.h"

namespace ganscope::objectives {

/// A function of one logit: its value and its derivative.
struct ValueAndSlope {
  double value, slope;
};
using LogitFunction = ValueAndSlope (*)(double logit);

/// log(1 + exp d), without overflow.
[[nodiscard]] inline ValueAndSlope softplus(double d) {
  const double small = std::exp(-std::abs(d));  // in (0, 1]
  return {std::fmax(d, 0.0) + std::log1p(small), (d >= 0 ? 1.0 : small) / (1 + small)};
}

/// exp d, which beyond d = 20 goes on as its tangent: one outlier then cannot overflow, and no critic of
/// single precision knows density ratios of e²⁰ ≈ 5·10⁸.
[[nodiscard]] inline ValueAndSlope bounded_exp(double d) {
  constexpr double highest = 20;
  const double value = std::exp(std::fmin(d, highest));
  return {value * (1 + std::fmax(d - highest, 0.0)), value};
}

template <LogitFunction function>
[[nodiscard]] ValueAndSlope negative(double d) {
  const ValueAndSlope at = function(d);
  return {-at.value, -at.slope};
}

/// L_D = E real(d_real) + E fake(d_fake), L_G = E generator(d_fake): the form of every classical objective. A
/// swap of s turns real(d) into (1 − s)·real(d) + s·fake(d), which for cross-entropy is the target 1 − s.
class PointwiseObjective final : public Objective {
 public:
  PointwiseObjective(LogitFunction real, LogitFunction fake, LogitFunction generator)
      : real_(real), fake_(fake), generator_(generator) {}
  using Objective::discriminator_loss;
  double discriminator_loss(const Logits& logits, const Slopes& slopes, const Swaps& swaps) const override;
  [[nodiscard]] std::optional<LossTerms> discriminator_terms(const Logits& logits,
                                                             const Swaps& swaps) const override;
  double generator_loss(const Logits& logits, const Slopes& slopes) const override;
  bool takes_swapped_labels() const override { return true; }
  bool output_is_log_odds() const override;
  bool generator_saturates() const override;

 private:
  LogitFunction real_, fake_, generator_;
};

/// For ObjectiveEntry::make.
template <LogitFunction real, LogitFunction fake, LogitFunction generator>
std::unique_ptr<Objective> pointwise(const config::Settings&) {
  return std::make_unique<PointwiseObjective>(real, fake, generator);
}

}  // namespace ganscope::objectives
