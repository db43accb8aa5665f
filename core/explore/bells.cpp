#include "core/explore/bells.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace ganscope::explore {
namespace {

const double log_root_two_pi = 0.5 * std::log(2 * std::numbers::pi);

double log_bell(const Bell& bell, double x) {
  const double z = (x - bell.mean) / bell.sigma;
  return std::log(bell.weight) - 0.5 * z * z - std::log(bell.sigma) - log_root_two_pi;
}

/// Places evenly over all that two densities have.
struct Axis {
  double low = 0, step = 1;
  int count = 0;
  [[nodiscard]] double at(int i) const { return low + step * i; }
};

Axis axis_of(const Bells& p, const Bells& q) {
  constexpr double reach = 9;
  constexpr int most = 20'000;
  double low = HUGE_VAL, high = -HUGE_VAL, narrowest = HUGE_VAL;
  for (const Bells* bells : {&p, &q})
    for (const Bell& bell : *bells) {
      low = std::min(low, bell.mean - reach * bell.sigma);
      high = std::max(high, bell.mean + reach * bell.sigma);
      narrowest = std::min(narrowest, bell.sigma);
    }
  const int count = static_cast<int>(std::min<double>(most, std::ceil((high - low) / (narrowest / 4)))) + 1;
  return {low, (high - low) / (count - 1), count};
}

/// log(½ eᵃ + ½ eᵇ)
double log_mean(double a, double b) {
  const double high = std::max(a, b);
  return high + std::log(0.5 * std::exp(a - high) + 0.5 * std::exp(b - high));
}

}  // namespace

double log_density(const Bells& bells, double x) {
  double highest = -HUGE_VAL;
  for (const Bell& bell : bells) highest = std::max(highest, log_bell(bell, x));
  double sum = 0;
  for (const Bell& bell : bells) sum += std::exp(log_bell(bell, x) - highest);
  return highest + std::log(sum);
}

double density(const Bells& bells, double x) { return std::exp(log_density(bells, x)); }

double sample(const Bells& bells, Random& random) {
  double left = random.uniform();
  const Bell* chosen = &bells.back();
  for (const Bell& bell : bells) {
    if (left < bell.weight) {
      chosen = &bell;
      break;
    }
    left -= bell.weight;
  }
  return chosen->mean + chosen->sigma * random.normal();
}

double log_density_slopes(const Bells& bells, double x, std::vector<std::array<double, 2>>& slopes) {
  const double all = log_density(bells, x);
  slopes.resize(bells.size());
  for (size_t k = 0; k < bells.size(); ++k) {
    const Bell& bell = bells[k];
    const double share = std::exp(log_bell(bell, x) - all), z = (x - bell.mean) / bell.sigma;
    slopes[k] = {share * z / bell.sigma, share * (z * z - 1)};
  }
  return all;
}

Divergences divergences(const Bells& p, const Bells& q) {
  const Axis axis = axis_of(p, q);
  Divergences sum;
  for (int i = 0; i < axis.count; ++i) {
    const double log_p = log_density(p, axis.at(i)), log_q = log_density(q, axis.at(i));
    const double at_p = std::exp(log_p), at_q = std::exp(log_q), log_m = log_mean(log_p, log_q);
    sum.forward += at_p * (log_p - log_q);
    sum.reverse += at_q * (log_q - log_p);
    sum.js += 0.5 * at_p * (log_p - log_m) + 0.5 * at_q * (log_q - log_m);
  }
  // Rounding can leave a hair below zero.
  return {std::max(0.0, sum.forward * axis.step), std::max(0.0, sum.reverse * axis.step),
          std::max(0.0, sum.js * axis.step)};
}

std::array<double, 2> divergence_slopes(const Bells& p, const Bell& q, Divergence which) {
  const Bells alone{{q.mean, q.sigma, 1}};
  const Axis axis = axis_of(p, alone);
  std::array<double, 2> slopes{};
  for (int i = 0; i < axis.count; ++i) {
    const double x = axis.at(i), z = (x - q.mean) / q.sigma;
    const double log_p = log_density(p, x), log_q = log_density(alone, x);
    double weight = 0;
    if (which == Divergence::forward)
      weight = -std::exp(log_p);
    else if (which == Divergence::reverse)
      weight = std::exp(log_q) * (log_q - log_p);
    else
      weight = 0.5 * std::exp(log_q) * (log_q - log_mean(log_p, log_q));
    slopes[0] += weight * z / q.sigma * axis.step;
    slopes[1] += weight * (z * z - 1) * axis.step;
  }
  return slopes;
}

Bell descended(const Bells& p, const Bell& q, Divergence which, double rate) {
  constexpr double most_sigmas = 0.5, most_share = 0.1;
  const std::array<double, 2> slopes = divergence_slopes(p, q, which);
  const double by = std::clamp(rate * q.sigma * slopes[0], -most_sigmas, most_sigmas);  // in sigmas
  const double wider = std::clamp(-rate * slopes[1] / 2, -most_share, most_share);
  return {q.mean - by * q.sigma, q.sigma * std::exp(wider), q.weight};
}

}  // namespace ganscope::explore
