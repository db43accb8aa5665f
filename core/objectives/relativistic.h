#pragma once
#include "core/objectives/objective.h"

namespace ganscope::objectives {

/// L_D = E softplus(−(d_real − d_fake)), L_G = E softplus(−(d_fake − d_real)), real and generated samples
/// paired in the order of the batch (Jolicoeur-Martineau 2019, equation 10; Huang 2024, equation 1). D only
/// learns which of two is the more real, so the level of its outputs means nothing.
class RelativisticObjective final : public Objective {
 public:
  using Objective::discriminator_loss;
  double discriminator_loss(const Logits& logits, const Slopes& slopes, const Swaps& swaps) const override;
  double generator_loss(const Logits& logits, const Slopes& slopes) const override;
  bool generator_needs_real() const override { return true; }
};

[[nodiscard]] ObjectiveEntry relativistic();

}  // namespace ganscope::objectives
