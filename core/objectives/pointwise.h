#pragma once
#include "core/objectives/objective.h"

namespace ganscope::objectives {

/// A function of one logit: its value and its derivative.
struct ValueAndSlope {
  double value, slope;
};
using LogitFunction = ValueAndSlope (*)(double logit);

/// L_D = E real(d_real) + E fake(d_fake), L_G = E generator(d_fake): the form of every classical objective.
class PointwiseObjective final : public Objective {
 public:
  PointwiseObjective(LogitFunction real, LogitFunction fake, LogitFunction generator)
      : real_(real), fake_(fake), generator_(generator) {}
  double discriminator_loss(const Logits& logits, const Slopes& slopes) const override;
  double generator_loss(const Logits& logits, const Slopes& slopes) const override;

 private:
  LogitFunction real_, fake_, generator_;
};

}  // namespace ganscope::objectives
