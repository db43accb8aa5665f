#include "core/diagnose/translation_rules.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/diagnose/looks.h"
#include "core/diagnose/sentences.h"
#include "core/diagnose/thresholds.h"

namespace ganscope::diagnose {
namespace {

using T = Thresholds;

/// The figures of one direction.
struct Way {
  Figure frechet, converted, kept;
};
constexpr Way there{Figure::frechet, Figure::converted, Figure::kept},
    back{Figure::frechet_back, Figure::converted_back, Figure::kept_back};

bool both_ways(const Setting& setting) { return setting.translation == Setting::Translation::domains; }
bool knows_converted(const Course& course) { return course.measures(Figure::converted); }

/// Held-out pictures get further from their truths, while those that are trained on come nearer.
std::optional<Diagnosis> by_heart(const Course& course, const Setting& setting) {
  const std::vector<Bin> window = newest_bins(course, T::window_s, T::window_bins);
  if (both_ways(setting) || window.empty() || !course.measures(Figure::reconstruction)) return std::nullopt;
  double best = no_value;
  for (const Measured& m : course.measured()) best = std::fmin(best, course.value(m, Figure::reconstruction));
  // L1 is in units of [−1, 1], the error of held-out pictures in those of [0, 1].
  const double trained = mean_of(window, Curve::l1) / 2;
  if (!agree(course, [&](const Measured& m) {
        const double held = course.value(m, Figure::reconstruction);
        return held > T::risen * best && trained < T::by_heart * held;
      }))
    return std::nullopt;
  Diagnosis found;
  found.verdict = Verdict::by_heart;
  found.evidence = sentences::held_out_gets_worse(
      trained, course.value(course.measured().back(), Figure::reconstruction), best);
  found.advice = sentences::more_data();
  return found;
}

bool is_unchanged(const Course& course, const Measured& m, const Way& way) {
  if (knows_converted(course))
    return course.value(m, way.converted) < T::unconverted && course.value(m, way.kept) > T::kept_all;
  return course.value(m, way.frechet) > T::as_the_input * course.trivial(way.frechet);
}

std::optional<Diagnosis> unchanged(const Course& course, const Setting& setting) {
  const auto stays = [&](const Way& way) {
    return agree(course, [&](const Measured& m) { return is_unchanged(course, m, way); });
  };
  if (!stays(there) && (!both_ways(setting) || !stays(back))) return std::nullopt;
  const Measured& now = course.measured().back();
  Diagnosis found;
  found.verdict = Verdict::unchanged;
  found.evidence =
      knows_converted(course)
          ? sentences::hardly_converted(course.value(now, Figure::converted),
                                        course.value(now, Figure::converted_back))
          : sentences::as_the_input(course.value(now, Figure::frechet), course.trivial(Figure::frechet));
  if (both_ways(setting))
    found.advice = sentences::let_it_change();
  else if (setting.adversarial_weight == 0)
    found.advice = sentences::give_d_weight();
  if (both_ways(setting) && setting.identity_weight > 0)
    found.remedy = sentences::halve_identity(setting.identity_weight);
  return found;
}

/// The lowest and the highest of a share in the newest measurements, where it goes up and down; NaN else.
std::pair<double, double> swing_of(const Course& course, Figure figure) {
  const auto& all = course.measured();
  double low = no_value, high = no_value;
  if (all.size() < T::flips_measured) return {low, high};
  size_t jumps = 0;
  int direction = 0;
  for (size_t i = all.size() - T::flips_measured; i < all.size(); ++i) {
    const double value = course.value(all[i], figure);
    low = std::fmin(low, value);
    high = std::fmax(high, value);
    if (i + T::flips_measured == all.size()) continue;
    const double change = value - course.value(all[i - 1], figure);
    const int now = change > T::flip ? 1 : change < -T::flip ? -1 : direction;
    jumps += direction != 0 && now != direction ? 1 : 0;
    direction = now;
  }
  return jumps >= T::flips ? std::pair(low, high) : std::pair(no_value, no_value);
}

std::optional<Diagnosis> flipping(const Course& course) {
  for (const Figure figure : {Figure::converted, Figure::converted_back}) {
    const auto [low, high] = swing_of(course, figure);
    if (!std::isfinite(low)) continue;
    Diagnosis found;
    found.verdict = Verdict::flipping;
    found.evidence = sentences::comes_and_goes(low, high);
    found.advice = sentences::tie_both_ways();
    return found;
  }
  return std::nullopt;
}

std::optional<Diagnosis> repainted(const Course& course, const Setting& setting) {
  for (const Way& way : {there, back}) {
    if (!agree(course, [&](const Measured& m) {
          return course.value(m, way.converted) >= T::half_converted &&
                 course.value(m, way.kept) < T::repainted;
        }))
      continue;
    const Measured& now = course.measured().back();
    Diagnosis found;
    found.verdict = Verdict::repainted;
    found.evidence = sentences::others_change(course.value(now, way.converted), course.value(now, way.kept));
    found.advice = sentences::more_cycle();
    found.remedy =
        sentences::weigh_cycle(setting.cycle_weight > 0 ? 2 * setting.cycle_weight : T::usual_cycle);
    return found;
  }
  return std::nullopt;
}

/// L1 alone, whose pictures are far from real ones.
std::optional<Diagnosis> averages(const Course& course, const Setting& setting) {
  if (both_ways(setting) || setting.adversarial_weight > 0) return std::nullopt;
  if (!agree(course, [&](const Measured& m) {
        return course.value(m, Figure::frechet) > T::average_far * course.floor(Figure::frechet);
      }))
    return std::nullopt;
  const Measured& now = course.measured().back();
  Diagnosis found;
  found.verdict = Verdict::averages;
  found.evidence =
      sentences::near_but_soft(course.value(now, Figure::reconstruction), course.value(now, Figure::frechet),
                               course.floor(Figure::frechet));
  found.advice = sentences::give_d_weight();
  found.remedy = sentences::let_d_judge();
  return found;
}

/// Whether one direction does what it shall.
bool is_done(const Course& course, const Measured& m, const Way& way) {
  if (knows_converted(course))
    return course.value(m, way.converted) >= T::converted && course.value(m, way.kept) >= T::kept;
  const double distance = course.value(m, way.frechet);
  return distance <= T::translated_floors * course.floor(way.frechet) &&
         distance <= T::translated_input * course.trivial(way.frechet);
}

std::optional<Diagnosis> translates(const Course& course, const Setting& setting) {
  if (!agree(course, [&](const Measured& m) {
        return is_done(course, m, there) && (!both_ways(setting) || is_done(course, m, back));
      }))
    return std::nullopt;
  const Measured& now = course.measured().back();
  Diagnosis found;
  found.verdict = Verdict::translates;
  found.evidence =
      knows_converted(course)
          ? sentences::converts(
                course.value(now, Figure::converted), course.value(now, Figure::converted_back),
                std::fmin(course.value(now, Figure::kept), course.value(now, Figure::kept_back)))
          : sentences::looks_real(course.value(now, Figure::frechet), course.floor(Figure::frechet),
                                  course.trivial(Figure::frechet));
  return found;
}

}  // namespace

std::optional<Diagnosis> translation_trouble(const Course& course, const Setting& setting) {
  if (auto found = by_heart(course, setting)) return found;
  if (auto found = unchanged(course, setting)) return found;
  if (!both_ways(setting)) return std::nullopt;
  if (auto found = flipping(course)) return found;
  return repainted(course, setting);
}

std::optional<Diagnosis> translation_result(const Course& course, const Setting& setting) {
  if (auto found = averages(course, setting)) return found;
  return translates(course, setting);
}

}  // namespace ganscope::diagnose
