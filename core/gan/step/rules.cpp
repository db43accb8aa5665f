#include "core/gan/step/rules.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>

namespace ganscope::gan {

double Decay::at(int64_t step) const {
  constexpr double least = 0.1;
  const double done = std::min(1.0, static_cast<double>(step) / static_cast<double>(steps));
  switch (shape) {
    case Shape::linear:
      return 1 - (1 - least) * done;
    case Shape::cosine:
      return least + (1 - least) * 0.5 * (1 + std::cos(std::numbers::pi * done));
    case Shape::none:
      break;
  }
  return 1;
}

Rules rules_of(const config::Settings& settings, int64_t classes) {
  Rules rules;
  rules.optimiser = optimiser_of(settings);
  const std::string& decay = settings.text("lr_decay");
  rules.decay.shape = decay == "linear"   ? Decay::Shape::linear
                      : decay == "cosine" ? Decay::Shape::cosine
                                          : Decay::Shape::none;
  rules.decay.steps = settings.integer("lr_decay_steps");
  rules.simultaneous = settings.text("update_order") == "simultaneous";
  rules.g_steps = settings.integer("g_steps");
  rules.unroll_steps = settings.integer("unroll_steps");
  rules.longest_gradient = settings.real("clip_gradient");
  rules.packing = settings.integer("packing");
  rules.classes = classes;
  rules.classifier = classes > 0 && settings.text("condition_d") == "classifier";
  rules.matching_aware = classes > 0 && settings.flag("matching_aware");
  return rules;
}

}  // namespace ganscope::gan
