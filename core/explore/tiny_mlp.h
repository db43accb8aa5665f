#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "core/explore/adam.h"

namespace ganscope::explore {

/// A function of one number: an MLP 1-32-32-1 with leaky ReLU (0.2 below zero), its slopes worked out by
/// hand. Small enough to be trained between two frames, without LibTorch. For the figures of the theory; what
/// is trained as a run is in core/networks.
class TinyMlp {
 public:
  static constexpr int width = 32;
  static constexpr size_t weight_count = width + width + width * width + width + width + 1;

  /// Weights evenly within ±√(6/inputs) (of variance 2/inputs; He 2015), the first layer's within ±1 with
  /// biases within ±2, so that its bends lie where the data do; the other biases 0.
  explicit TinyMlp(uint64_t seed);

  /// x [n] → outputs [n]. What follows speaks of these, until the next call.
  std::span<const float> forward(std::span<const float> x);
  /// `slopes` [n] of some loss by every output. Adds its slopes by the weights to `gradient` [weight_count]
  /// (empty: not wanted) and writes those by every x to `by_input` [n] (empty: not wanted).
  void backward(std::span<const float> slopes, std::span<double> gradient, std::span<float> by_input);

  [[nodiscard]] std::vector<float>& weights() { return weights_; }
  [[nodiscard]] const std::vector<float>& weights() const { return weights_; }

 private:
  using Layer = std::array<float, width>;
  std::vector<float> weights_;  // w1 [32], b1 [32], w2 [out 32, in 32], b2 [32], w3 [32], b3
  std::vector<float> x_, out_;  // [n]
  std::vector<Layer> h1_, h2_;  // [n]: what the hidden layers answer
};

}  // namespace ganscope::explore
