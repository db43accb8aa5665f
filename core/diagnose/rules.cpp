#include <algorithm>
#include <cmath>
#include <deque>
#include <string_view>
#include <utility>

#include "core/diagnose/autoencoder_rules.h"
#include "core/diagnose/diagnosis.h"
#include "core/diagnose/film_rules.h"
#include "core/diagnose/flow_rules.h"
#include "core/diagnose/line_rules.h"
#include "core/diagnose/looks.h"
#include "core/diagnose/melody_rules.h"
#include "core/diagnose/sentences.h"
#include "core/diagnose/thresholds.h"
#include "core/diagnose/translation_rules.h"

namespace ganscope::diagnose {
namespace {

using T = Thresholds;

double relative_diversity(const Course& course, const Measured& measured) {
  return course.value(measured, Figure::diversity) / course.floor(Figure::diversity);
}

// ---- mode collapse

/// Of sounds: how varied those of one class are, as a part of what real ones are. NaN: not measured.
double class_variety(const Course& course, const Measured& measured) {
  return course.value(measured, Figure::class_variety) / course.floor(Figure::class_variety);
}

std::vector<std::string> lost_parts(const Course& course, const Measured& measured) {
  std::vector<std::string> lost;
  for (const Course::Part& part : course.parts()) {
    const double share = static_cast<double>(measured.values[part.column]);
    if (share < T::lost_part * part.share) lost.push_back(part.name);
  }
  return lost;
}

/// Whether samples of the measurement before `end` lie more widely apart than some measurements ago, or on
/// more modes; or have spread a little with each of many measurements.
bool spreading(const Course& course, size_t end) {
  const auto& all = course.measured();
  if (end < T::agreeing) return true;
  const Measured &now = all[end - 1], &then = all[end - T::agreeing];
  bool steadily = end >= T::growing;
  for (size_t i = 1; steadily && i < T::growing; ++i)
    steadily = relative_diversity(course, all[end - i]) > relative_diversity(course, all[end - i - 1]);
  return steadily || relative_diversity(course, now) - relative_diversity(course, then) > T::spreading ||
         course.value(now, Figure::modes) > course.value(then, Figure::modes) + 1;
}

/// Whether the samples of one measurement are a clump, lie on few modes, or cover next to nothing. Where the
/// data are one cluster there is no mode to lose, however small a clump lies on it.
bool collapsed(const Course& course, const Measured& m) {
  if (course.floor(Figure::modes) < 2) return false;
  const double diversity = relative_diversity(course, m);
  const bool few_modes = course.value(m, Figure::modes) <= T::lost_modes * course.floor(Figure::modes) &&
                         course.value(m, Figure::high_quality) >= T::on_modes;
  const bool uncovered =
      course.value(m, Figure::coverage) <= T::lost_coverage * course.floor(Figure::coverage) &&
      diversity < T::poor_diversity;
  return diversity < T::collapsed_diversity || few_modes || uncovered ||
         class_variety(course, m) < T::one_sound;
}

/// The newest measurement that shows a collapse, while there is one; null: there is none. A clump that jumps
/// is torn for a moment, so a collapse lasts until measurement after measurement shows none.
const Measured* collapse_seen(const Course& course, const Setting& setting) {
  const auto& all = course.measured();
  const auto least = setting.form == Form::points ? T::collapse_steps_points : T::collapse_steps_pictures;
  const Holds shows = [&](const Measured& m) { return collapsed(course, m); };
  const Holds shows_none = [&](const Measured& m) { return !collapsed(course, m); };
  const Measured* newest = nullptr;
  for (size_t end = all.size() - std::min(all.size(), T::looked_back) + 1; end <= all.size(); ++end) {
    const Measured& m = all[end - 1];
    if (newest != nullptr && agree(all, end, T::recovered, T::recovered_s, shows_none)) newest = nullptr;
    const bool goes_on = newest != nullptr && shows(m);
    const bool begins = newest == nullptr && m.step >= least && !spreading(course, end) &&
                        agree(all, end, T::agreeing, T::agreeing_s, shows);
    if (goes_on || begins) newest = &m;
  }
  return newest;
}

/// Whether samples ever were more than a clump.
bool has_ever_spread(const Course& course) {
  return std::ranges::any_of(course.measured(), [&](const Measured& m) { return !collapsed(course, m); });
}

std::optional<Diagnosis> collapse(const Course& course, const Setting& setting) {
  const Measured* seen = collapse_seen(course, setting);
  if (seen == nullptr) return std::nullopt;
  const Measured& now = *seen;
  const double modes = course.floor(Figure::modes);
  const double diversity = relative_diversity(course, now);
  Diagnosis found;
  found.verdict = Verdict::collapse;
  const std::vector<std::string> lost = lost_parts(course, now);
  if (std::isfinite(modes)) {
    found.evidence = sentences::modes_lost(course.value(now, Figure::modes), modes, diversity);
  } else if (!lost.empty() && lost.size() < course.parts().size()) {
    found.evidence = sentences::classes_lost(diversity, lost);
  } else if (const double variety = class_variety(course, now); variety < T::one_sound) {
    found.evidence = sentences::one_sound(variety);
  } else {
    found.evidence = sentences::alike(diversity);
  }
  const bool g_is_fast = setting.lr_g > 2 * setting.lr_d;
  found.advice = g_is_fast ? sentences::slow_g_down() : sentences::collapse_cures();
  if (g_is_fast) found.remedy = sentences::lower_rate_g(setting.lr_d);
  return found;
}

// ---- copies

std::optional<Diagnosis> memorising(const Course& course) {
  const double between = course.floor(Figure::nearest);
  const bool copies = agree(
      course, [&](const Measured& m) { return course.value(m, Figure::nearest) < T::copied * between; });
  if (!copies) return std::nullopt;
  Diagnosis found;
  found.verdict = Verdict::memorising;
  found.evidence = sentences::copies(course.value(course.measured().back(), Figure::nearest) / between);
  found.advice = sentences::more_data();
  return found;
}

// ---- who wins

std::optional<Diagnosis> d_wins(const Course& course, const Setting& setting, const DuelCurves& duel = {}) {
  const std::vector<Bin> window = newest_bins(course, T::window_s, T::window_bins);
  if (window.empty() || !setting.game.output_is_belief) return std::nullopt;
  const bool sure = std::ranges::all_of(window, [&](const Bin& bin) {
    return bin[duel.real] >= T::sure_real && bin[duel.fake] <= T::sure_fake;
  });
  if (!sure) return std::nullopt;
  Diagnosis found;
  found.verdict = Verdict::d_wins;
  const double fake = mean_of(window, duel.fake), pull = mean_of(window, duel.pull);
  if (setting.game.generator_saturates && fake <= T::vanished_fake) {
    found.evidence = sentences::gradient_vanished(fake, course.early_peak(duel.pull), pull);
    found.advice = sentences::try_non_saturating();
    return found;
  }
  found.evidence = sentences::d_is_sure(mean_of(window, duel.real), fake);
  found.advice = sentences::slow_d_down();
  found.remedy = sentences::halve_rate_d(setting.lr_d);
  return found;
}

std::optional<Diagnosis> g_wins(const Course& course, const Setting& setting, const DuelCurves& duel = {}) {
  const std::vector<Bin> window = newest_bins(course, T::window_s, T::window_bins);
  if (window.empty() || !setting.game.output_is_belief || !samples_are_poor(course)) return std::nullopt;
  const bool fooled = std::ranges::all_of(
      window, [&](const Bin& bin) { return bin[duel.real] - bin[duel.fake] <= T::fooled_gap; });
  if (!fooled) return std::nullopt;
  Diagnosis found;
  found.verdict = Verdict::g_wins;
  found.evidence = sentences::d_cannot_tell(mean_of(window, duel.real), mean_of(window, duel.fake));
  found.advice =
      setting.translation == Setting::Translation::none ? sentences::strengthen_d() : sentences::quicken_d();
  found.remedy = sentences::double_rate_d(setting.lr_d);
  return found;
}

// ---- circles

std::optional<Diagnosis> oscillation(const Course& course, const Setting& setting) {
  const std::vector<Bin> window = newest_bins(course, T::oscillation_s, T::oscillation_bins);
  if (window.empty() || !setting.game.output_is_belief) return std::nullopt;
  const double middle = mean_of(window, Curve::d_fake);
  double squares = 0;
  for (const Bin& bin : window) squares += std::pow(bin[Curve::d_fake] - middle, 2);
  const double width = std::sqrt(squares / static_cast<double>(window.size()));
  if (!(width >= T::oscillation_width)) return std::nullopt;
  // A crossing counts when the curve has gone half its width beyond the mean.
  size_t crossings = 0;
  int side = 0;
  for (const Bin& bin : window) {
    const double away = bin[Curve::d_fake] - middle;
    const int now = away > 0.5 * width ? 1 : away < -0.5 * width ? -1 : side;
    crossings += side != 0 && now != side ? 1 : 0;
    side = now;
  }
  if (crossings < T::oscillation_crossings) return std::nullopt;
  Diagnosis found;
  found.verdict = Verdict::oscillation;
  const double steps = static_cast<double>(window.back().step - window.front().step);
  found.evidence =
      sentences::swings(middle - width, middle + width, 2 * steps / static_cast<double>(crossings));
  found.advice = sentences::calm_both();
  found.remedy = sentences::halve_rate_g(setting.lr_g);
  return found;
}

// ---- points that lie otherwise than the data

/// Of KL and JS the one that is the more times its floor; value NaN where neither was measured.
sentences::Gap gap_of(const Course& course, const Measured& m) {
  const auto gap = [&](const char* name, Figure figure) {
    return sentences::Gap{name, course.value(m, figure), course.floor(figure)};
  };
  const sentences::Gap js = gap("JS", Figure::js), kl = gap("KL", Figure::kl);
  return kl.value / kl.floor > js.value / js.floor || !std::isfinite(js.value) ? kl : js;
}

/// Whether points are far from the data by either divergence.
bool far_off(const Course& course, const Measured& m) {
  const sentences::Gap gap = gap_of(course, m);
  return gap.value > T::far_off * gap.floor;
}

/// The largest deviation of a mode's share from the data's, as a part of it; and the least and the largest
/// share, of samples and of data. Modes that are too rare to be counted well are left out.
struct Shares {
  double deviation = 0, least = 1, most = 0, even_least = 1, even_most = 0;
};
Shares shares_of(const Course& course, const Measured& m) {
  Shares shares;
  for (const Course::Part& part : course.parts()) {
    if (part.share < T::counted_part) continue;
    const double share = static_cast<double>(m.values[part.column]);
    shares.deviation = std::max(shares.deviation, std::abs(share - part.share) / part.share);
    shares.least = std::min(shares.least, share);
    shares.most = std::max(shares.most, share);
    shares.even_least = std::min(shares.even_least, part.share);
    shares.even_most = std::max(shares.even_most, part.share);
  }
  return shares;
}

/// In what way the samples of a measurement miss the data. Between the modes first: it explains the others.
Sentence how_they_miss(const Course& course, const Measured& m) {
  const sentences::Gap gap = gap_of(course, m);
  const double diversity = relative_diversity(course, m);
  const double quality = course.value(m, Figure::high_quality), real = course.floor(Figure::high_quality);
  if (quality < T::off_modes * real) return sentences::between_modes(quality, real, gap);
  if (const Shares s = shares_of(course, m); s.deviation > T::uneven_part)
    return sentences::uneven(s.least, s.most, s.even_least, s.even_most, gap);
  if (diversity < T::too_narrow) return sentences::too_narrow(diversity, gap);
  if (diversity > T::too_wide) return sentences::too_wide(diversity, gap);
  return course.measures(Figure::modes) ? sentences::within_modes(gap) : sentences::elsewhere(gap);
}

std::optional<Diagnosis> misfit(const Course& course) {
  const auto& all = course.measured();
  if (all.size() < T::misfit_measured || all.back().step < T::misfit_steps) return std::nullopt;
  if (!agree(course, [&](const Measured& m) { return far_off(course, m); })) return std::nullopt;
  // The larger of both is asked whether it falls: the other may have arrived.
  const Figure figure = std::string_view(gap_of(course, all.back()).name) == "KL" ? Figure::kl : Figure::js;
  const double before = course.value(all[all.size() - T::misfit_measured], figure);
  if (course.value(all.back(), figure) < (1 - T::misfit_falling) * before) return std::nullopt;
  Diagnosis found;
  found.verdict = Verdict::misfit;
  found.evidence = how_they_miss(course, all.back());
  found.advice = sentences::misfit_cures();
  return found;
}

// ---- no progress

/// The figures that say how far samples are from the data, smaller is better.
std::vector<Figure> distances(const Course& course) {
  if (course.measures(Figure::frechet)) return {Figure::frechet};
  return {Figure::sliced_wasserstein, Figure::js};
}

/// The best of a figure before a moment and from it on; NaN: there was none.
std::pair<double, double> best_around(const Course& course, Figure figure, double moment_s) {
  double before = no_value, after = no_value;
  for (const Measured& m : course.measured()) {
    double& best = m.seconds < moment_s ? before : after;
    best = std::fmin(best, course.value(m, figure));
  }
  return {before, after};
}

std::optional<Diagnosis> plateau(const Course& course) {
  const auto& all = course.measured();
  if (all.size() < T::plateau_measured || all.back().seconds - all.front().seconds < T::plateau_s)
    return std::nullopt;
  const double begin_of_last = all.front().seconds + 2.0 / 3 * (all.back().seconds - all.front().seconds);
  const std::vector<Figure> figures = distances(course);
  const bool stands = std::ranges::all_of(figures, [&](Figure figure) {
    const auto [before, last] = best_around(course, figure, begin_of_last);
    return last > (1 - T::plateau_gain) * before && last > T::plateau_far * course.floor(figure);
  });
  if (!stands) return std::nullopt;
  Diagnosis found;
  found.verdict = Verdict::plateau;
  const double last = best_around(course, figures.front(), begin_of_last).second;
  // The title says that it goes no further; of points far off the evidence says how they miss.
  found.evidence = far_off(course, all.back()) ? how_they_miss(course, all.back())
                                               : sentences::no_better(all.back().seconds - begin_of_last,
                                                                      last, course.floor(figures.front()));
  found.advice = sentences::plateau_cures();
  return found;
}

// ---- all is well

bool covers(const Course& course) {
  return agree(course, [&](const Measured& m) {
    if (far_off(course, m) || !moves_right(course, m)) return false;
    const bool diverse = relative_diversity(course, m) >= T::healthy_diversity;
    if (course.measures(Figure::modes))
      return diverse && course.value(m, Figure::modes) >= T::healthy_modes * course.floor(Figure::modes) &&
             course.value(m, Figure::high_quality) >= T::healthy_quality;
    if (course.measures(Figure::coverage))
      return diverse &&
             course.value(m, Figure::coverage) >= T::healthy_coverage * course.floor(Figure::coverage) &&
             course.value(m, Figure::precision) >= T::healthy_precision * course.floor(Figure::precision);
    return diverse && course.value(m, Figure::sliced_wasserstein) <=
                          T::healthy_distance * course.floor(Figure::diversity);
  });
}

std::optional<Diagnosis> healthy(const Course& course, const Setting& setting) {
  const std::vector<Bin> window = newest_bins(course, T::window_s, T::window_bins);
  if (window.empty() || !covers(course)) return std::nullopt;
  const double real = mean_of(window, Curve::d_real), fake = mean_of(window, Curve::d_fake);
  if (setting.game.output_is_belief && !(real - fake <= T::healthy_gap)) return std::nullopt;
  Diagnosis found;
  found.verdict = Verdict::healthy;
  const Measured& now = course.measured().back();
  found.evidence =
      course.measures(Figure::modes)
          ? sentences::modes_covered(course.value(now, Figure::modes), course.floor(Figure::modes),
                                     course.value(now, Figure::high_quality))
          : sentences::balanced(real, fake, relative_diversity(course, now));
  return found;
}

// ---- pictures of pictures

/// Of the rules of the game those that mean the same here; both duels where there are two.
std::optional<Diagnosis> translation_game(const Course& course, const Setting& setting) {
  const bool pairs = setting.translation == Setting::Translation::pairs;
  if (pairs && setting.adversarial_weight == 0) return std::nullopt;  // D rests
  const std::vector<DuelCurves> duels =
      pairs ? std::vector<DuelCurves>{{}}
            : std::vector<DuelCurves>{{Curve::d_real_there, Curve::d_fake_there, Curve::grad_g_there},
                                      {Curve::d_real_back, Curve::d_fake_back, Curve::grad_g_back}};
  for (const DuelCurves& duel : duels)
    if (auto found = d_wins(course, setting, duel)) return found;
  for (const DuelCurves& duel : duels)
    if (auto found = g_wins(course, setting, duel)) return found;
  return std::nullopt;
}

Diagnosis diagnose_translation(const Course& course, const Setting& setting) {
  if (auto found = translation_trouble(course, setting)) return *found;
  if (auto found = translation_game(course, setting)) return *found;
  if (auto found = translation_result(course, setting)) return *found;
  if (auto found = plateau(course)) return *found;
  return {};
}

// ---- lines of words

Diagnosis diagnose_lines(const Course& course, const Setting& setting) {
  if (auto found = line_trouble(course)) return *found;
  if (auto found = d_wins(course, setting)) return *found;
  if (auto found = oscillation(course, setting)) return *found;
  if (auto found = line_result(course)) return *found;
  if (auto found = melody_result(course)) return *found;
  return {};
}

}  // namespace

Diagnosis diagnose(const Course& course, const Setting& setting) {
  if (setting.diverged) {
    Diagnosis found;
    found.verdict = Verdict::diverged;
    found.evidence = sentences::no_numbers();
    found.advice = sentences::go_back();
    return found;
  }
  Diagnosis unsure;
  if (course.seconds() < T::settled_s || course.steps() < T::settled_steps) return unsure;
  if (setting.translation != Setting::Translation::none) return diagnose_translation(course, setting);
  if (setting.ode_steps > 0) return diagnose_flow(course, setting);
  if (setting.encoder) return diagnose_autoencoder(course, setting);
  if (says_lines(course)) return diagnose_lines(course, setting);
  // Where G's gradient has vanished, or G never got away from a D that is sure, samples stay the clump that
  // they began as: name the cause, not what it looks like.
  std::optional<Diagnosis> won = d_wins(course, setting);
  if (won && (setting.game.generator_saturates || !has_ever_spread(course))) return *won;
  if (auto found = collapse(course, setting)) return *found;
  if (auto found = memorising(course)) return *found;
  if (auto found = film_trouble(course)) return *found;
  if (won) return *won;
  if (auto found = g_wins(course, setting)) return *found;
  if (auto found = oscillation(course, setting)) return *found;
  if (auto found = plateau(course)) return *found;
  if (auto found = misfit(course)) return *found;
  if (auto found = healthy(course, setting)) return *found;
  return unsure;
}

}  // namespace ganscope::diagnose
