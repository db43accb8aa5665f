// Densities on a line, a small network and the figures of the theory that are built from them, against closed
// forms, finite differences and the measured table of "three ways in one value function".
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <numeric>

#include "core/explore/bells.h"
#include "core/explore/hill_rounds.h"
#include "core/explore/three_ways.h"
#include "core/explore/tiny_mlp.h"
#include "core/explore/tools/line_names.h"
#include "core/explore/tools/ways_names.h"
#include "tests/unit/explore/tool_bench.h"

namespace ganscope::explore {
namespace {

using testing::ask_of;
using testing::ToolBench;

/// KL(N(a, s²) ‖ N(b, t²))
double kl_of_bells(double a, double s, double b, double t) {
  return std::log(t / s) + (s * s + (a - b) * (a - b)) / (2 * t * t) - 0.5;
}

TEST(Divergences, OfTwoBellsAreTheClosedForm) {
  for (const auto& [a, s, b, t] : {std::array{0.0, 1.0, 0.0, 1.0}, std::array{0.0, 1.0, 1.0, 2.0},
                                   std::array{-3.0, 0.2, 4.0, 1.5}, std::array{2.0, 3.0, 2.0, 0.1}}) {
    const Divergences found = divergences({{a, s, 1}}, {{b, t, 1}});
    EXPECT_NEAR(found.forward, kl_of_bells(a, s, b, t), 1e-6 * (1 + found.forward));
    EXPECT_NEAR(found.reverse, kl_of_bells(b, t, a, s), 1e-6 * (1 + found.reverse));
  }
  EXPECT_NEAR(divergences({{-30, 1, 1}}, {{30, 1, 1}}).js, std::numbers::ln2, 1e-9) << "nothing in common";
}

TEST(Divergences, OfMixturesAreWhatManySamplesSay) {
  const Bells p{{-2, 0.5, 0.5}, {1.5, 0.8, 0.5}}, q{{0, 1.5, 1}};
  Random random(3);
  Divergences sum;
  constexpr int count = 40'000;
  for (int i = 0; i < count; ++i) {
    const double x = sample(p, random), y = sample(q, random);
    const auto middle = [&](double at) { return std::log((density(p, at) + density(q, at)) / 2); };
    sum.forward += (log_density(p, x) - log_density(q, x)) / count;
    sum.reverse += (log_density(q, y) - log_density(p, y)) / count;
    sum.js += (log_density(p, x) - middle(x) + log_density(q, y) - middle(y)) / 2 / count;
  }
  const Divergences found = divergences(p, q);
  EXPECT_NEAR(found.forward, sum.forward, 0.02);
  EXPECT_NEAR(found.reverse, sum.reverse, 0.05);
  EXPECT_NEAR(found.js, sum.js, 0.01);
}

TEST(Divergences, HaveTheSlopesOfFiniteDifferences) {
  const Bells p{{-2, 0.5, 0.3}, {1.5, 0.8, 0.7}};
  const Bell q{0.4, 1.3, 1};
  constexpr double little = 1e-4;
  for (const Divergence which : {Divergence::forward, Divergence::reverse, Divergence::js}) {
    const auto at = [&](double mean, double log_sigma) {
      return value_of(divergences(p, {{q.mean + mean, q.sigma * std::exp(log_sigma), 1}}), which);
    };
    const auto slopes = divergence_slopes(p, q, which);
    EXPECT_NEAR(slopes[0], (at(little, 0) - at(-little, 0)) / (2 * little), 1e-5);
    EXPECT_NEAR(slopes[1], (at(0, little) - at(0, -little)) / (2 * little), 1e-5);
  }
}

TEST(Divergences, MinimisedForwardCoverBothBellsAndReversePickOne) {
  const Bells p{{-2, 0.5, 0.5}, {1.5, 0.8, 0.5}};
  const auto minimised = [&](Bell q, Divergence which) {
    for (int i = 0; i < 150; ++i) {
      const double before = value_of(divergences(p, {q}), which);
      q = descended(p, q, which, 0.2);
      EXPECT_LE(value_of(divergences(p, {q}), which), before + 1e-9);
    }
    return q;
  };
  // Forward: the mean and the variance of p itself.
  const double mean = -0.25, variance = 0.5 * (4 + 0.25) + 0.5 * (2.25 + 0.64) - mean * mean;
  const Bell covering = minimised({1, 0.5, 1}, Divergence::forward);
  EXPECT_NEAR(covering.mean, mean, 1e-3);
  EXPECT_NEAR(covering.sigma, std::sqrt(variance), 1e-3);
  const Bell picking = minimised({1, 0.5, 1}, Divergence::reverse);
  EXPECT_NEAR(picking.mean, 1.5, 0.1);
  EXPECT_NEAR(picking.sigma, 0.8, 0.1);
  EXPECT_NEAR(minimised({-2.5, 0.5, 1}, Divergence::reverse).mean, -2, 0.1) << "which one, the start decides";
}

TEST(ABellsLogDensity, ChangesWithMeanAndWidthAsFiniteDifferencesSay) {
  const Bells bells{{-2, 0.5, 0.3}, {1.5, 0.8, 0.7}};
  std::vector<std::array<double, 2>> slopes;
  for (const double x : {-2.7, -0.3, 0.0, 1.9, 40.0}) {
    EXPECT_TRUE(std::isfinite(log_density_slopes(bells, x, slopes)));
    for (size_t k = 0; k < bells.size(); ++k) {
      constexpr double little = 1e-5;
      Bells more = bells, less = bells, wide = bells, narrow = bells;
      more[k].mean += little;
      less[k].mean -= little;
      wide[k].sigma *= std::exp(little);
      narrow[k].sigma *= std::exp(-little);
      const auto slope = [&](const Bells& up, const Bells& down) {
        return (log_density(up, x) - log_density(down, x)) / (2 * little);
      };
      EXPECT_NEAR(slopes[k][0], slope(more, less), 1e-4);
      EXPECT_NEAR(slopes[k][1], slope(wide, narrow), 1e-4 * (1 + std::abs(slopes[k][1])));
    }
  }
}

TEST(TinyMlp, HasTheSlopesOfFiniteDifferences) {
  TinyMlp mlp(5);
  const std::vector<float> x{-2.1F, -0.4F, 0.3F, 1.7F}, weight{0.5F, -1, 2, 0.25F};
  const auto loss = [&](const std::vector<float>& at) {
    const auto out = mlp.forward(at);
    double sum = 0;
    for (size_t i = 0; i < out.size(); ++i) sum += static_cast<double>(weight[i] * out[i]);
    return sum;
  };
  std::vector<double> gradient(TinyMlp::weight_count);
  std::vector<float> by_input(x.size());
  (void)mlp.forward(x);
  mlp.backward(weight, gradient, by_input);
  constexpr float little = 1e-3F;
  int checked = 0;
  for (size_t i = 0; i < TinyMlp::weight_count; i += 7) {
    const float was = mlp.weights()[i];
    mlp.weights()[i] = was + little;
    const double up = loss(x);
    mlp.weights()[i] = was - little;
    const double down = loss(x);
    mlp.weights()[i] = was;
    const double slope = (up - down) / (2 * static_cast<double>(little));
    checked += std::abs(gradient[i] - slope) < 5e-3 * (1 + std::abs(slope)) ? 1 : 0;
  }
  EXPECT_GE(checked, static_cast<int>(TinyMlp::weight_count / 7) - 2) << "but for a bend or two in between";
  for (size_t i = 0; i < x.size(); ++i) {
    std::vector<float> up = x, down = x;
    up[i] += little;
    down[i] -= little;
    EXPECT_NEAR(static_cast<double>(by_input[i]), (loss(up) - loss(down)) / (2 * static_cast<double>(little)),
                2e-2);
  }
}

double kl_of(const ThreeWays& ways, Way way) {
  return divergences(ThreeWays::data(), ways.model(way)).forward;
}

// The measured table: after half a second NCE .022, likelihood .0009, the games .28 and .37; after one .0002,
// .0001, .030 and .068; with bad noise a mode stays lost.
TEST(ThreeWays, AllComeToTheDataWhenTheModelCanAndTheNoiseIsGood) {
  ThreeWays ways({.seed = 2});
  for (int i = 0; i < 600; ++i) ways.step();
  EXPECT_LT(kl_of(ways, Way::contrastive), 0.005);
  EXPECT_LT(kl_of(ways, Way::likelihood), 0.005);
  EXPECT_LT(kl_of(ways, Way::game), 0.05);
  EXPECT_NEAR(ways.value(Way::likelihood), -2 * std::numbers::ln2, 1e-3) << "D is ½ everywhere";
  EXPECT_NEAR(ways.value(Way::game), -2 * std::numbers::ln2, 0.03);
  EXPECT_GT(ways.value(Way::contrastive), -1.3) << "noise can be told from the data";
}

TEST(ThreeWays, BadNoiseLosesAModeAndTheModelsOwnCopyLearnsLikeLikelihood) {
  ThreeWays bad({.noise = Noise::bad, .seed = 1}), own({.noise = Noise::contrastive, .seed = 1});
  for (int i = 0; i < 400; ++i) {
    bad.step();
    own.step();
  }
  EXPECT_GT(kl_of(bad, Way::contrastive), 0.3);
  EXPECT_NEAR(kl_of(own, Way::contrastive), kl_of(own, Way::likelihood), 0.02);
  for (const double d : own.judged(Way::contrastive, {-2, 0, 2})) EXPECT_EQ(d, 0.5);
}

TEST(ThreeWays, AreTheSameNumbersForTheSameSeed) {
  ThreeWays one({.seed = 7}), same({.seed = 7}), other({.seed = 8});
  for (int i = 0; i < 20; ++i)
    for (ThreeWays* ways : {&one, &same, &other}) ways->step();
  EXPECT_EQ(one.model(Way::game), same.model(Way::game));
  EXPECT_NE(one.model(Way::game), other.model(Way::game));
}

TEST(DAlone, ChasesItsHillsUntilTheyStandOnTheData) {
  HillRounds hills({.seed = 2});
  EXPECT_LT(hills.on_data(), 0.1) << "a D that has learned nothing has its hill anywhere";
  for (int i = 0; i < 40; ++i) hills.round();
  EXPECT_GE(hills.on_data(), 0.9);
  bool left = false, right = false;
  for (const float negative : hills.earlier()) {
    left = left || std::abs(negative + 2) < 0.5F;
    right = right || std::abs(negative - 1.5F) < 0.5F;
  }
  EXPECT_TRUE(left && right);
}

const api::Curve& curve_of(const api::Answer& answer, const std::string& key) {
  return *std::ranges::find(answer.curves, key, &api::Curve::key);
}

TEST(WaysTool, GoesOnWhereItWasAndBeginsAnewWhenAskedForLess) {
  ToolBench bench;
  const auto ask = [](int64_t steps) { return ask_of("ways", {{"steps", steps}, {"bells", int64_t{1}}}); };
  const auto thirty = bench.run(ask(30)).value();
  (void)bench.run(ask(60)).value();
  const auto again = bench.run(ask(30)).value();
  EXPECT_EQ(curve_of(thirty, "d/game").y, curve_of(again, "d/game").y);
  EXPECT_EQ(curve_of(thirty, "kl/game").x, (std::vector<float>{0, 10, 20, 30}));
  const api::TableRow& row = *std::ranges::find(thirty.table, "now/likelihood", &api::TableRow::key);
  ASSERT_EQ(row.numbers.size(), 5U) << "KL, V, reverse KL, mean and sigma of one bell";
  EXPECT_NEAR(row.numbers[0], static_cast<double>(curve_of(thirty, "kl/likelihood").y.back()), 1e-6);
}

TEST(HillsTool, ShowsTheNegativesOfThisRoundAndThoseBefore) {
  ToolBench bench;
  const auto answer = bench.run(ask_of("hills", {{"rounds", int64_t{3}}})).value();
  EXPECT_EQ(answer.count, HillRounds::negatives_a_round);
  EXPECT_EQ(answer.points.size(), 2U * HillRounds::negatives_a_round);
  double held = 0;  // a density
  for (const float height : curve_of(answer, "earlier").y) held += static_cast<double>(height) * 0.25;
  EXPECT_NEAR(held, 1, 1e-4);
  EXPECT_EQ(curve_of(answer, "on data").x.size(), 4U);
}

/// G(z) = its second number; D(x) = σ(x); data N(0, 1).
struct OnALine final : train::Replica {
  Expected<api::Answer> render(const train::Snapshot&, api::Model, const std::vector<float>& latents,
                               const std::vector<int>&, bool) override {
    api::Answer answer;
    for (size_t i = 0; i + 1 < latents.size(); i += 2)
      answer.points.insert(answer.points.end(), {latents[i + 1], 0});
    return answer;
  }
  Expected<std::vector<float>> judge_points(const train::Snapshot&,
                                            const std::vector<float>& points) override {
    std::vector<float> scores;
    for (const float x : points) scores.push_back(1 / (1 + std::exp(-x)));
    return scores;
  }
  /// x, or how far the real number is.
  Expected<api::Rows> point_forces(const train::Snapshot&, const config::Settings& game,
                                   const std::vector<float>& points,
                                   const std::vector<float>& real) override {
    api::Rows forces{static_cast<int>(points.size()), 1, points};
    if (game.text("objective") == "paired")
      for (size_t i = 0; i < points.size(); ++i) forces.values[i] = real[i] - points[i];
    return forces;
  }
};
struct StandardNormal final : data::Law {
  [[nodiscard]] int dimensions() const override { return 1; }
  [[nodiscard]] double density(std::span<const double> x) const override {
    return std::exp(-x[0] * x[0] / 2) / std::sqrt(2 * std::numbers::pi);
  }
  void sample(Random& random, std::span<double> x) const override { x[0] = random.normal(); }
};

ToolBench bench_on_a_line() {
  ToolBench bench(2);
  auto data = std::make_shared<data::Dataset>();
  data->points.resize(4000);
  Random(1).fill_normal(data->points);
  data->law = std::make_shared<StandardNormal>();
  api::DataInfo info;
  info.form = Form::points;
  info.dimensions = 1;
  bench.bench.subject =
      std::make_shared<train::Subject>(train::Subject{bench.bench.subject->experiment, info, 2, 1, data});
  bench.bench.replica = std::make_unique<OnALine>();
  return bench;
}

TEST(LineTool, DrawsBothDensitiesDTheBestDAndTheWayOfTheLatents) {
  ToolBench bench = bench_on_a_line();
  const auto answer =
      bench.run(ask_of("line", {{"low", -3.0}, {"high", 3.0}, {"places", int64_t{61}}})).value();
  const StandardNormal law;
  for (size_t i = 0; i < 61; ++i) {
    const double x = -3 + 0.1 * static_cast<double>(i);
    EXPECT_NEAR(static_cast<double>(curve_of(answer, "data").y[i]), law.density(std::array{x}), 1e-6);
    EXPECT_NEAR(static_cast<double>(curve_of(answer, "model").y[i]), law.density(std::array{x}), 0.06);
    EXPECT_NEAR(static_cast<double>(curve_of(answer, "d").y[i]), 1 / (1 + std::exp(-x)), 1e-5);
    if (std::abs(x) < 2) {
      EXPECT_NEAR(static_cast<double>(curve_of(answer, "optimal").y[i]), 0.5, 0.12);
    }
  }
  EXPECT_EQ(curve_of(answer, "push").x, curve_of(answer, "push").y);
  EXPECT_EQ(curve_of(answer, "latents").x, curve_of(answer, "latents").y) << "along the axis that G follows";
  EXPECT_EQ(answer.table.front().numbers, (std::vector<double>{1, 2}));
}

TEST(LineTool, WhereFakesAreComparedWithRealNumbersTellsTheMeanOfSome) {
  ToolBench bench = bench_on_a_line();
  const auto& data = bench.bench.subject->dataset->points;
  const float centre = std::accumulate(data.begin(), data.begin() + 16, 0.0F) / 16;
  const auto answer = bench.run(ask_of("line", {{"objective", std::string("paired")}})).value();
  const api::Curve& push = curve_of(answer, "push");
  for (size_t i = 0; i < push.x.size(); ++i) EXPECT_NEAR(push.y[i], centre - push.x[i], 1e-4);
}

TEST(LineTool, WithoutDSaysWhyAndDrawsTheRest) {
  ToolBench bench = bench_on_a_line();
  struct Silent final : train::Replica {
    Expected<api::Answer> render(const train::Snapshot& snapshot, api::Model model,
                                 const std::vector<float>& latents, const std::vector<int>& labels,
                                 bool scored) override {
      return OnALine().render(snapshot, model, latents, labels, scored);
    }
  };
  bench.bench.replica = std::make_unique<Silent>();
  const auto answer = bench.run(ask_of("line")).value();
  for (const char* none : {"d", "push"})
    EXPECT_EQ(std::ranges::count(answer.curves, none, &api::Curve::key), 0);
  EXPECT_EQ(std::ranges::count(answer.curves, "optimal", &api::Curve::key), 1);
  EXPECT_EQ(std::ranges::count(answer.table, "silent", &api::TableRow::key), 1);
}

TEST(LineTool, OfDataThatAreNotNumbersIsRefusedWithAHint) {
  ToolBench bench;
  const auto answer = bench.run(ask_of("line"));
  ASSERT_FALSE(answer.has_value());
  EXPECT_EQ(answer.error().kind, FailureKind::unsupported);
  EXPECT_FALSE(answer.error().hint.empty());
}

}  // namespace
}  // namespace ganscope::explore
