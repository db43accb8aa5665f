#pragma once
#include <ATen/core/Tensor.h>

#include <functional>
#include <utility>

#include "core/networks/weights.h"

namespace ganscope::networks {

/// Looks at what G's hidden layers answer, and may put something else in its place.
struct Editing {
  /// Is shown a hidden layer's answers after norm and activation, [N, C, H, W] or [N, width], layer after
  /// layer, and says what the next layer gets. It changes nothing in place.
  std::function<at::Tensor(const at::Tensor& answers)> answered;
};

/// Every generator passes its hidden layers' answers through here: where nobody looks, as they are.
inline at::Tensor edited(const Weights& weights, at::Tensor answers) {
  if (weights.editing == nullptr) return answers;
  return weights.editing->answered(std::move(answers));
}

}  // namespace ganscope::networks
