#include <ATen/TensorOperators.h>
#include <ATen/ops/tanh.h>
#include <ATen/ops/tensor.h>
#include <ATen/ops/zeros.h>
#include <gtest/gtest.h>
#include <torch/csrc/autograd/autograd.h>

#include <cmath>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/objectives/noise.h"
#include "core/objectives/penalties.h"
#include "core/objectives/weight_clip.h"

namespace ganscope::objectives {
namespace {

at::Tensor column_pair(std::vector<double> values) {  // [N, 2] double
  const auto rows = static_cast<int64_t>(values.size()) / 2;
  return at::tensor(values, at::kDouble).view({rows, 2});
}

// D(x) = ½ a‖x‖², so ∇D = a·x and ‖∇D‖² = a²‖x‖².
struct Quadratic {
  at::Tensor a = at::tensor(3.0, at::kDouble).requires_grad_();
  at::Tensor operator()(const at::Tensor& x) const { return x.square().sum(1) * a * 0.5; }
};

TEST(R1, IsTheMeanSquaredSlopeAndItsGradientIsExact) {
  Quadratic d;
  Random random(1);
  const at::Tensor real = column_pair({1, 0, 0, 2}).requires_grad_();  // ‖x‖² = 1, 4
  const auto r1 = make_r1(10, 4);
  const Penalty penalty = r1->penalty({d, real, d(real), real.detach(), {}, random});
  // γ/2 · a² · (1 + 4)/2 = 5 · 9 · 2.5
  EXPECT_FLOAT_EQ(penalty.values.at(0), 112.5F);
  EXPECT_NEAR(penalty.loss.item<double>(), 4 * 112.5, 1e-9) << "lazily: times the interval";
  const at::Tensor slope = torch::autograd::grad({penalty.loss}, {d.a})[0];
  EXPECT_NEAR(slope.item<double>(), 4 * 2 * 112.5 / 3, 1e-9) << "∂a² = 2a";
}

TEST(R2, IsTheMeanSquaredSlopeAtGeneratedSamples) {
  Quadratic d;
  Random random(1);
  const at::Tensor real = column_pair({5, 5, 5, 5});
  const at::Tensor fake = column_pair({1, 0, 0, 2}).requires_grad_();  // ‖x‖² = 1, 4
  const auto r2 = make_r2(10, 1);
  EXPECT_TRUE(r2->wants_fake_slope());
  const Penalty penalty = r2->penalty({d, real, d(real), fake, d(fake), random});
  EXPECT_NEAR(penalty.loss.item<double>(), 112.5, 1e-9) << "γ/2 · a² · (1 + 4)/2";
  EXPECT_NEAR(torch::autograd::grad({penalty.loss}, {d.a})[0].item<double>(), 2 * 112.5 / 3, 1e-9);
}

TEST(R1, IsDueAtEveryIntervalAndAtTheFirstUpdate) {
  const auto r1 = make_r1(1, 4);
  EXPECT_TRUE(r1->due(0));
  EXPECT_FALSE(r1->due(3));
  EXPECT_TRUE(r1->due(8));
}

// D(x) = w·x has the slope ‖w‖ everywhere, so the place between real and fake does not matter.
TEST(GradientPenalty, IsTheSquaredDistanceOfTheSlopeFromOne) {
  const at::Tensor w = at::tensor(std::vector<double>{3, 4}, at::kDouble).requires_grad_();
  const auto d = [&](const at::Tensor& x) { return (x * w).sum(1); };
  Random random(1);
  const at::Tensor real = column_pair({1, 2, 3, 4}).requires_grad_();
  const auto gp = make_gradient_penalty(10);
  const Penalty penalty = gp->penalty({d, real, d(real), column_pair({0, 0, 1, 1}), {}, random});
  EXPECT_NEAR(penalty.loss.item<double>(), 10 * 16, 1e-6) << "λ(5 − 1)²; 1e-12 stands under the root";
  const at::Tensor slope = torch::autograd::grad({penalty.loss}, {w})[0];
  EXPECT_NEAR(slope.data_ptr<double>()[0], 10 * 2 * 4 * 3.0 / 5, 1e-6);
  EXPECT_NEAR(slope.data_ptr<double>()[1], 10 * 2 * 4 * 4.0 / 5, 1e-6);
}

// D(x) = w·x is as steep around the data as anywhere.
TEST(Dragan, IsTheSquaredDistanceOfTheSlopeFromOneAroundRealSamples) {
  const at::Tensor w = at::tensor(std::vector<double>{3, 4}, at::kDouble).requires_grad_();
  const auto d = [&](const at::Tensor& x) { return (x * w).sum(1); };
  Random random(1);
  const at::Tensor real = column_pair({1, 2, 3, 4});
  const Penalty penalty = make_dragan(10, 0.5)->penalty({d, real, {}, {}, {}, random});
  EXPECT_NEAR(penalty.loss.item<double>(), 10 * 16, 1e-6) << "λ(5 − 1)²";
}

TEST(Dragan, LooksAtDAboutAsFarFromTheDataAsItsSpreadSays) {
  Random random(3);
  const at::Tensor real = normal_like(at::zeros({500, 2}, at::kDouble), random) * 4.0;
  double moved = 0;
  const auto d = [&](const at::Tensor& x) {
    moved = (x - real).detach().std().item<double>();
    return x.square().sum(1);
  };
  (void)make_dragan(1, 0.5)->penalty({d, real, {}, {}, {}, random});
  EXPECT_NEAR(moved, 2, 0.2) << "half of the data's 4; 1,000 draws err by 2 %";
}

// ∂penalty/∂(critic's weights) against central differences in double precision, on a critic that is curved in
// its weight, D(x) = tanh(a·x₀) + a²·x₁². With h = 1e-5 the differences err by about h² and 1e-16/h: 1e-6
// relative is safe.
TEST(Penalties, HaveGradientsByTheCriticsWeightsThatAgreeWithFiniteDifferences) {
  const double a = 0.7, h = 1e-5;
  const std::map<std::string, std::unique_ptr<Regulariser>> penalties = [] {
    std::map<std::string, std::unique_ptr<Regulariser>> made;
    made["r1"] = make_r1(10, 4);
    made["r2"] = make_r2(3, 1);
    made["gradient penalty"] = make_gradient_penalty(10);
    made["dragan"] = make_dragan(10, 0.5);
    return made;
  }();
  for (const auto& [name, regulariser] : penalties) {
    const auto penalty_at = [&](double value, double* slope) {
      Random random(7);  // the same chance every time
      const at::Tensor weight = at::tensor(value, at::kDouble).requires_grad_();
      const auto d = [&](const at::Tensor& x) {
        return (weight * x.select(1, 0)).tanh() + weight.square() * x.select(1, 1).square();
      };
      const at::Tensor real = column_pair({1, 2, -1, 0.5}).requires_grad_();
      const at::Tensor fake = column_pair({0.2, 0, 1, 1}).requires_grad_();
      const Penalty penalty = regulariser->penalty({d, real, d(real), fake, d(fake), random});
      if (slope != nullptr) *slope = torch::autograd::grad({penalty.loss}, {weight})[0].item<double>();
      return penalty.loss.item<double>();
    };
    double slope = 0;
    (void)penalty_at(a, &slope);
    const double difference = (penalty_at(a + h, nullptr) - penalty_at(a - h, nullptr)) / (2 * h);
    EXPECT_NEAR(slope, difference, 1e-6 * std::max(1.0, std::abs(difference))) << name;
    EXPECT_GT(std::abs(slope), 0.1) << name << " does not depend on the weight";
  }
}

TEST(WeightClip, KeepsEveryWeightWithinItsBound) {
  const networks::Weights weights{at::tensor(std::vector<float>{-2, -0.005F, 0, 0.01F, 7}), {}, {}, {}};
  make_weight_clip(0.01)->after_update(weights);
  const float* w = weights.flat.data_ptr<float>();
  EXPECT_EQ(std::vector<float>(w, w + 5), (std::vector<float>{-0.01F, -0.005F, 0, 0.01F, 0.01F}));
}

TEST(Regularisers, AreMadeOnlyWhereTheirStrengthIsNotZero) {
  config::Settings settings;
  settings.set("objective", std::string("non-saturating"));
  for (const RegulariserEntry& entry : all_regularisers())
    for (const config::Option& option : entry.info.options) settings.set(option.key, option.initial);
  EXPECT_TRUE(make_regularisers(settings).empty());
  settings.set("r1_gamma", 1.0);
  EXPECT_EQ(make_regularisers(settings).size(), 1U);
  settings.set("objective", std::string("wgan-gp"));
  settings.set("gp_lambda", 10.0);
  EXPECT_EQ(make_regularisers(settings).size(), 2U);
}

}  // namespace
}  // namespace ganscope::objectives
