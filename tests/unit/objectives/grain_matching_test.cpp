#include "core/objectives/grain_matching.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/conv2d.h>
#include <ATen/ops/full.h>
#include <ATen/ops/tensor.h>
#include <gtest/gtest.h>
#include <torch/csrc/autograd/autograd.h>

#include <vector>

namespace ganscope::objectives {
namespace {

constexpr int64_t channels = 3, height = 6, width = 7;

// Pictures of one colour each, but for one column that is an edge in all of them.
std::vector<uint8_t> flat_pictures_with_an_edge(int64_t count) {
  std::vector<uint8_t> pixels;
  for (int64_t n = 0; n < count; ++n)
    for (int64_t i = 0; i < height; ++i)
      for (int64_t j = 0; j < width; ++j)
        for (int64_t c = 0; c < channels; ++c)
          pixels.push_back(static_cast<uint8_t>(j == 3 ? 250 : 10 * (n + 1) + c));
  return pixels;
}

std::unique_ptr<Regulariser> matched(double lambda, double edge, int64_t count = 4) {
  auto made = make_grain_matching(lambda, edge);
  const std::vector<uint8_t> pixels = flat_pictures_with_an_edge(count);
  made->see_data({pixels, count, height, width, channels});
  return made;
}

at::Tensor pictures_of(const std::vector<uint8_t>& pixels, int64_t count) {  // [N, C, H, W] in [−1, 1]
  std::vector<double> values;
  for (const uint8_t pixel : pixels) values.push_back(pixel / 127.5 - 1);
  return at::tensor(values, at::kDouble).view({count, height, width, channels}).permute({0, 3, 1, 2});
}

at::Tensor grainy(double strength) {  // [2, C, H, W], without ties
  return (at::arange(1, 2 * channels * height * width + 1, at::kDouble) * 1.7)
             .sin()
             .view({2, channels, height, width}) *
         strength;
}

// The formula in LibTorch's words, against pictures without any contrast.
at::Tensor formula(const at::Tensor& pictures, double lambda, double edge) {
  const at::Tensor kernel = at::tensor({0., 1., 0., 1., -4., 1., 0., 1., 0.}, at::kDouble)
                                .view({1, 1, 3, 3})
                                .repeat({channels, 1, 1, 1});
  const at::Tensor laplacian =
      at::conv2d(pictures, kernel, {}, {1, 1}, at::IntArrayRef({0, 0}), {1, 1}, channels);
  return laplacian.abs().clamp_max(edge).mean(0).mean() * lambda;
}

TEST(GrainMatching, IsTheFormulaAndItsSlopeIsExact) {
  const std::vector<uint8_t> grey(static_cast<size_t>(2 * height * width * channels), 100);
  for (const double edge : {0.3, 8.0}) {
    const auto regulariser = make_grain_matching(2, edge);
    regulariser->see_data({grey, 2, height, width, channels});
    const at::Tensor pictures = grainy(0.1).requires_grad_();
    const auto term = regulariser->generator_term(pictures);
    ASSERT_TRUE(term);
    const at::Tensor wanted = formula(pictures, 2, edge);
    EXPECT_NEAR(term->loss, wanted.item<double>(), 1e-12);
    const at::Tensor slope = torch::autograd::grad({wanted}, {pictures})[0];
    EXPECT_LT((term->slope - slope).abs().max().item<double>(), 1e-12);
  }
}

TEST(GrainMatching, SlopeIsWhatAFiniteDifferenceSays) {
  const auto regulariser = matched(1, 0.3);
  const at::Tensor pictures = grainy(0.05);
  const at::Tensor slope = regulariser->generator_term(pictures)->slope;
  constexpr double little = 1e-7;
  for (const int64_t place : {0, 9, 40, 77, 130, 251}) {
    at::Tensor more = pictures.clone(), less = pictures.clone();
    more.view({-1})[place] += little;
    less.view({-1})[place] -= little;
    const double difference =
        regulariser->generator_term(more)->loss - regulariser->generator_term(less)->loss;
    EXPECT_NEAR(slope.reshape({-1})[place].item<double>(), difference / (2 * little), 1e-7) << place;
  }
}

TEST(GrainMatching, CostsNothingOnRealPicturesAndFlatOnes) {
  const auto regulariser = matched(1, 0.3);
  const auto real = regulariser->generator_term(pictures_of(flat_pictures_with_an_edge(4), 4));
  EXPECT_NEAR(real->loss, 0, 1e-6);
  const auto flat = regulariser->generator_term(at::full({2, channels, height, width}, 0.3, at::kFloat));
  EXPECT_EQ(flat->loss, 0);
  EXPECT_EQ(flat->slope.abs().max().item<float>(), 0);
  EXPECT_GT(regulariser->generator_term(grainy(0.05))->loss, 0.01);
}

TEST(GrainMatching, LeavesAnEdgeAloneHoweverSteep) {
  const auto regulariser = matched(1, 0.3);
  at::Tensor pictures = at::full({2, channels, height, width}, -0.5, at::kDouble);
  pictures.narrow(3, 5, 2).fill_(0.5);  // where real pictures have none
  EXPECT_EQ(regulariser->generator_term(pictures)->slope.abs().max().item<double>(), 0);
}

TEST(GrainMatching, IsSilentBeforeItHasSeenPictures) {
  EXPECT_FALSE(make_grain_matching(1, 0.3)->generator_term(grainy(1)));
}

}  // namespace
}  // namespace ganscope::objectives
