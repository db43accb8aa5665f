#include "core/diagnose/autoencoder_rules.h"

#include <optional>

#include "core/diagnose/looks.h"
#include "core/diagnose/sentences.h"
#include "core/diagnose/thresholds.h"

namespace ganscope::diagnose {
namespace {

using T = Thresholds;

std::optional<Diagnosis> silent_encoder(const Course& course, const Setting& setting) {
  const std::vector<Bin> window = newest_bins(course, T::window_s, T::window_bins);
  const double kl = mean_of(window, Curve::kl);
  if (!(kl < T::silent_kl)) return std::nullopt;  // NaN without a variational encoder
  Diagnosis found;
  found.verdict = Verdict::silent_encoder;
  found.evidence = sentences::codes_say_nothing(kl);
  found.advice = sentences::weigh_kl_less();
  if (setting.kl_weight > 0) found.remedy = sentences::halve_kl_weight(setting.kl_weight);
  return found;
}

/// Samples are far from the data, although what is shown is given back.
std::optional<Diagnosis> gaps(const Course& course, const Setting& setting) {
  const std::vector<Bin> window = newest_bins(course, T::window_s, T::window_bins);
  const double error = mean_of(window, Curve::reconstruction_error);
  const bool given_back = error <= T::given_back * course.early_peak(Curve::reconstruction_error);
  if (window.empty() || !given_back || !samples_are_poor(course)) return std::nullopt;
  const Figure figure = distance_of(course);
  Diagnosis found;
  found.verdict = Verdict::gaps;
  found.evidence =
      sentences::samples_miss(error, course.value(course.measured().back(), figure), course.floor(figure));
  found.advice = setting.variational ? sentences::blur_or_game() : sentences::press_codes();
  return found;
}

std::optional<Diagnosis> learned(const Course& course) {
  const std::vector<Bin> window = newest_bins(course, T::window_s, T::window_bins);
  const Figure figure = distance_of(course);
  if (window.empty() || !agree(course, [&](const Measured& m) {
        return course.value(m, figure) <= T::learned_distance * course.floor(figure);
      }))
    return std::nullopt;
  Diagnosis found;
  found.verdict = Verdict::learned;
  found.evidence =
      sentences::samples_fit(mean_of(window, Curve::reconstruction_error),
                             course.value(course.measured().back(), figure), course.floor(figure));
  return found;
}

}  // namespace

Diagnosis diagnose_autoencoder(const Course& course, const Setting& setting) {
  if (auto found = silent_encoder(course, setting)) return *found;
  if (auto found = gaps(course, setting)) return *found;
  if (auto found = learned(course)) return *found;
  return {};
}

}  // namespace ganscope::diagnose
