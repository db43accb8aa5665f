#include "core/objectives/pointwise.h"

#include "core/base/check.h"

namespace ganscope::objectives {
namespace {

double mean_of(LogitFunction function, std::span<const double> logits, std::span<double> slopes) {
  GANSCOPE_CHECK(!logits.empty(), "an objective needs at least one logit");
  GANSCOPE_CHECK(slopes.empty() || slopes.size() == logits.size(), "slopes must be as many as logits");
  const double share = 1.0 / static_cast<double>(logits.size());
  double sum = 0;
  for (size_t i = 0; i < logits.size(); ++i) {
    const ValueAndSlope at = function(logits[i]);
    sum += at.value;
    if (!slopes.empty()) slopes[i] = at.slope * share;
  }
  return sum * share;
}

}  // namespace

double PointwiseObjective::discriminator_loss(const Logits& logits, const Slopes& slopes) const {
  return mean_of(real_, logits.real, slopes.real) + mean_of(fake_, logits.fake, slopes.fake);
}

double PointwiseObjective::generator_loss(const Logits& logits, const Slopes& slopes) const {
  return mean_of(generator_, logits.fake, slopes.fake);
}

}  // namespace ganscope::objectives
