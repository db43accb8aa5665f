#pragma once
#include <ATen/core/Tensor.h>

#include <string>

#include "core/networks/task.h"
#include "core/networks/weights.h"

namespace ganscope::networks {

/// How a layer with weights is made.
enum class LayerKind { plain, spectral };

/// Spectral normalisation (Miyato 2018, algorithm 1): a weight divided by σ, its largest singular value as a
/// matrix [out, everything else]. σ = uᵀWv, where u and v are kept as buffers and follow W by one power
/// iteration at every forward pass in training, none in evaluation; the gradient goes through W in σ, u and v
/// are constants. They begin as constant vectors of length 1, not random ones as in the paper, and converge
/// within the first steps all the same.
class SpectralNorm {
 public:
  /// For the parameter `weight`, already declared.
  SpectralNorm(Layout& layout, size_t weight);
  /// W/σ in the shape of W.
  [[nodiscard]] at::Tensor operator()(const Weights& weights, Mode mode) const;

 private:
  size_t weight_, u_, v_;
};

}  // namespace ganscope::networks
