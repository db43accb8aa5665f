#include "core/diagnose/flow_rules.h"

#include "core/diagnose/looks.h"
#include "core/diagnose/sentences.h"
#include "core/diagnose/thresholds.h"

namespace ganscope::diagnose {

using T = Thresholds;

Diagnosis diagnose_flow(const Course& course, const Setting& setting) {
  const Figure figure = distance_of(course);
  Diagnosis found;
  if (course.measured().empty()) return found;
  const double distance = course.value(course.measured().back(), figure), floor = course.floor(figure);
  if (agree(course, [&](const Measured& m) {
        return course.value(m, figure) <= T::learned_distance * course.floor(figure);
      })) {
    found.verdict = Verdict::learned;
    found.evidence = sentences::carried_to_data(distance, floor);
    return found;
  }
  if (setting.ode_steps <= T::few_steps && samples_are_poor(course)) {
    found.verdict = Verdict::few_steps;
    found.evidence = sentences::corners_cut(setting.ode_steps, distance, floor);
    found.advice = sentences::more_steps();
    found.remedy = sentences::double_steps(setting.ode_steps);
  }
  return found;
}

}  // namespace ganscope::diagnose
