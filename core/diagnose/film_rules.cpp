#include "core/diagnose/film_rules.h"

#include "core/diagnose/looks.h"
#include "core/diagnose/sentences.h"
#include "core/diagnose/thresholds.h"

namespace ganscope::diagnose {
namespace {

using T = Thresholds;

bool stands_still(const Course& course, const Measured& m) {
  return course.value(m, Figure::movement) < T::frozen * course.floor(Figure::movement);
}

bool changes_faces(const Course& course, const Measured& m) {
  return course.value(m, Figure::wobble) > T::wobbling * course.trivial(Figure::wobble);
}

}  // namespace

std::optional<Diagnosis> film_trouble(const Course& course) {
  if (!course.measures(Figure::movement) || course.steps() < T::film_steps) return std::nullopt;
  Diagnosis found;
  if (agree(course, [&](const Measured& m) { return stands_still(course, m); })) {
    found.verdict = Verdict::frozen;
    found.evidence = sentences::stands_still(course.value(course.measured().back(), Figure::movement),
                                             course.floor(Figure::movement));
    found.advice = sentences::collapse_cures();
    return found;
  }
  if (agree(course, [&](const Measured& m) { return changes_faces(course, m); })) {
    found.verdict = Verdict::wobbling;
    found.evidence = sentences::changes_faces(course.value(course.measured().back(), Figure::wobble),
                                              course.floor(Figure::wobble), course.trivial(Figure::wobble));
    found.advice = sentences::train_on();
    return found;
  }
  return std::nullopt;
}

bool moves_right(const Course& course, const Measured& m) {
  if (!course.measures(Figure::motion_frechet)) return true;
  return course.value(m, Figure::motion_frechet) <= T::moved_right * course.trivial(Figure::motion_frechet);
}

}  // namespace ganscope::diagnose
