#include "core/objectives/diff_augment.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/ones.h>
#include <gtest/gtest.h>
#include <torch/csrc/autograd/autograd.h>

#include <set>

namespace ganscope::objectives {
namespace {

at::Tensor pictures(int64_t n, int64_t channels, int64_t side, at::ScalarType type = at::kDouble) {
  Random random(4);
  const at::Tensor x = at::empty({n, channels, side, side}, at::kDouble);
  for (int64_t i = 0; i < x.numel(); ++i) x.data_ptr<double>()[i] = random.uniform(-1, 1);
  return x.to(type);
}

at::Tensor augmented(const at::Tensor& x, const DiffAugmentation& how, uint64_t seed = 9) {
  Random random(seed);
  return diff_augmented(x, how, random);
}

TEST(DiffAugment, KeepsShapeAndTypeAndFollowsTheGivenGenerator) {
  const at::Tensor x = pictures(4, 3, 16, at::kFloat);
  const at::Tensor a = augmented(x, {}), b = augmented(x, {}), other = augmented(x, {}, 10);
  EXPECT_EQ(a.sizes(), x.sizes());
  EXPECT_EQ(a.scalar_type(), at::kFloat);
  EXPECT_TRUE(a.equal(b));
  EXPECT_FALSE(a.equal(other));
}

TEST(DiffAugment, StrengthZeroChangesNothing) {
  const at::Tensor x = pictures(3, 3, 16);
  EXPECT_TRUE(augmented(x, {.strength = 0}).allclose(x, 0, 1e-12));
}

TEST(DiffAugment, TranslationMovesByAtMostAnEighthAndBringsZeros) {
  const DiffAugmentation how{.colour = false, .translation = true, .cutout = false};
  at::Tensor x = at::ones({64, 1, 16, 16}, at::kDouble);
  const at::Tensor y = augmented(x, how);
  std::set<double> sums;
  for (int64_t i = 0; i < 64; ++i) {
    const double sum = y[i].sum().item<double>();
    sums.insert(sum);
    EXPECT_GE(sum, 14 * 14) << "two rows and two columns at most are lost";
  }
  EXPECT_EQ(sums, (std::set<double>{196, 210, 224, 225, 240, 256})) << "(16 − a)(16 − b), a, b in 0…2";
}

TEST(DiffAugment, CutoutHidesASquareOfHalfTheSide) {
  const DiffAugmentation how{.colour = false, .translation = false, .cutout = true};
  const at::Tensor hidden = 1 - augmented(at::ones({64, 2, 16, 16}, at::kDouble), how);
  for (int64_t i = 0; i < 64; ++i) {
    EXPECT_TRUE(hidden[i][0].equal(hidden[i][1])) << "the same hole in every channel";
    const double area = hidden[i][0].sum().item<double>();
    EXPECT_LE(area, 64);
    EXPECT_GE(area, 16) << "at least a quarter is inside, where the middle is a corner";
  }
  EXPECT_EQ(hidden.amax().item<double>(), 1);
}

TEST(DiffAugment, ColourKeepsThePictureUpToOneScaleAndOneShiftWhenGrey) {
  const DiffAugmentation how{.colour = true, .translation = false, .cutout = false};
  const at::Tensor x = pictures(16, 1, 8), y = augmented(x, how);
  for (int64_t i = 0; i < 16; ++i) {
    const at::Tensor dx = x[i] - x[i].mean(), dy = y[i] - y[i].mean();
    const double scale = ((dx * dy).sum() / dx.square().sum()).item<double>();
    EXPECT_GE(scale, 0.5);
    EXPECT_LE(scale, 1.5);
    EXPECT_LT((dy - scale * dx).abs().amax().item<double>(), 1e-12);
    EXPECT_LE((y[i].mean() - x[i].mean()).abs().item<double>(), 0.5);
  }
}

TEST(DiffAugment, TheGradientIsThatOfFiniteDifferences) {
  const at::Tensor weights = pictures(2, 3, 8).cos();
  const at::Tensor x = pictures(2, 3, 8).set_requires_grad(true);
  const auto loss = [&](const at::Tensor& at) { return (augmented(at, {}).square() * weights).sum(); };
  const at::Tensor gradient = torch::autograd::grad({loss(x)}, {x})[0];
  EXPECT_GT(gradient.abs().sum().item<double>(), 1) << "it flows back to the pictures";
  constexpr double step = 1e-5;
  for (int64_t i = 0; i < x.numel(); i += 17) {
    const at::Tensor up = x.detach().clone(), down = x.detach().clone();
    up.data_ptr<double>()[i] += step;
    down.data_ptr<double>()[i] -= step;
    const double difference = ((loss(up) - loss(down)) / (2 * step)).item<double>();
    EXPECT_NEAR(gradient.contiguous().data_ptr<double>()[i], difference, 1e-7) << i;
  }
}

TEST(DiffAugment, IsOffAtStrengthZeroAndLetsPointsThrough) {
  const RegulariserEntry entry = diff_augment();
  config::Settings settings;
  for (const config::Option& option : entry.info.options) settings.set(option.key, option.initial);
  EXPECT_EQ(entry.make(settings), nullptr);
  settings.set("diff_augment", 1.0);
  const auto regulariser = entry.make(settings);
  ASSERT_NE(regulariser, nullptr);
  Random random(1);
  const Random::State before = random.state();
  const at::Tensor points = at::ones({5, 2});
  EXPECT_TRUE(regulariser->transform(points, random, 0).is_same(points));
  EXPECT_EQ(random.state(), before);
}

}  // namespace
}  // namespace ganscope::objectives
