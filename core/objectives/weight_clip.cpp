#include "core/objectives/weight_clip.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/grad_mode.h>

namespace ganscope::objectives {
namespace {

class WeightClip final : public Regulariser {
 public:
  explicit WeightClip(double bound) : bound_(bound) {}

  bool works_without_graph() const override { return true; }
  void after_update(const networks::Weights& weights) const override {
    const at::NoGradGuard no_grad;
    weights.flat.detach().clamp_(-bound_, bound_);  // all parameters are views into `flat`
  }

 private:
  double bound_;
};

}  // namespace

std::unique_ptr<Regulariser> make_weight_clip(double bound) { return std::make_unique<WeightClip>(bound); }

config::Option clip_bound() {
  config::Option option = config::number_option("clip", "Weights clipped to ±",
                                                "How large any weight of the critic may be. Smaller keeps it "
                                                "flatter and slower, larger lets it overshoot.",
                                                0.01, 0.0001, 1, config::Player::discriminator);
  option.logarithmic = true;
  return option;
}

std::unique_ptr<Regulariser> weight_clip_of(const config::Settings& settings) {
  return make_weight_clip(settings.real("clip"));
}

}  // namespace ganscope::objectives
