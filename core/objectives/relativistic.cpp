#include "core/objectives/relativistic.h"

#include "core/base/check.h"
#include "core/objectives/pointwise.h"

namespace ganscope::objectives {
namespace {

/// E softplus(−(above − below)) over pairs; writes ∂/∂above and ∂/∂below where asked.
double mean_of_pairs(std::span<const double> above, std::span<const double> below,
                     std::span<double> above_slopes, std::span<double> below_slopes) {
  GANSCOPE_CHECK(!above.empty() && above.size() == below.size(),
                 "pairs need as many real as generated logits");
  const double share = 1.0 / static_cast<double>(above.size());
  double sum = 0;
  for (size_t i = 0; i < above.size(); ++i) {
    const ValueAndSlope at = softplus(below[i] - above[i]);
    sum += at.value;
    if (!above_slopes.empty()) above_slopes[i] = -at.slope * share;
    if (!below_slopes.empty()) below_slopes[i] = at.slope * share;
  }
  return sum * share;
}

}  // namespace

double RelativisticObjective::discriminator_loss(const Logits& logits, const Slopes& slopes,
                                                 const Swaps& swaps) const {
  GANSCOPE_CHECK(swaps.real.empty() && swaps.fake.empty(), "a pair has no label to swap");
  return mean_of_pairs(logits.real, logits.fake, slopes.real, slopes.fake);
}

double RelativisticObjective::generator_loss(const Logits& logits, const Slopes& slopes) const {
  return mean_of_pairs(logits.fake, logits.real, slopes.fake, slopes.real);
}

ObjectiveEntry relativistic() {
  return {
      {"relativistic",
       "Relativistic pairing",
       "D: E softplus(−(d_real − d_fake)); G: E softplus(−(d_fake − d_real)). Each generated sample is "
       "judged "
       "against a real one, so G is pulled everywhere the data are; goes with R1 and R2. Jolicoeur-Martineau "
       "2019; Huang 2024.",
       {}},
      [](const config::Settings&) -> std::unique_ptr<Objective> {
        return std::make_unique<RelativisticObjective>();
      },
      nullptr};
}

}  // namespace ganscope::objectives
