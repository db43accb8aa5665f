#include <cmath>
#include <string>

#include "core/objectives/objective.h"
#include "core/objectives/penalties.h"
#include "core/objectives/pointwise.h"

namespace ganscope::objectives {
namespace {

double sigmoid(double d) { return d >= 0 ? 1 / (1 + std::exp(-d)) : std::exp(d) / (1 + std::exp(d)); }
double softplus(double d) { return std::max(d, 0.0) + std::log1p(std::exp(-std::abs(d))); }

// −log σ(d) = softplus(−d)
ValueAndSlope minus_log_real(double d) { return {softplus(-d), -sigmoid(-d)}; }
// −log(1 − σ(d)) = softplus(d)
ValueAndSlope minus_log_fake(double d) { return {softplus(d), sigmoid(d)}; }
ValueAndSlope log_fake(double d) { return {-softplus(d), -sigmoid(d)}; }
ValueAndSlope half_square_to_one(double d) { return {0.5 * (d - 1) * (d - 1), d - 1}; }
ValueAndSlope half_square_to_zero(double d) { return {0.5 * d * d, d}; }
ValueAndSlope hinge_real(double d) { return {std::max(0.0, 1 - d), d < 1 ? -1.0 : 0.0}; }
ValueAndSlope hinge_fake(double d) { return {std::max(0.0, 1 + d), d > -1 ? 1.0 : 0.0}; }
ValueAndSlope plus(double d) { return {d, 1}; }
ValueAndSlope minus(double d) { return {-d, -1}; }

template <LogitFunction real, LogitFunction fake, LogitFunction generator>
std::unique_ptr<Objective> pointwise(const config::Settings&) {
  return std::make_unique<PointwiseObjective>(real, fake, generator);
}

}  // namespace

// The order is that of the chooser. A new objective is one entry here, with a file of its own when it is not
// pointwise.
const std::vector<ObjectiveEntry>& all_objectives() {
  static const std::vector<ObjectiveEntry> entries = {
      {{"non-saturating",
        "Non-saturating",
        "D: −E log σ(d_real) − E log(1 − σ(d_fake)); G: −E log σ(d_fake). G learns most where D is sure that "
        "it fails. "
        "Goodfellow 2014; NIPS 2016 tutorial, equation 13.",
        {}},
       pointwise<minus_log_real, minus_log_fake, minus_log_real>,
       nullptr},
      {{"minimax",
        "Minimax",
        "D: −E log σ(d_real) − E log(1 − σ(d_fake)); G: E log(1 − σ(d_fake)), the game of the first paper: "
        "G's gradient "
        "vanishes where D is sure. Goodfellow 2014, equation 1.",
        {}},
       pointwise<minus_log_real, minus_log_fake, log_fake>,
       nullptr},
      {{"least-squares",
        "Least squares",
        "D: ½ E(d_real − 1)² + ½ E d_fake²; G: ½ E(d_fake − 1)². Covers grids of modes well. Mao 2017.",
        {}},
       pointwise<half_square_to_one, half_square_to_zero, half_square_to_one>,
       nullptr},
      {{"hinge",
        "Hinge",
        "D: E max(0, 1 − d_real) + E max(0, 1 + d_fake); G: −E d_fake. D stops pushing beyond a margin. Lim "
        "& Ye 2017; "
        "Miyato 2018.",
        {}},
       pointwise<hinge_real, hinge_fake, minus>,
       nullptr},
      {{"wgan-gp",
        "Wasserstein, gradient penalty",
        "Critic: E d_fake − E d_real + λ E(‖∇D(x̂)‖ − 1)², x̂ between real and generated; G: −E d_fake. Wants "
        "several "
        "critic steps a step and no batch normalisation in D. Gulrajani 2017.",
        {gp_lambda()}},
       pointwise<minus, plus, minus>,
       gradient_penalty_of},
  };
  return entries;
}

Expected<const ObjectiveEntry*> find_objective(const config::Settings& settings) {
  const std::string& key = settings.text("objective");
  std::vector<std::string> known;
  for (const ObjectiveEntry& entry : all_objectives()) {
    if (entry.info.key == key) return &entry;
    known.push_back(entry.info.key);
  }
  const std::string near = config::nearest(key, known);
  return fail(FailureKind::usage, "there is no objective called " + key, "objective",
              near.empty() ? "`ganscope list objectives` names them all" : "did you mean " + near + "?");
}

}  // namespace ganscope::objectives
