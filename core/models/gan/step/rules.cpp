#include "core/models/gan/step/rules.h"

#include <string>

namespace ganscope::gan {

Rules rules_of(const config::Settings& settings, int64_t classes) {
  Rules rules;
  rules.optimiser = models::optimiser_of(settings);
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
