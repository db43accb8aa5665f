#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/objectives/objective.h"

namespace ganscope::objectives {
namespace {

const Objective& objective(const std::string& key) {
  static std::map<std::string, std::unique_ptr<Objective>> made;
  config::Settings settings;
  settings.set("objective", key);
  auto& kept = made[key];
  if (!kept) kept = (*find_objective(settings).value()).make(settings);
  return *kept;
}

struct Case {
  const char* key;
  double d_loss, g_loss;
};

// d_real = {1, 2}, d_fake = {−1, 0.5}; worked out by hand from the papers' formulas.
TEST(Objectives, HaveTheLossesThatTheirFormulasGiveByHand) {
  const auto softplus = [](double d) { return std::log(1 + std::exp(d)); };
  const double bce = (softplus(-1) + softplus(-2)) / 2 + (softplus(-1) + softplus(0.5)) / 2;
  const std::vector<Case> cases = {
      {"non-saturating", bce, (softplus(1) + softplus(-0.5)) / 2},
      {"minimax", bce, -(softplus(-1) + softplus(0.5)) / 2},
      {"least-squares", 0.5 * (0 + 1) / 2 + 0.5 * (1 + 0.25) / 2, 0.5 * (4 + 0.25) / 2},
      {"hinge", 0 + (0 + 1.5) / 2, 0.25},
      {"wgan-gp", -0.25 - 1.5, 0.25},
  };
  ASSERT_EQ(cases.size(), all_objectives().size()) << "a new objective needs its hand-computed value here";
  const std::vector<double> real = {1, 2}, fake = {-1, 0.5};
  for (const Case& c : cases) {
    EXPECT_NEAR(objective(c.key).discriminator_loss({real, fake}, {}), c.d_loss, 1e-12) << c.key;
    EXPECT_NEAR(objective(c.key).generator_loss({{}, fake}, {}), c.g_loss, 1e-12) << c.key;
  }
}

// Central differences in double precision: error about h² ≈ 1e-10; the points keep away from the hinge's
// corners.
TEST(Objectives, HaveSlopesThatAgreeWithFiniteDifferences) {
  constexpr double h = 1e-5;
  for (const ObjectiveEntry& entry : all_objectives()) {
    const Objective& o = objective(entry.info.key);
    std::vector<double> real = {-3, -0.2, 0.4, 5}, fake = {-4, -0.3, 0.1, 2};
    std::vector<double> real_slopes(4), fake_slopes(4), generator_slopes(4);
    o.discriminator_loss({real, fake}, {real_slopes, fake_slopes});
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
    const auto d_loss = [&] { return o.discriminator_loss({real, fake}, {}); };
    const auto g_loss = [&] { return o.generator_loss({real, fake}, {}); };
    for (size_t i = 0; i < 4; ++i) {
      EXPECT_NEAR(real_slopes[i], difference(real[i], d_loss), 1e-8) << entry.info.key << " real " << i;
      EXPECT_NEAR(fake_slopes[i], difference(fake[i], d_loss), 1e-8) << entry.info.key << " fake " << i;
      EXPECT_NEAR(generator_slopes[i], difference(fake[i], g_loss), 1e-8) << entry.info.key << " G " << i;
    }
  }
}

TEST(Objectives, StayFiniteForLogitsOfAnySize) {
  const std::vector<double> real = {-1e4, 1e4}, fake = {1e4, -1e4};
  for (const ObjectiveEntry& entry : all_objectives()) {
    const Objective& o = objective(entry.info.key);
    EXPECT_TRUE(std::isfinite(o.discriminator_loss({real, fake}, {}))) << entry.info.key;
    EXPECT_TRUE(std::isfinite(o.generator_loss({real, fake}, {}))) << entry.info.key;
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
