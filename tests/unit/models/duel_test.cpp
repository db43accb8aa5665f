#include "core/models/duel/duel.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/linspace.h>
#include <ATen/ops/sin.h>
#include <ATen/ops/tanh.h>
#include <ATen/ops/zeros_like.h>
#include <gtest/gtest.h>

#include <cmath>
#include <functional>

#include "core/models/duel/series.h"
#include "core/models/torch_compat.h"
#include "tests/support/small_gan.h"

namespace ganscope::models {
namespace {

Duel duel_with(const std::string& objective, double r1_gamma = 0) {
  const config::Experiment made = testing::experiment(
      {{"objective", objective}, {"r1_gamma", r1_gamma}, {"r1_interval", int64_t{1}}, {"r2_gamma", 0.0}});
  return duel_of(made.settings);
}

/// A D of two weights that judges each of a sample's values by itself: [N, 3] → [N, 3].
struct Judge {
  at::Tensor weights;  ///< [2]
  [[nodiscard]] at::Tensor operator()(const at::Tensor& shown) const {
    return at::tanh(shown * weights[0]) * weights[1] + shown.mean(1, true);
  }
};

at::Tensor samples(double low, double high) {
  return at::sin(at::linspace(low, high, 12, at::kDouble)).view({4, 3});
}

TEST(Duel, OneLogitASampleIsTheObjectiveOfThePapers) {
  const Duel duel = duel_with("non-saturating");
  const at::Tensor real = at::linspace(-1, 1, 4, at::kDouble), fake = real * 2 + 0.3;
  const Critic itself = [](const at::Tensor& shown) { return shown; };
  Random random(1);
  const DuelLoss d = discriminator_loss(duel, itself, real, fake, {1, random});
  const DuelLoss g = generator_loss(duel, itself, real, fake);
  double expected_d = 0, expected_g = 0;
  for (int i = 0; i < 4; ++i) {
    const double r = real[i].item<double>(), f = fake[i].item<double>();
    expected_d += (std::log1p(std::exp(-r)) + std::log1p(std::exp(f))) / 4;
    expected_g += std::log1p(std::exp(-f)) / 4;
  }
  EXPECT_NEAR(d.loss, expected_d, 1e-9);
  EXPECT_NEAR(g.loss, expected_g, 1e-9);
}

TEST(Duel, PatchesCountAsSoManySamples) {
  const Critic itself = [](const at::Tensor& shown) { return shown; };
  Random random(1);
  for (const auto& entry : objectives::all_objectives()) {
    const Duel duel = duel_with(entry.info.key);
    const at::Tensor real = samples(0, 3), fake = samples(1, 5);
    const DuelLoss patches = discriminator_loss(duel, itself, real, fake, {1, random});
    const DuelLoss flat =
        discriminator_loss(duel, itself, real.reshape({12}), fake.reshape({12}), {1, random});
    EXPECT_NEAR(patches.loss, flat.loss, 1e-12) << entry.info.key;
    EXPECT_NEAR(generator_loss(duel, itself, real, fake).loss,
                generator_loss(duel, itself, real.reshape({12}), fake.reshape({12})).loss, 1e-12)
        << entry.info.key;
  }
}

/// (f(x + h) − f(x − h)) / 2h of every weight.
void expect_slopes(const at::Tensor& weights, const std::vector<at::Tensor>& gradients,
                   const std::function<double()>& loss, const std::string& what) {
  constexpr double h = 1e-5;
  for (int64_t i = 0; i < weights.numel(); ++i) {
    const double before = weights[i].item<double>();
    const auto at_value = [&](double value) {
      const at::NoGradGuard no_grad;
      weights[i].fill_(value);
      return value;
    };
    at_value(before + h);
    const double up = loss();
    at_value(before - h);
    const double down = loss();
    at_value(before);
    EXPECT_NEAR(gradients.front()[i].item<double>(), (up - down) / (2 * h), 1e-5) << what << " " << i;
  }
}

TEST(Duel, GradientsAreThoseOfFiniteDifferences) {
  for (const auto& entry : objectives::all_objectives()) {
    const Duel duel = duel_with(entry.info.key);
    if (!duel.regularisers.empty()) continue;  // its penalty is not in the loss that is told
    Judge judge{at::linspace(0.4, 0.9, 2, at::kDouble).set_requires_grad(true)};
    const Critic critic = [&](const at::Tensor& shown) { return judge(shown); };
    Random random(1);
    const at::Tensor real = samples(0, 3), fake = samples(2, 7);
    const auto loss_d = [&] { return discriminator_loss(duel, critic, real, fake, {1, random}).loss; };
    expect_slopes(judge.weights,
                  gradients_of(discriminator_loss(duel, critic, real, fake, {1, random}), {judge.weights}),
                  loss_d, entry.info.key + " of D");
    // G: a scale of its pictures.
    at::Tensor scale = at::linspace(0.8, 0.8, 1, at::kDouble).set_requires_grad(true);
    const auto loss_g = [&] { return generator_loss(duel, critic, real, fake * scale); };
    expect_slopes(
        scale, gradients_of(loss_g(), {scale}), [&] { return loss_g().loss; }, entry.info.key + " of G");
  }
}

TEST(Duel, PenaltiesSeeASamplesMeanAndJoinTheGradient) {
  const Duel duel = duel_with("non-saturating", 1.5);
  ASSERT_EQ(duel.regularisers.size(), 1u);
  Judge judge{at::linspace(0.4, 0.9, 2, at::kDouble).set_requires_grad(true)};
  const Critic critic = [&](const at::Tensor& shown) { return judge(shown); };
  Random random(1);
  const at::Tensor real = samples(0, 3), fake = samples(2, 7);
  const DuelLoss loss = discriminator_loss(duel, critic, real, fake, {0, random});
  ASSERT_EQ(loss.penalties.size(), 1u);
  // d = mean over j of (a·tanh(w x_j) + mean x): ∂d/∂x_j = a·w·(1 − tanh²(w x_j))/3 + 1/3.
  const double w = judge.weights[0].item<double>(), a = judge.weights[1].item<double>();
  double squares = 0;
  for (int i = 0; i < 12; ++i) {
    const double t = std::tanh(w * real.reshape({12})[i].item<double>());
    squares += std::pow(a * w * (1 - t * t) / 3 + 1.0 / 3, 2) / 4;
  }
  EXPECT_NEAR(static_cast<double>(loss.penalties.front()), 0.5 * 1.5 * squares, 1e-5)
      << "γ/2 times the mean squared slope of a sample's mean";
  const auto with_it = gradients_of(loss, {judge.weights});
  const auto without = gradients_of(
      discriminator_loss(duel_with("non-saturating"), critic, real, fake, {0, random}), {judge.weights});
  EXPECT_GT((with_it.front() - without.front()).abs().max().item<double>(), 1e-3);
}

TEST(Duel, ATermIsAddedToTheGradientTimesItsWeight) {
  DuelLoss loss;
  at::Tensor weights = at::linspace(1, 2, 2, at::kDouble).set_requires_grad(true);
  add_term(loss, (weights * weights).sum(), 3);
  add_term(loss, weights.sum(), -1);
  const auto gradients = gradients_of(loss, {weights});
  EXPECT_NEAR(gradients.front()[0].item<double>(), 3 * 2 - 1, 1e-12);
  EXPECT_NEAR(gradients.front()[1].item<double>(), 3 * 4 - 1, 1e-12);
}

TEST(DuelSeries, AreAsManyAsTheReportFills) {
  const Duel duel = duel_with("hinge", 1.5);
  EXPECT_EQ(duel_series(duel, {}).size(), duel_series_count(duel));
  EXPECT_EQ(duel_series(duel, {"_a", "D A", "G", "real", "fake"}).front().key, "d_loss_a");
}

}  // namespace
}  // namespace ganscope::models
