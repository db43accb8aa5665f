#pragma once
#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

#include "core/config/option.h"
#include "core/networks/weights.h"

namespace ganscope::models {

/// An optimiser's memory of one network. Adam: running means of the gradient and of its square; RMSprop: the
/// second only; SGD: the first only, its velocity. What an optimiser does not use stays as it is.
struct Moments {
  at::Tensor first, second;  ///< [flat_size] float32, laid out like the weights
};

/// How gradients move weights; g is the gradient, every operation by element. PyTorch's formulas.
struct Optimiser {
  enum class Kind {
    adam,  ///< m ← β₁m + (1−β₁)g; v ← β₂v + (1−β₂)g²; w ← w − rate·m̂/(√v̂ + ε), bias-corrected (Kingma & Ba
           ///< 2015)
    rmsprop,  ///< v ← β₂v + (1−β₂)g²; w ← w − rate·g/(√v + ε) (Hinton 2012)
    sgd,      ///< m ← momentum·m + g; w ← w − rate·m
  };
  Kind kind = Kind::adam;
  double beta1 = 0.9, beta2 = 0.999, momentum = 0.9, epsilon = 1e-8;

  /// Whether the next update depends on what the last ones left in `Moments::first`, and in
  /// `Moments::second`.
  [[nodiscard]] bool remembers_first() const {
    return kind == Kind::sgd ? momentum != 0 : kind == Kind::adam && beta1 != 0;
  }
  [[nodiscard]] bool remembers_second() const { return kind != Kind::sgd && beta2 != 0; }
};
/// From the options `optimiser`, `beta1`, `beta2` and `momentum`.
[[nodiscard]] Optimiser optimiser_of(const config::Settings& settings);

/// ‖gradient‖₂ over all parameters; NaN or infinite when any of it is. Undefined gradients count as zero.
[[nodiscard]] double gradient_norm(const std::vector<at::Tensor>& gradients);

/// Scales all gradients by the same factor so that their common length `norm` becomes at most `longest`
/// (Pascanu 2013).
void clip_gradients(std::vector<at::Tensor>& gradients, double norm, double longest);

/// One update of all parameters in one pass over memory on the CPU. `gradients` in the order of
/// `layout.parameters()`; an undefined one leaves its parameter alone. `update` counts from 1.
void optimise(const Optimiser& optimiser, const networks::Layout& layout, const networks::Weights& weights,
              const Moments& moments, const std::vector<at::Tensor>& gradients, int64_t update, double rate);

/// The same by LibTorch's operations, each over all parameters at once: the way of `optimise` on a GPU. Right
/// on the CPU as well, and slower there.
void optimise_together(const Optimiser& optimiser, const networks::Layout& layout,
                       const networks::Weights& weights, const Moments& moments,
                       const std::vector<at::Tensor>& gradients, int64_t update, double rate);

}  // namespace ganscope::models
