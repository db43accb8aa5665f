#pragma once
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>

namespace ganscope::explore {

/// How far a picture agrees with strokes: 1 − mean |picture − colours| under the strokes ÷ the same of the
/// picture before, within [0, 1]. So what was there before agrees by 0, exactly the colours by 1; where the
/// picture before had them already, 1. `picture`, `before`, `colours` [channels, pixels], `weights` [pixels]
/// in [0, 1]: how far each is under a stroke.
[[nodiscard]] inline double agreement(std::span<const float> picture, std::span<const float> before,
                                      std::span<const float> colours, std::span<const float> weights) {
  double now = 0, then = 0;
  for (size_t i = 0; i < colours.size(); ++i) {
    const auto weight = static_cast<double>(weights[i % weights.size()]);
    now += weight * std::abs(static_cast<double>(picture[i] - colours[i]));
    then += weight * std::abs(static_cast<double>(before[i] - colours[i]));
  }
  return then > 0 ? std::clamp(1 - now / then, 0.0, 1.0) : 1;
}

}  // namespace ganscope::explore
