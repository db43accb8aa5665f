#pragma once
#include <ATen/TensorOperators.h>
#include <ATen/ops/arange.h>
#include <gtest/gtest.h>
#include <torch/csrc/autograd/autograd.h>

#include <functional>
#include <vector>

namespace ganscope::networks {

using Inputs = std::vector<at::Tensor>;
using Function = std::function<at::Tensor(const Inputs&)>;

// Numbers without a pattern that a mistake could hide behind, in channels_last order as all pictures and
// kernels here.
inline at::Tensor numbers(at::IntArrayRef shape, double pace, at::ScalarType type) {
  int64_t count = 1;
  for (const int64_t length : shape) count *= length;
  const at::Tensor all = (at::arange(1, count + 1, at::kDouble) * pace).sin().view(shape).to(type);
  return shape.size() == 4 ? all.contiguous(at::MemoryFormat::ChannelsLast) : all;
}

inline double largest_difference(const at::Tensor& a, const at::Tensor& b) {
  return (a - b).abs().max().item<double>();
}

// The values, the slopes of Σ y³/3 by every input, and the slopes of those slopes' sum of squares: what a
// step needs, and what a gradient penalty needs.
inline Inputs values_and_slopes(const Function& f, const Inputs& given) {
  Inputs inputs;
  for (const at::Tensor& tensor : given) inputs.push_back(tensor.detach().clone().set_requires_grad(true));
  const at::Tensor y = f(inputs);
  Inputs all{y.detach()};
  const Inputs first =
      torch::autograd::grad({y.pow(3).sum() / 3}, inputs, {}, /*retain_graph=*/true, /*create_graph=*/true);
  at::Tensor penalty;
  for (const at::Tensor& slope : first) {
    all.push_back(slope.detach());
    penalty = penalty.defined() ? penalty + slope.square().sum() : slope.square().sum();
  }
  for (const at::Tensor& slope : torch::autograd::grad({penalty}, inputs)) all.push_back(slope);
  return all;
}

// In double precision what LibTorch says is taken for the truth, for its own error in single precision
// depends on the processor.
inline void expect_same(const Function& ours, const Function& theirs, const Inputs& inputs) {
  Inputs exact;
  for (const at::Tensor& tensor : inputs) exact.push_back(tensor.to(at::kDouble));
  const Inputs mine = values_and_slopes(ours, inputs), wanted = values_and_slopes(theirs, exact);
  ASSERT_EQ(mine.size(), wanted.size());
  const double precision = inputs[0].scalar_type() == at::kDouble ? 1e-12 : 5e-5;  // of the largest value
  for (size_t i = 0; i < mine.size(); ++i) {
    ASSERT_EQ(mine[i].sizes(), wanted[i].sizes());
    const double scale = wanted[i].abs().max().item<double>();
    EXPECT_GT(scale, 0);
    EXPECT_LT(largest_difference(mine[i], wanted[i]), precision * scale) << "result " << i;
  }
}

}  // namespace ganscope::networks
