#include "app/panels/playground/figures/cost_curves.h"

#include <algorithm>
#include <cmath>

#include "core/base/sigmoid.h"

namespace ganscope::panels::playground {
namespace {

double soft(double v) { return std::max(v, 0.0) + std::log1p(std::exp(-std::abs(v))); }  // log(1 + eᵛ)

}  // namespace

const std::array<CostCurve, 6>& cost_curves() {
  static const std::array<CostCurve, 6> curves{
      {{"minimax", "Minimax", "log(1 − D)",
        "Flat on the left: where {D} is sure that a sample is fake, {G} hears almost nothing. The better "
        "{D}, "
        "the less {G} learns.",
        [](double v) { return -soft(v); }, [](double v) { return -sigmoid(v); }},
       {"non-saturating", "Non-saturating", "−log D",
        "Steep on the left: the samples that {D} rejects pull hardest. The same fixed point as minimax, but "
        "no longer one value function for both.",
        [](double v) { return soft(-v); }, [](double v) { return sigmoid(v) - 1; }},
       {"maximum-likelihood", "Maximum likelihood", "−D/(1 − D)",
        "Flat on the left like minimax, and steep on the far right: nearly all of the gradient comes from "
        "the "
        "few best samples, so it varies much.",
        [](double v) { return -std::exp(v); }, [](double v) { return -std::exp(v); }},
       {"least-squares", "Least squares", "½ (v − 1)²",
        "A parabola in {D}'s raw output v: samples are pulled to v = 1 from both sides, harder the further "
        "away they are.",
        [](double v) { return 0.5 * (v - 1) * (v - 1); }, [](double v) { return v - 1; }},
       {"hinge", "Hinge", "−v",
        "Every sample pulls alike. What stops is {D}: beyond its margin it learns nothing more.",
        [](double v) { return -v; }, [](double) { return -1.0; }},
       {"wgan-gp", "Wasserstein", "−v",
        "The critic's output itself: every sample pulls alike, however bad it is. It has meaning only while "
        "the critic's slope is held near 1.",
        [](double v) { return -v; }, [](double) { return -1.0; }}}};
  return curves;
}

}  // namespace ganscope::panels::playground
