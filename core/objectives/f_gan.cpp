#include "core/objectives/f_gan.h"

#include <numbers>
#include <string>
#include <utility>

#include "core/objectives/pointwise.h"

namespace ganscope::objectives {
namespace {

// For each divergence T(v) = g_f(v) and C(v) = f*(g_f(v)), put together by hand so that nothing cancels or
// overflows.

ValueAndSlope identity(double v) { return {v, 1}; }

// KL: f*(t) = exp(t − 1)
ValueAndSlope kl_conjugate(double v) { return bounded_exp(v - 1); }

// Reverse KL: g_f(v) = −exp(−v), f*(t) = −1 − log(−t)
ValueAndSlope reverse_kl_output(double v) {
  const ValueAndSlope e = bounded_exp(-v);
  return {-e.value, e.slope};
}
ValueAndSlope reverse_kl_conjugate(double v) { return {v - 1, 1}; }

// Pearson χ²: f*(t) = ¼t² + t
ValueAndSlope pearson_conjugate(double v) { return {0.25 * v * v + v, 0.5 * v + 1}; }

// Squared Hellinger: g_f(v) = 1 − exp(−v), f*(t) = t/(1 − t)
ValueAndSlope hellinger_output(double v) {
  const ValueAndSlope e = bounded_exp(-v);
  return {1 - e.value, e.slope};
}
ValueAndSlope hellinger_conjugate(double v) {
  const ValueAndSlope e = bounded_exp(v);
  return {e.value - 1, e.slope};
}

// Jensen–Shannon: g_f(v) = log 2 − log(1 + exp(−v)), f*(t) = −log(2 − exp t)
ValueAndSlope jensen_shannon_output(double v) {
  const ValueAndSlope s = softplus(-v);
  return {std::numbers::ln2 - s.value, s.slope};
}
ValueAndSlope jensen_shannon_conjugate(double v) {
  const ValueAndSlope s = softplus(v);
  return {s.value - std::numbers::ln2, s.slope};
}

config::Option heuristic() {
  return config::flag_option("fgan_heuristic", "G raises D's output",
                             "On: G maximises E g_f(d_fake), the paper's practical variant (section 3.2), "
                             "which pulls hard where D is sure. "
                             "Off: G lowers the bound of the divergence itself, −E f*(g_f(d_fake)).",
                             true, config::Player::generator);
}

template <LogitFunction output, LogitFunction conjugate>
ObjectiveEntry entry(std::string key, std::string title, std::string help) {
  const auto make = [](const config::Settings& settings) -> std::unique_ptr<Objective> {
    const bool practical = settings.flag("fgan_heuristic");
    return std::make_unique<PointwiseObjective>(negative<output>, conjugate,
                                                practical ? negative<output> : negative<conjugate>);
  };
  return {{std::move(key), std::move(title), std::move(help), {heuristic()}}, make, nullptr};
}

}  // namespace

std::vector<ObjectiveEntry> f_gan_objectives() {
  return {
      entry<identity, kl_conjugate>("fgan-kl", "f-GAN, KL",
                                    "D: −E d_real + E exp(d_fake − 1), a bound of KL(p_data ‖ p_model): "
                                    "missing a mode is what costs most. "
                                    "g_f(v) = v, f*(t) = exp(t − 1). Nowozin 2016, table 2."),
      entry<reverse_kl_output, reverse_kl_conjugate>(
          "fgan-reverse-kl", "f-GAN, reverse KL",
          "D: E exp(−d_real) + E d_fake − 1, a bound of KL(p_model ‖ p_data): samples where there are no "
          "data cost "
          "most, missing modes little. g_f(v) = −exp(−v), f*(t) = −1 − log(−t). Nowozin 2016, table 2."),
      entry<identity, pearson_conjugate>("fgan-pearson", "f-GAN, Pearson χ²",
                                         "D: −E d_real + E(¼ d_fake² + d_fake), a bound of the χ² "
                                         "divergence. g_f(v) = v, f*(t) = ¼t² + t. Nowozin "
                                         "2016, table 2."),
      entry<hellinger_output, hellinger_conjugate>("fgan-hellinger", "f-GAN, squared Hellinger",
                                                   "D: E exp(−d_real) + E exp(d_fake) − 2, a bound of the "
                                                   "squared Hellinger distance. g_f(v) = 1 − exp(−v), "
                                                   "f*(t) = t/(1 − t). Nowozin 2016, table 2."),
      entry<jensen_shannon_output, jensen_shannon_conjugate>(
          "fgan-js", "f-GAN, Jensen–Shannon",
          "D: E log(1 + exp(−d_real)) + E log(1 + exp(d_fake)) − 2 log 2, a bound of the Jensen–Shannon "
          "divergence: "
          "minimax shifted, so that 0 means no difference. g_f(v) = log 2 − log(1 + exp(−v)), f*(t) = −log(2 "
          "− exp t). "
          "Nowozin 2016, table 2."),
  };
}

}  // namespace ganscope::objectives
