#pragma once
#include <array>
#include <string_view>

namespace ganscope::panels::playground {

/// What G pays for one generated sample, as a function of D's raw output v (D(G(z)) = σ(v)).
struct CostCurve {
  std::string_view key;  ///< of the objective
  const char* title;     ///< English
  const char* formula;
  const char* words;  ///< English, rich text: what its shape does
  double (*cost)(double logit);
  double (*slope)(double logit);  ///< by v
};
/// Minimax, non-saturating, maximum likelihood, least squares, hinge, Wasserstein; as core/objectives has
/// them, which a test holds together.
[[nodiscard]] const std::array<CostCurve, 6>& cost_curves();

}  // namespace ganscope::panels::playground
