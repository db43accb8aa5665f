#pragma once
#include <cmath>
#include <concepts>

namespace ganscope {

/// σ(x) = 1/(1 + e⁻ˣ): the probability whose log odds are x, as D's belief of its raw output.
template <std::floating_point T>
[[nodiscard]] T sigmoid(T x) {
  return 1 / (1 + std::exp(-x));
}

}  // namespace ganscope
