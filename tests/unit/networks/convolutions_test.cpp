// Our own convolution against LibTorch's: values, slopes, and slopes of slopes, which a gradient penalty
// needs.
#include "core/networks/convolutions.h"

#include <ATen/Parallel.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/conv2d.h>
#include <ATen/ops/equal.h>
#include <ATen/ops/leaky_relu.h>
#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <thread>
#include <vector>

#include "core/networks/kernels/tiles.h"
#include "tests/unit/networks/slopes.h"

namespace ganscope::networks {
namespace {

struct OwnShape {
  int64_t count, in, out, height, width, size, stride, padding;
};

std::string words_of(const OwnShape& s) {
  return std::to_string(s.in) + "To" + std::to_string(s.out) + "By" + std::to_string(s.size) + "Stride" +
         std::to_string(s.stride);
}

class OwnConvolution : public ::testing::TestWithParam<OwnShape> {
 protected:
  OwnConvolution() { at::set_num_threads(1); }
  // x, weight, bias
  [[nodiscard]] static Inputs inputs(at::ScalarType type = at::kFloat) {
    const OwnShape s = GetParam();
    return {numbers({s.count, s.in, s.height, s.width}, 0.7, type),
            numbers({s.out, s.in, s.size, s.size}, 1.3, type), numbers({s.out}, 2.1, type)};
  }
};

TEST_P(OwnConvolution, IsTheConvolutionAndSoAreItsSlopesAndTheirs) {
  const OwnShape s = GetParam();
  const Inputs given = inputs();
  ASSERT_TRUE(has_own_convolution(given[0], given[1], s.stride, s.padding));
  expect_same([&](const Inputs& i) { return own_convolution(i[0], i[1], i[2], s.stride, s.padding); },
              [&](const Inputs& i) { return at::conv2d(i[0], i[1], i[2], s.stride, s.padding); }, given);
}

TEST_P(OwnConvolution, LeavesOutABiasThatIsNotThere) {
  const OwnShape s = GetParam();
  expect_same([&](const Inputs& i) { return own_convolution(i[0], i[1], {}, s.stride, s.padding); },
              [&](const Inputs& i) { return at::conv2d(i[0], i[1], {}, s.stride, s.padding); },
              {inputs()[0], inputs()[1]});
}

TEST_P(OwnConvolution, LeaksInTheSamePass) {
  const OwnShape s = GetParam();
  expect_same(
      [&](const Inputs& i) { return own_convolution(i[0], i[1], i[2], s.stride, s.padding, 0.2); },
      [&](const Inputs& i) { return at::leaky_relu(at::conv2d(i[0], i[1], i[2], s.stride, s.padding), 0.2); },
      inputs());
}

TEST_P(OwnConvolution, LeavesDoublesToLibTorch) {
  const Inputs given = inputs(at::kDouble);
  EXPECT_FALSE(has_own_convolution(given[0], given[1], GetParam().stride, GetParam().padding));
}

TEST_P(OwnConvolution, TakesPicturesAndKernelsInAnyMemoryOrder) {
  const OwnShape s = GetParam();
  const at::NoGradGuard no_grad;
  const Inputs given = inputs();
  const at::Tensor expected = own_convolution(given[0], given[1], given[2], s.stride, s.padding);
  EXPECT_TRUE(at::equal(expected, own_convolution(given[0].contiguous(), given[1].contiguous(), given[2],
                                                  s.stride, s.padding)));
}

// Every thread has room of its own; the trainer, the explorer and the measurer all convolve at once.
TEST_P(OwnConvolution, IsBitwiseTheSameOnManyThreadsAtOnce) {
  const OwnShape s = GetParam();
  const Inputs given = inputs();
  const auto convolved = [&] {
    const at::NoGradGuard no_grad;
    return own_convolution(given[0], given[1], given[2], s.stride, s.padding);
  };
  const at::Tensor expected = convolved();
  std::vector<at::Tensor> results(4);
  {
    std::vector<std::jthread> threads;
    for (at::Tensor& result : results)
      threads.emplace_back([&] {
        for (int i = 0; i < 10; ++i) result = convolved();
      });
  }
  for (const at::Tensor& result : results) EXPECT_TRUE(at::equal(result, expected));
}

// One and three channels go another way back than many; 33 and 12 leave part of a vector empty; 40 pictures
// of 40×40 are more than fit into the room for margins at once.
INSTANTIATE_TEST_SUITE_P(
    Shapes, OwnConvolution,
    ::testing::Values(OwnShape{2, 16, 12, 6, 5, 3, 1, 1}, OwnShape{3, 5, 33, 4, 4, 3, 1, 1},
                      OwnShape{2, 7, 3, 5, 3, 1, 1, 0}, OwnShape{1, 2, 4, 6, 6, 5, 1, 2},
                      OwnShape{2, 4, 5, 5, 5, 3, 1, 0}, OwnShape{2, 3, 16, 8, 6, 4, 2, 1},
                      OwnShape{2, 1, 16, 4, 4, 4, 2, 1}, OwnShape{2, 6, 9, 4, 4, 4, 2, 1},
                      OwnShape{3, 16, 32, 8, 4, 4, 2, 1}, OwnShape{1, 1, 1, 2, 2, 4, 2, 1},
                      OwnShape{40, 3, 4, 40, 40, 4, 2, 1}),
    [](const auto& test) { return words_of(test.param) + "Of" + std::to_string(test.param.count); });

TEST(OwnConvolutions, AreOnlyForWhatTheyAreMadeFor) {
  const at::Tensor odd = numbers({1, 2, 7, 7}, 0.7, at::kFloat),
                   four = numbers({3, 2, 4, 4}, 1.3, at::kFloat);
  EXPECT_FALSE(has_own_convolution(odd, four, 2, 1)) << "an odd picture has no half";
  EXPECT_FALSE(has_own_convolution(odd, numbers({3, 2, 3, 3}, 1.3, at::kFloat), 2, 1));
  EXPECT_FALSE(has_own_convolution(odd, numbers({3, 2, 1, 1}, 1.3, at::kFloat), 1, 1));
}

// The loops for each width of vectors that this processor has.
std::vector<const kernels::Tiles*> every_width() {
  std::vector<const kernels::Tiles*> widths{&kernels::plain_tiles};
#ifdef GANSCOPE_X86_TILES
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) widths.push_back(&kernels::avx2_tiles);
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
      __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl"))
    widths.push_back(&kernels::avx512_tiles);
#endif
  return widths;
}

TEST(Tiles, MultiplyPatchesForEveryNumberOfRowsAndColumns) {
  constexpr int64_t pitch = 9, most = 29;
  const kernels::Patch patch{2, 5, pitch};
  std::vector<float> picture(most * 3 + 2 * pitch), bias(70);
  for (size_t i = 0; i < picture.size(); ++i) picture[i] = static_cast<float>(std::sin(0.7 * double(i)));
  for (size_t i = 0; i < bias.size(); ++i) bias[i] = static_cast<float>(std::cos(double(i)));
  const auto weight = [](int64_t k, int64_t c) { return static_cast<float>(std::sin(double(k * 71 + c))); };
  for (const kernels::Tiles* tiles : every_width()) {
    for (const int64_t count : {int64_t{1}, int64_t{4}, int64_t{11}, int64_t{12}, most}) {
      for (const int64_t columns : {int64_t{1}, int64_t{8}, int64_t{17}, int64_t{33}, int64_t{70}}) {
        SCOPED_TRACE(std::string(tiles->name) + ", " + std::to_string(count) + " × " +
                     std::to_string(columns));
        const int64_t panels = (columns + tiles->panel - 1) / tiles->panel;
        std::vector<float> packed(static_cast<size_t>(panels * tiles->panel * patch.size()));
        for (int64_t c = 0; c < columns; ++c)
          for (int64_t k = 0; k < patch.size(); ++k)
            packed[static_cast<size_t>((c / tiles->panel * patch.size() + k) * tiles->panel +
                                       c % tiles->panel)] = weight(k, c);
        std::vector<float> result(static_cast<size_t>(count * columns + 1), 7);
        std::vector<const float*> from;
        std::vector<float*> to;
        for (int64_t i = 0; i < count; ++i) {
          from.push_back(picture.data() + 3 * i);
          to.push_back(result.data() + columns * i);
        }
        tiles->multiply(from.data(), to.data(), count, patch, packed.data(), columns, {bias.data(), 0.5F});
        for (int64_t i = 0; i < count; ++i) {
          for (int64_t c = 0; c < columns; ++c) {
            double sum = double{bias[static_cast<size_t>(c)]};
            for (int64_t k = 0; k < patch.size(); ++k)
              sum += double{from[static_cast<size_t>(i)][k / 5 * pitch + k % 5]} * double{weight(k, c)};
            ASSERT_NEAR(to[static_cast<size_t>(i)][c], sum > 0 ? sum : sum / 2, 1e-5) << i << ", " << c;
          }
        }
        EXPECT_EQ(result.back(), 7) << "written behind the end";
      }
    }
  }
}

TEST(Tiles, AddOuterProductsForEveryNumberOfRowsAndColumns) {
  constexpr int64_t pitch = 50, count = 300;  // more than are taken together
  for (const kernels::Tiles* tiles : every_width()) {
    for (const int64_t length : {int64_t{1}, int64_t{12}, int64_t{17}, int64_t{48}}) {
      for (const int64_t out : {int64_t{1}, int64_t{7}, int64_t{16}, int64_t{25}}) {
        SCOPED_TRACE(std::string(tiles->name) + ", " + std::to_string(out) + " × " + std::to_string(length));
        const kernels::Patch patch{2, length, pitch};
        std::vector<float> picture(static_cast<size_t>(count + 2 * pitch + kernels::slack)),
            gradient(static_cast<size_t>(count * out)), sums(static_cast<size_t>(out * patch.size() + 1), 1);
        for (size_t i = 0; i < picture.size(); ++i)
          picture[i] = static_cast<float>(std::sin(0.7 * double(i)));
        for (size_t i = 0; i < gradient.size(); ++i)
          gradient[i] = static_cast<float>(std::cos(1.3 * double(i)));
        std::vector<const float*> from;
        for (int64_t i = 0; i < count; ++i) from.push_back(picture.data() + i);
        tiles->add_outer(from.data(), gradient.data(), count, patch, out, sums.data());
        for (int64_t o = 0; o < out; ++o) {
          for (int64_t k = 0; k < patch.size(); ++k) {
            double sum = 1;
            for (int64_t i = 0; i < count; ++i)
              sum += double{gradient[static_cast<size_t>(i * out + o)]} *
                     double{from[static_cast<size_t>(i)][k / length * pitch + k % length]};
            ASSERT_NEAR(sums[static_cast<size_t>(o * patch.size() + k)], sum, 1e-4) << o << ", " << k;
          }
        }
        EXPECT_EQ(sums.back(), 1) << "written behind the end";
      }
    }
  }
}

}  // namespace
}  // namespace ganscope::networks
