#include "core/diagnose/line_rules.h"

#include <cmath>

#include "core/diagnose/looks.h"
#include "core/diagnose/sentences.h"
#include "core/diagnose/thresholds.h"

namespace ganscope::diagnose {
namespace {

using T = Thresholds;

/// Few lines from many latents.
std::optional<Diagnosis> few_lines(const Course& course) {
  const double real = course.floor(Figure::distinct);
  if (!agree(course, [&](const Measured& m) {
        return m.step >= T::lines_steps && course.value(m, Figure::distinct) < T::few_lines * real;
      }))
    return std::nullopt;
  Diagnosis found;
  found.verdict = Verdict::collapse;
  found.evidence = sentences::few_lines(course.value(course.measured().back(), Figure::distinct), real);
  found.advice = sentences::collapse_cures();
  return found;
}

std::optional<Diagnosis> copied_lines(const Course& course) {
  const double real = course.floor(Figure::copied);
  if (!agree(course, [&](const Measured& m) {
        const double copied = course.value(m, Figure::copied);
        return m.step >= T::lines_steps && copied > T::copied_lines && copied > real + T::copied_above_real;
      }))
    return std::nullopt;
  Diagnosis found;
  found.verdict = Verdict::memorising;
  found.evidence = sentences::copied_lines(course.value(course.measured().back(), Figure::copied), real);
  found.advice = sentences::more_data();
  return found;
}

/// Words stand where they stand in the data, and hardly a line is right: no more than by chance.
std::optional<Diagnosis> wrong_content(const Course& course) {
  const double by_chance = course.trivial(Figure::valid);
  if (!agree(course, [&](const Measured& m) {
        return m.step >= T::wrong_content_steps && course.value(m, Figure::ngram1) < T::words_fit &&
               course.value(m, Figure::valid) < T::hardly_right &&
               course.value(m, Figure::valid) < T::times_chance * by_chance + T::beside_chance;
      }))
    return std::nullopt;
  const Measured& now = course.measured().back();
  Diagnosis found;
  found.verdict = Verdict::wrong_content;
  found.evidence =
      sentences::looks_right(course.value(now, Figure::ngram1), course.value(now, Figure::valid), by_chance);
  found.advice = sentences::looks_are_all();
  return found;
}

bool lines_differ(const Course& course, const Measured& m) {
  return course.value(m, Figure::distinct) >= T::lines_differ * course.floor(Figure::distinct);
}

std::optional<Diagnosis> learned_rule(const Course& course) {
  if (!agree(course, [&](const Measured& m) {
        return course.value(m, Figure::valid) >= T::rule_learned && lines_differ(course, m);
      }))
    return std::nullopt;
  const Measured& now = course.measured().back();
  Diagnosis found;
  found.verdict = Verdict::learned_rule;
  found.evidence = sentences::rule_learned(course.value(now, Figure::valid),
                                           course.value(now, Figure::copied), course.floor(Figure::copied));
  return found;
}

/// Without rules: words follow each other as in the data, and lines are new.
std::optional<Diagnosis> sounds_alike(const Course& course) {
  if (course.measures(Figure::valid) || !agree(course, [&](const Measured& m) {
        return course.value(m, Figure::ngram2) <= T::pairs_fit * course.floor(Figure::ngram2) &&
               lines_differ(course, m);
      }))
    return std::nullopt;
  const Measured& now = course.measured().back();
  Diagnosis found;
  found.verdict = Verdict::healthy;
  found.evidence = sentences::words_follow(course.value(now, Figure::ngram2), course.floor(Figure::ngram2),
                                           course.value(now, Figure::copied));
  return found;
}

}  // namespace

bool says_lines(const Course& course) { return course.measures(Figure::distinct); }

std::optional<Diagnosis> line_trouble(const Course& course) {
  if (auto found = few_lines(course)) return found;
  return copied_lines(course);
}

std::optional<Diagnosis> line_result(const Course& course) {
  if (auto found = wrong_content(course)) return found;
  if (auto found = learned_rule(course)) return found;
  return sounds_alike(course);
}

}  // namespace ganscope::diagnose
