#include "core/diagnose/melody_rules.h"

#include "core/diagnose/looks.h"
#include "core/diagnose/sentences.h"
#include "core/diagnose/thresholds.h"

namespace ganscope::diagnose {

std::optional<Diagnosis> melody_result(const Course& course) {
  if (!course.measures(Figure::rule_scale)) return std::nullopt;
  if (!agree(course, [&](const Measured& m) {
        for (const Figure figure :
             {Figure::rule_scale, Figure::rule_chord_tones, Figure::rule_chords, Figure::rule_cadence})
          if (!(course.value(m, figure) >= Thresholds::rule_kept)) return false;
        return course.value(m, Figure::distinct) >= Thresholds::lines_differ * course.floor(Figure::distinct);
      }))
    return std::nullopt;
  const Measured& now = course.measured().back();
  Diagnosis found;
  found.verdict = Verdict::learned_most;
  found.evidence = sentences::rules_kept(
      course.value(now, Figure::rule_scale), course.value(now, Figure::rule_chord_tones),
      course.value(now, Figure::rule_motif), course.value(now, Figure::rule_leaps));
  return found;
}

}  // namespace ganscope::diagnose
