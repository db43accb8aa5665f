#include <ATen/TensorOperators.h>
#include <ATen/ops/from_blob.h>
#include <ATen/ops/tensor.h>
#include <gtest/gtest.h>
#include <torch/csrc/autograd/autograd.h>

#include <cmath>
#include <vector>

#include "core/objectives/penalties.h"

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
  const Penalty penalty = r1->penalty({d, real, d(real), real.detach(), random});
  // γ/2 · a² · (1 + 4)/2 = 5 · 9 · 2.5
  EXPECT_FLOAT_EQ(penalty.values.at(0), 112.5F);
  EXPECT_NEAR(penalty.loss.item<double>(), 4 * 112.5, 1e-9) << "lazily: times the interval";
  const at::Tensor slope = torch::autograd::grad({penalty.loss}, {d.a})[0];
  EXPECT_NEAR(slope.item<double>(), 4 * 2 * 112.5 / 3, 1e-9) << "∂a² = 2a";
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
  const Penalty penalty = gp->penalty({d, real, d(real), column_pair({0, 0, 1, 1}), random});
  EXPECT_NEAR(penalty.loss.item<double>(), 10 * 16, 1e-6) << "λ(5 − 1)²; 1e-12 stands under the root";
  const at::Tensor slope = torch::autograd::grad({penalty.loss}, {w})[0];
  EXPECT_NEAR(slope.data_ptr<double>()[0], 10 * 2 * 4 * 3.0 / 5, 1e-6);
  EXPECT_NEAR(slope.data_ptr<double>()[1], 10 * 2 * 4 * 4.0 / 5, 1e-6);
}

TEST(GradientPenalty, AgreesWithFiniteDifferencesOnACurvedCritic) {
  double a = 1.7;
  const at::Tensor real = column_pair({1, 2, -1, 0.5}).requires_grad_();
  const at::Tensor fake = column_pair({0.2, 0, 1, 1});
  const auto gp = make_gradient_penalty(10);
  const auto loss_at = [&](double value, bool slope) {
    Random random(7);  // the same α every time
    Quadratic d;
    d.a = at::tensor(value, at::kDouble).requires_grad_();
    const Penalty penalty = gp->penalty({d, real, d(real), fake, random});
    return slope ? torch::autograd::grad({penalty.loss}, {d.a})[0].item<double>()
                 : penalty.loss.item<double>();
  };
  const double h = 1e-5;
  EXPECT_NEAR(loss_at(a, true), (loss_at(a + h, false) - loss_at(a - h, false)) / (2 * h), 1e-5);
}

TEST(Regularisers, AreMadeOnlyWhereTheirStrengthIsNotZero) {
  config::Settings settings;
  settings.set("objective", std::string("non-saturating"));
  settings.set("r1_gamma", 0.0);
  settings.set("r1_interval", int64_t{4});
  EXPECT_TRUE(make_regularisers(settings).empty());
  settings.set("r1_gamma", 1.0);
  EXPECT_EQ(make_regularisers(settings).size(), 1U);
  settings.set("objective", std::string("wgan-gp"));
  settings.set("gp_lambda", 10.0);
  EXPECT_EQ(make_regularisers(settings).size(), 2U);
}

}  // namespace
}  // namespace ganscope::objectives
