// The convolutions that halve and double a picture against what LibTorch makes of their definitions.
#include <ATen/Parallel.h>
#include <ATen/TensorOperators.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/conv2d.h>
#include <ATen/ops/conv_transpose2d.h>
#include <ATen/ops/pixel_shuffle.h>
#include <ATen/ops/upsample_nearest2d.h>
#include <gtest/gtest.h>
#include <torch/csrc/autograd/autograd.h>

#include <functional>
#include <string>
#include <vector>

#include "core/networks/pixel_shuffle.h"
#include "core/networks/scaling_convolutions.h"

namespace ganscope::networks {
namespace {

using Inputs = std::vector<at::Tensor>;
using Function = std::function<at::Tensor(const Inputs&)>;

// Numbers without a pattern that a mistake could hide behind, in channels_last order as all pictures and
// kernels here.
at::Tensor numbers(at::IntArrayRef shape, double pace, at::ScalarType type) {
  int64_t count = 1;
  for (const int64_t length : shape) count *= length;
  const at::Tensor all = (at::arange(1, count + 1, at::kDouble) * pace).sin().view(shape).to(type);
  return shape.size() == 4 ? all.contiguous(at::MemoryFormat::ChannelsLast) : all;
}

double largest_difference(const at::Tensor& a, const at::Tensor& b) {
  return (a - b).abs().max().item<double>();
}

// The values, the slopes of Σ y³/3 by every input, and the slopes of those slopes' sum of squares: what a
// step needs, and what a gradient penalty needs.
Inputs values_and_slopes(const Function& f, const Inputs& given) {
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

void expect_same(const Function& ours, const Function& theirs, const Inputs& inputs) {
  const Inputs mine = values_and_slopes(ours, inputs), wanted = values_and_slopes(theirs, inputs);
  ASSERT_EQ(mine.size(), wanted.size());
  const double precision = inputs[0].scalar_type() == at::kDouble ? 1e-12 : 1e-5;  // of the largest value
  for (size_t i = 0; i < mine.size(); ++i) {
    ASSERT_EQ(mine[i].sizes(), wanted[i].sizes());
    const double scale = wanted[i].abs().max().item<double>();
    EXPECT_GT(scale, 0);
    EXPECT_LT(largest_difference(mine[i], wanted[i]), precision * scale) << "result " << i;
  }
}

struct Shape {
  int64_t count, in, out, height, width;
};

// Pictures of one and three channels go another way than those of many.
class ScalingConvolutions : public ::testing::TestWithParam<std::tuple<Shape, at::ScalarType>> {
 protected:
  ScalingConvolutions() { at::set_num_threads(1); }
  [[nodiscard]] Shape shape() const { return std::get<0>(GetParam()); }
  [[nodiscard]] at::Tensor made(at::IntArrayRef shape, double pace) const {
    return numbers(shape, pace, std::get<1>(GetParam()));
  }
};

TEST_P(ScalingConvolutions, HalvingIsTheConvolution) {
  const auto [count, in, out, height, width] = shape();
  expect_same([](const Inputs& i) { return halving_convolution(i[0], i[1], i[2]); },
              [](const Inputs& i) { return at::conv2d(i[0], i[1], i[2], 2, 1); },
              {made({count, out, 2 * height, 2 * width}, 0.7), made({in, out, 4, 4}, 1.3), made({in}, 2.1)});
}

TEST_P(ScalingConvolutions, DoublingIsTheTransposedConvolution) {
  const auto [count, in, out, height, width] = shape();
  expect_same([](const Inputs& i) { return doubling_convolution(i[0], i[1]); },
              [](const Inputs& i) { return at::conv_transpose2d(i[0], i[1], {}, 2, 1); },
              {made({count, in, height, width}, 0.7), made({in, out, 4, 4}, 1.3)});
}

TEST_P(ScalingConvolutions, OneKernelUpsamplesAndConvolves) {
  const auto [count, in, out, height, width] = shape();
  expect_same([](const Inputs& i) { return doubling_convolution(i[0], doubling_kernel(i[1])); },
              [](const Inputs& i) {
                const at::Tensor large = at::upsample_nearest2d(i[0], {2 * i[0].size(2), 2 * i[0].size(3)});
                return at::conv2d(large, i[1], {}, 1, 1);
              },
              {made({count, in, height, width}, 0.7), made({out, in, 3, 3}, 1.3)});
}

TEST_P(ScalingConvolutions, KeepChannelsLast) {
  const auto [count, in, out, height, width] = shape();
  const at::Tensor small = made({count, in, height, width}, 0.7), kernel = made({in, out, 4, 4}, 1.3);
  const at::Tensor large = doubling_convolution(small, kernel);
  EXPECT_TRUE(large.is_contiguous(at::MemoryFormat::ChannelsLast));
  EXPECT_EQ(large.stride(3), out);  // also where one channel could be called contiguous in either order
  EXPECT_TRUE(
      halving_convolution(large, kernel, made({in}, 1)).is_contiguous(at::MemoryFormat::ChannelsLast));
}

TEST_P(ScalingConvolutions, ShuffledPixelsAreThoseOfLibTorch) {
  const auto [count, in, out, height, width] = shape();
  expect_same([](const Inputs& i) { return shuffled_pixels(i[0]); },
              [](const Inputs& i) { return at::pixel_shuffle(i[0], 2); },
              {made({count, 4 * out, height, width}, 0.7)});
}

std::string name_of(const ::testing::TestParamInfo<ScalingConvolutions::ParamType>& test) {
  const auto& [shape, type] = test.param;
  return std::to_string(shape.in) + "To" + std::to_string(shape.out) +
         (type == at::kFloat ? "Float" : "Double");
}

INSTANTIATE_TEST_SUITE_P(Shapes, ScalingConvolutions,
                         ::testing::Combine(::testing::Values(Shape{2, 16, 1, 4, 4}, Shape{3, 5, 3, 2, 6},
                                                              Shape{2, 8, 16, 4, 2}, Shape{1, 1, 4, 1, 1},
                                                              Shape{65, 2, 2, 1, 1}),
                                            ::testing::Values(at::kFloat, at::kDouble)),
                         name_of);

}  // namespace
}  // namespace ganscope::networks
