// The convolutions that halve and double a picture against what LibTorch makes of their definitions.
#include <ATen/Parallel.h>
#include <ATen/ops/conv2d.h>
#include <ATen/ops/conv_transpose2d.h>
#include <ATen/ops/pixel_shuffle.h>
#include <ATen/ops/upsample_nearest2d.h>
#include <gtest/gtest.h>

#include <string>

#include "core/networks/pixel_shuffle.h"
#include "core/networks/scaling_convolutions.h"
#include "tests/unit/networks/slopes.h"

namespace ganscope::networks {
namespace {

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
