#include "core/objectives/pointwise.h"

#include "core/base/check.h"
#include "core/base/sigmoid.h"

namespace ganscope::objectives {
namespace {

double mean_of(LogitFunction own, LogitFunction other, std::span<const double> logits,
               std::span<const double> swaps, std::span<double> slopes) {
  GANSCOPE_CHECK(!logits.empty(), "an objective needs at least one logit");
  GANSCOPE_CHECK(slopes.empty() || slopes.size() == logits.size(), "slopes must be as many as logits");
  GANSCOPE_CHECK(swaps.empty() || swaps.size() == logits.size(), "swaps must be as many as logits");
  const double share = 1.0 / static_cast<double>(logits.size());
  double sum = 0;
  for (size_t i = 0; i < logits.size(); ++i) {
    ValueAndSlope at = own(logits[i]);
    if (!swaps.empty()) {
      const ValueAndSlope swapped = other(logits[i]);
      at.value += swaps[i] * (swapped.value - at.value);
      at.slope += swaps[i] * (swapped.slope - at.slope);
    }
    sum += at.value;
    if (!slopes.empty()) slopes[i] = at.slope * share;
  }
  return sum * share;
}

}  // namespace

double PointwiseObjective::discriminator_loss(const Logits& logits, const Slopes& slopes,
                                              const Swaps& swaps) const {
  return mean_of(real_, fake_, logits.real, swaps.real, slopes.real) +
         mean_of(fake_, real_, logits.fake, swaps.fake, slopes.fake);
}

std::optional<LossTerms> PointwiseObjective::discriminator_terms(const Logits& logits,
                                                                 const Swaps& swaps) const {
  return LossTerms{mean_of(real_, fake_, logits.real, swaps.real, {}),
                   mean_of(fake_, real_, logits.fake, swaps.fake, {})};
}

// Where p of the samples at a place are real and q generated, D minimises p·real(d) + q·fake(d), so at its
// best p·real'(d) + q·fake'(d) = 0. That is at d = log(p/q) for every p and q when σ(d)·real'(d) + (1 −
// σ(d))·fake'(d) is zero everywhere while D is pulled at all.
bool PointwiseObjective::output_is_log_odds() const {
  for (double d = -8; d <= 8; d += 0.5) {
    const double belief = sigmoid(d);
    const double up = belief * real_(d).slope, down = (1 - belief) * fake_(d).slope;
    if (!(down > 0) || std::abs(up + down) > 1e-9 * down) return false;
  }
  return true;
}

bool PointwiseObjective::generator_saturates() const {
  const double scale = 2 * generator_(0).slope;  // σ(0) = ½
  for (double d = -8; d <= 8; d += 0.5)
    if (std::abs(generator_(d).slope - scale / (1 + std::exp(-d))) > 1e-9 * std::abs(scale)) return false;
  return scale != 0;
}

double PointwiseObjective::generator_loss(const Logits& logits, const Slopes& slopes) const {
  return mean_of(generator_, generator_, logits.fake, {}, slopes.fake);
}

}  // namespace ganscope::objectives
