#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "app/panels/playground/figures/cost_curves.h"
#include "core/objectives/objective.h"

namespace ganscope::objectives {
namespace {

const Objective& objective(const std::string& key) {
  static std::map<std::string, std::unique_ptr<Objective>> made;
  config::Settings settings;
  settings.set("objective", key);
  for (const config::Option& option : (*find_objective(settings))->info.options)
    settings.set(option.key, option.initial);
  auto& kept = made[key];
  if (!kept) kept = (*find_objective(settings).value()).make(settings);
  return *kept;
}

TEST(Objectives, AreWhatTheFigureOfTheGeneratorsCostDraws) {
  for (const auto& curve : panels::playground::cost_curves())
    for (const double logit : {-5.0, -0.7, 0.0, 0.4, 3.0}) {
      SCOPED_TRACE(std::string(curve.key) + " at " + std::to_string(logit));
      const std::vector<double> fake{logit};
      std::vector<double> slope(1);
      const double loss = objective(std::string(curve.key)).generator_loss({{}, fake}, {{}, slope});
      EXPECT_NEAR(curve.cost(logit), loss, 1e-12 * (1 + std::abs(loss)));
      EXPECT_NEAR(curve.slope(logit), slope[0], 1e-12 * (1 + std::abs(slope[0])));
    }
}

struct Case {
  const char* key;
  double d_loss, g_loss;
};

// d_real = {1, 2}, d_fake = {−1, 0.5}; worked out by hand from the papers' formulas.
TEST(Objectives, HaveTheLossesThatTheirFormulasGiveByHand) {
  const auto softplus = [](double d) { return std::log(1 + std::exp(d)); };
  const double bce = (softplus(-1) + softplus(-2)) / 2 + (softplus(-1) + softplus(0.5)) / 2;
  // −log σ(d_fake) = softplus(1), softplus(−0.5); pairs d_real − d_fake = 2, 1.5
  const double e = std::exp(1.0);
  const std::vector<Case> cases = {
      {"non-saturating", bce, (softplus(1) + softplus(-0.5)) / 2},
      {"minimax", bce, -(softplus(-1) + softplus(0.5)) / 2},
      {"maximum-likelihood", bce, -(1 / e + std::sqrt(e)) / 2},
      {"least-squares", 0.5 * (0 + 1) / 2 + 0.5 * (1 + 0.25) / 2, 0.5 * (4 + 0.25) / 2},
      {"hinge", 0 + (0 + 1.5) / 2, 0.25},
      {"wgan-gp", -0.25 - 1.5, 0.25},
      {"wgan-clip", -0.25 - 1.5, 0.25},
      {"relativistic", (softplus(-2) + softplus(-1.5)) / 2, (softplus(2) + softplus(1.5)) / 2},
      // T = d: −1.5 + (e⁻² + e^−½)/2; G: −(−1 + 0.5)/2
      {"fgan-kl", -1.5 + (1 / (e * e) + 1 / std::sqrt(e)) / 2, 0.25},
      // −E T_real = (e⁻¹ + e⁻²)/2, E f* = (−1 + 0.5)/2 − 1; G: (e + e^−½)/2
      {"fgan-reverse-kl", (1 / e + 1 / (e * e)) / 2 - 1.25, (e + 1 / std::sqrt(e)) / 2},
      // f* = ¼d² + d = −0.75, 0.5625
      {"fgan-pearson", -1.5 + (-0.75 + 0.5625) / 2, 0.25},
      // −T = e^−d − 1, f* = e^d − 1
      {"fgan-hellinger", (1 / e + 1 / (e * e)) / 2 - 1 + (1 / e + std::sqrt(e)) / 2 - 1,
       (e + 1 / std::sqrt(e)) / 2 - 1},
      {"fgan-js", bce - 2 * std::log(2), (softplus(1) + softplus(-0.5)) / 2 - std::log(2)},
  };
  ASSERT_EQ(cases.size(), all_objectives().size()) << "a new objective needs its hand-computed value here";
  const std::vector<double> real = {1, 2}, fake = {-1, 0.5};
  for (const Case& c : cases) {
    EXPECT_NEAR(objective(c.key).discriminator_loss({real, fake}, {}), c.d_loss, 1e-12) << c.key;
    EXPECT_NEAR(objective(c.key).generator_loss({real, fake}, {}), c.g_loss, 1e-12) << c.key;
  }
}

TEST(FGan, LowersTheBoundItselfWhereTheHeuristicIsOff) {
  const std::vector<double> real = {1, 2}, fake = {-1, 0.5};
  const auto softplus = [](double d) { return std::log(1 + std::exp(d)); };
  // −E f*(g_f(d_fake)), by hand from the paper's table 2
  const std::map<std::string, double> exact = {
      {"fgan-kl", -(std::exp(-2) + std::exp(-0.5)) / 2},
      {"fgan-reverse-kl", -(-2 - 0.5) / 2},
      {"fgan-pearson", -(-0.75 + 0.5625) / 2},
      {"fgan-hellinger", -(std::exp(-1) + std::exp(0.5) - 2) / 2},
      {"fgan-js", std::log(2) - (softplus(-1) + softplus(0.5)) / 2},
  };
  for (const auto& [key, value] : exact) {
    config::Settings settings;
    settings.set("objective", key);
    settings.set("fgan_heuristic", false);
    const auto made = (*find_objective(settings))->make(settings);
    EXPECT_NEAR(made->generator_loss({real, fake}, {}), value, 1e-12) << key;
  }
}

// With D at its optimum g_f(d) = f′(p/q), the bound is the divergence itself. Two coins, p = (0.8, 0.2) and
// q = (0.5, 0.5): f′(p/q) gives d = 1 + log r (KL), log r (reverse KL; JS), 2(r − 1) (Pearson), ½ log r
// (Hellinger).
TEST(FGan, ReachesTheDivergenceAtTheOptimalDiscriminator) {
  const double p = 0.8, q = 0.5, r0 = p / q, r1 = (1 - p) / (1 - q);
  const double m0 = (p + q) / 2, m1 = 1 - m0;
  struct Known {
    const char* key;
    double d0, d1, divergence;
  };
  const std::vector<Known> known = {
      {"fgan-kl", 1 + std::log(r0), 1 + std::log(r1), p * std::log(r0) + (1 - p) * std::log(r1)},
      {"fgan-reverse-kl", std::log(r0), std::log(r1), -q * std::log(r0) - (1 - q) * std::log(r1)},
      {"fgan-pearson", 2 * (r0 - 1), 2 * (r1 - 1), (p - q) * (p - q) / q + (p - q) * (p - q) / (1 - q)},
      {"fgan-hellinger", 0.5 * std::log(r0), 0.5 * std::log(r1),
       std::pow(std::sqrt(p) - std::sqrt(q), 2) + std::pow(std::sqrt(1 - p) - std::sqrt(1 - q), 2)},
      {"fgan-js", std::log(r0), std::log(r1),
       p * std::log(p / m0) + (1 - p) * std::log((1 - p) / m1) + q * std::log(q / m0) +
           (1 - q) * std::log((1 - q) / m1)},
  };
  for (const Known& k : known) {
    // Ten flips: eight heads among the real, five among the generated.
    std::vector<double> real(10, k.d1), fake(10, k.d1);
    for (size_t i = 0; i < 8; ++i) real[i] = k.d0;
    for (size_t i = 0; i < 5; ++i) fake[i] = k.d0;
    EXPECT_NEAR(-objective(k.key).discriminator_loss({real, fake}, {}), k.divergence, 1e-12) << k.key;
  }
}

TEST(Objectives, MixTheLossOfTheOtherSideWhereALabelIsSwapped) {
  const std::vector<double> real = {1, 2}, fake = {-1, 0.5};
  const std::vector<double> softened = {0.1, 0.1}, flipped = {0, 1};
  const auto softplus = [](double d) { return std::log(1 + std::exp(d)); };
  // Salimans 2016: the target 0.9 for real samples, −0.9 log σ(d) − 0.1 log(1 − σ(d)); the second fake counts
  // as real.
  const double expected = (0.9 * (softplus(-1) + softplus(-2)) + 0.1 * (softplus(1) + softplus(2))) / 2 +
                          (softplus(-1) + softplus(-0.5)) / 2;
  EXPECT_NEAR(objective("non-saturating").discriminator_loss({real, fake}, {}, {softened, flipped}), expected,
              1e-12);
  EXPECT_FALSE(objective("relativistic").takes_swapped_labels());
}

// Central differences in double precision: error about h² ≈ 1e-10; the points keep away from the hinge's
// corners.
TEST(Objectives, HaveSlopesThatAgreeWithFiniteDifferences) {
  constexpr double h = 1e-5;
  for (const ObjectiveEntry& entry : all_objectives()) {
    const Objective& o = objective(entry.info.key);
    std::vector<double> real = {-3, -0.2, 0.4, 5}, fake = {-4, -0.3, 0.1, 2};
    std::vector<double> real_slopes(4), fake_slopes(4), generator_slopes(4);
    const std::vector<double> swaps = {0.1, 0, 1, 0.5};
    const Swaps swapped = o.takes_swapped_labels() ? Swaps{swaps, swaps} : Swaps{};
    o.discriminator_loss({real, fake}, {real_slopes, fake_slopes}, swapped);
    o.generator_loss({real, fake}, {{}, generator_slopes});
    const auto difference = [&](double& logit, const auto& loss) {
      const double kept = logit;
      logit = kept + h;
      const double above = loss();
      logit = kept - h;
      const double below = loss();
      logit = kept;
      return (above - below) / (2 * h);
    };
    const auto d_loss = [&] { return o.discriminator_loss({real, fake}, {}, swapped); };
    const auto g_loss = [&] { return o.generator_loss({real, fake}, {}); };
    for (size_t i = 0; i < 4; ++i) {
      // exp(5) ≈ 150 loses about as many digits: relative to the size of the slope.
      const auto near = [](double slope) { return 1e-8 * std::max(1.0, std::abs(slope)); };
      EXPECT_NEAR(real_slopes[i], difference(real[i], d_loss), near(real_slopes[i]))
          << entry.info.key << " real " << i;
      EXPECT_NEAR(fake_slopes[i], difference(fake[i], d_loss), near(fake_slopes[i]))
          << entry.info.key << " fake " << i;
      EXPECT_NEAR(generator_slopes[i], difference(fake[i], g_loss), near(generator_slopes[i]))
          << entry.info.key << " G " << i;
    }
  }
}

// The logit that D would give where a share p of the samples is real, found by walking down its loss.
double best_logit(const Objective& made, double p) {
  const auto slope_at = [&](double d) {
    std::vector<double> logit{d}, real(1), fake(1);
    static_cast<void>(made.discriminator_loss({logit, logit}, {real, fake}));
    return p * real[0] + (1 - p) * fake[0];
  };
  double low = -12, high = 12;
  for (int i = 0; i < 60; ++i) (slope_at((low + high) / 2) < 0 ? low : high) = (low + high) / 2;
  return (low + high) / 2;
}

TEST(Objectives, SayThemselvesWhetherTheSigmoidOfDsOutputIsABelief) {
  for (const ObjectiveEntry& entry : all_objectives()) {
    const Objective& made = objective(entry.info.key);
    if (!made.takes_swapped_labels()) {  // pairs: one output alone means nothing
      EXPECT_FALSE(made.output_is_log_odds()) << entry.info.key;
      continue;
    }
    bool belief = true;
    for (const double p : {0.1, 0.4, 0.5, 0.9})
      belief = belief && std::abs(1 / (1 + std::exp(-best_logit(made, p))) - p) < 1e-6;
    EXPECT_EQ(made.output_is_log_odds(), belief) << entry.info.key;
  }
  for (const char* key : {"minimax", "non-saturating", "maximum-likelihood", "fgan-js", "fgan-reverse-kl"})
    EXPECT_TRUE(objective(key).output_is_log_odds()) << key;
  for (const char* key : {"least-squares", "hinge", "wgan-gp", "wgan-clip", "fgan-kl", "fgan-hellinger"})
    EXPECT_FALSE(objective(key).output_is_log_odds()) << key;
}

TEST(Objectives, SayThemselvesWhetherGsGradientIsScaledByDsBelief) {
  for (const ObjectiveEntry& entry : all_objectives())
    EXPECT_EQ(objective(entry.info.key).generator_saturates(), entry.info.key == "minimax") << entry.info.key;
  config::Settings settings;
  settings.set("objective", std::string("fgan-js"));
  settings.set("fgan_heuristic", false);
  EXPECT_TRUE((*find_objective(settings).value()).make(settings)->generator_saturates());
}

TEST(Objectives, StayFiniteForLogitsOfAnySize) {
  const std::vector<double> real = {-1e4, 1e4}, fake = {1e4, -1e4};
  for (const ObjectiveEntry& entry : all_objectives()) {
    const Objective& o = objective(entry.info.key);
    std::vector<double> slopes(4);
    const std::span all(slopes);
    EXPECT_TRUE(std::isfinite(o.discriminator_loss({real, fake}, {all.first(2), all.last(2)})))
        << entry.info.key;
    for (const double slope : slopes) EXPECT_LT(std::abs(slope), 1e9) << entry.info.key;
    EXPECT_TRUE(std::isfinite(o.generator_loss({real, fake}, {{}, all.first(2)}))) << entry.info.key;
    for (const double slope : slopes) EXPECT_LT(std::abs(slope), 1e9) << entry.info.key;
  }
}

TEST(Objectives, NameTheNearestKnownOneWhenAskedForAnother) {
  config::Settings settings;
  settings.set("objective", std::string("hinje"));
  const auto found = find_objective(settings);
  ASSERT_FALSE(found.has_value());
  EXPECT_EQ(found.error().kind, FailureKind::usage);
  EXPECT_NE(found.error().hint.find("hinge"), std::string::npos);
}

}  // namespace
}  // namespace ganscope::objectives
