#pragma once
#include <vector>

namespace ganscope::explore {

/// Ridge regression (Hoerl & Kennard 1970) of `targets` [n, targets_width] on `inputs` [n, inputs_width] at
/// once, both about their means: how much each target changes with each input while the other inputs stay,
/// [inputs_width, targets_width].
[[nodiscard]] std::vector<double> ridge_regression(const std::vector<float>& inputs, int inputs_width,
                                                   const std::vector<float>& targets, int targets_width,
                                                   double ridge);

}  // namespace ganscope::explore
