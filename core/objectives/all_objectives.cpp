#include <algorithm>
#include <string>
#include <utility>

#include "core/objectives/f_gan.h"
#include "core/objectives/objective.h"
#include "core/objectives/penalties.h"
#include "core/objectives/pointwise.h"
#include "core/objectives/relativistic.h"
#include "core/objectives/weight_clip.h"

namespace ganscope::objectives {
namespace {

// −log σ(d) = softplus(−d)
ValueAndSlope minus_log_real(double d) {
  const ValueAndSlope at = softplus(-d);
  return {at.value, -at.slope};
}
// −log(1 − σ(d)) = softplus(d)
ValueAndSlope minus_log_fake(double d) { return softplus(d); }
ValueAndSlope half_square_to_one(double d) { return {0.5 * (d - 1) * (d - 1), d - 1}; }
ValueAndSlope half_square_to_zero(double d) { return {0.5 * d * d, d}; }
ValueAndSlope hinge_real(double d) { return {std::max(0.0, 1 - d), d < 1 ? -1.0 : 0.0}; }
ValueAndSlope hinge_fake(double d) { return {std::max(0.0, 1 + d), d > -1 ? 1.0 : 0.0}; }
ValueAndSlope plus(double d) { return {d, 1}; }
ValueAndSlope minus(double d) { return {-d, -1}; }

std::vector<ObjectiveEntry> classical() {
  return {
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
       pointwise<minus_log_real, minus_log_fake, negative<minus_log_fake>>,
       nullptr},
      {{"maximum-likelihood",
        "Maximum likelihood",
        "D as in minimax; G: −E exp(d_fake) = −E D/(1 − D), which follows the gradient of the likelihood "
        "where D is "
        "optimal. Only samples that D finds real pull at G, so it starts slowly. Goodfellow 2014, \"On "
        "distinguishability criteria\"; NIPS 2016 tutorial, equation 14.",
        {}},
       pointwise<minus_log_real, minus_log_fake, negative<bounded_exp>>,
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
      {{"wgan-clip",
        "Wasserstein, clipped",
        "Critic: E d_fake − E d_real, every weight clipped to ±c after each update; G: −E d_fake. Wants "
        "about five "
        "critic steps, a small rate and RMSprop. Arjovsky 2017, algorithm 1.",
        {clip_bound()}},
       pointwise<minus, plus, minus>,
       weight_clip_of},
  };
}

}  // namespace

// The order is that of the chooser. A new objective is one entry in one of these lists, with a file of its
// own when it is not pointwise.
const std::vector<ObjectiveEntry>& all_objectives() {
  static const std::vector<ObjectiveEntry> entries = [] {
    std::vector<ObjectiveEntry> all = classical();
    all.push_back(relativistic());
    for (ObjectiveEntry& entry : f_gan_objectives()) all.push_back(std::move(entry));
    return all;
  }();
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

bool output_is_belief(const config::Settings& settings) {
  if (!settings.has("objective")) return false;  // no game, no D
  const auto entry = find_objective(settings);
  return entry && (*entry)->make(settings)->output_is_log_odds();
}

}  // namespace ganscope::objectives
