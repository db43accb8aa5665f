#pragma once
#include <array>
#include <functional>
#include <memory>
#include <vector>

#include "core/data/laws/mixture_law.h"

namespace ganscope::data {

/// A curve in the plane, t from 0 to 1 ↦ (x, y), continuous, and the relative share of the points on it.
struct Curve {
  std::function<std::array<double, 2>(double t)> at;
  double share = 1;
};

/// Points spread evenly by length along the curves, with normal noise of standard deviation `sigma` in x and
/// y. The curve is replaced by Gaussians no more than σ apart along it: between so close neighbours their sum
/// is even to 2e^(−2π²), about 5 in a billion, so the mixture is the integral along the curve for every
/// purpose here.
[[nodiscard]] std::shared_ptr<const MixtureLaw> law_along(const std::vector<Curve>& curves, double sigma);

}  // namespace ganscope::data
