#pragma once
#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

namespace ganscope::networks {

/// What bends the output of a hidden layer of an MLP. leaky_relu: slope 0.2 below zero.
enum class Activation { relu, leaky_relu, tanh, elu, maxout };

/// y = x Wᵀ + b: where W [out, in] and b [out] lie in a network's flat weights.
struct PlainLayer {
  int64_t in = 0, out = 0;
  int64_t weight = 0, bias = 0;  ///< in floats from the start
};

/// An MLP that is nothing but linear layers, all but the last of them bent (not by maxout).
struct PlainPlan {
  Activation activation = Activation::relu;
  std::vector<PlainLayer> layers;
};

/// Such an MLP by plain loops over memory that is kept: no graph, no allocation, one pass over the data a
/// layer. For small networks, whose steps are LibTorch's dispatch rather than arithmetic. float32 on the CPU;
/// used from one thread. Weights are handed in as the network's flat buffer; gradients are added to a buffer
/// that is laid out in the same way.
class PlainMlp {
 public:
  explicit PlainMlp(PlainPlan plan);
  [[nodiscard]] int64_t in() const { return plan_.layers.front().in; }
  [[nodiscard]] int64_t out() const { return plan_.layers.back().out; }

  /// x [count, in] → [count, out]. What follows speaks of these rows, until the next call.
  const float* forward(const float* weights, const float* x, int64_t count);

  /// Carries `slopes` [count, out] of some loss by the output back. Adds its slopes by the weights to
  /// `gradient`, where that is wanted (else null), and writes those by the input to `by_input` [count, in]
  /// (or null).
  void backward(const float* weights, const float* slopes, float* gradient, float* by_input);

  /// How the only output of rows [first, first + count) changes with their input: ∇ₓ, [count, in].
  void input_slopes(const float* weights, int64_t first, int64_t count, float* slopes);

  /// For the rows of the last `input_slopes`: adds to `gradient` the slopes by the weights of Σᵢ ⟨uᵢ, ∇ₓ
  /// output(xᵢ)⟩, `directions` u [count, in] held still. With u the derivative of a penalty by ∇ₓ this is the
  /// penalty's gradient. Exact, by differentiating both passes along u (Pearlmutter 1994).
  void add_slope_gradient(const float* weights, const float* directions, float* gradient);

 private:
  struct Buffer {  // rows of one width, with readable floats behind them
    at::Tensor floats;
    float* make(int64_t count, int64_t width);
  };
  [[nodiscard]] bool curved() const;
  void bend(at::Tensor& rows) const;
  void bend_back(const float* answers, int64_t floats, float* slopes) const;
  [[nodiscard]] size_t last() const { return plan_.layers.size() - 1; }
  /// What goes into layer `l`: [count_, in]
  [[nodiscard]] const float* input_of(size_t l) const;

  PlainPlan plan_;
  int64_t count_ = 0, first_ = 0, looked_at_ = 0;
  Buffer x_;
  std::vector<Buffer> answers_;            // of every layer, bent
  Buffer back_[2];                         // slopes on their way back
  std::vector<Buffer> deltas_;             // of the output by each hidden layer before it is bent
  std::vector<Buffer> tangents_, before_;  // along u: of every layer's input; before it is bent
};

}  // namespace ganscope::networks
