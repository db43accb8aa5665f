// The step without a graph against LibTorch's: every objective, every regulariser that it covers, every
// activation.
#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "core/models/gan/gan_stepper.h"
#include "core/models/gan/series_table.h"
#include "core/models/gan/step/gradients.h"
#include "tests/support/small_gan.h"

namespace ganscope {
namespace {

using Changes = std::vector<std::pair<std::string, config::Value>>;

Changes points_by_mlp(Changes more) {
  Changes changes = {{"network", std::string("mlp")},  {"batch", int64_t{16}},
                     {"latent_dim", int64_t{3}},       {"hidden_width", int64_t{19}},
                     {"init", std::string("pytorch")}, {"conditional", false}};
  changes.insert(changes.end(), more.begin(), more.end());
  return changes;
}

/// Two players with the same weights on every call, one batch and a turn.
struct Table {
  explicit Table(const config::Settings& settings)
      : task{.points = true,
             .dimensions = 2,
             .latent_dim = static_cast<int>(settings.integer("latent_dim")),
             .packing = static_cast<int>(settings.integer("packing"))},
        supply(testing::two_clusters(), 5, {{7, 0}, {2, 2}}, task, settings.integer("batch"), at::kCPU, {}) {
    const networks::NetworkEntry& network = **networks::find_network(settings);
    const objectives::ObjectiveEntry& objective = **objectives::find_objective(settings);
    game.g = *network.make_generator(settings, task);
    game.d = *network.make_discriminator(settings, task);
    game.objective = objective.make(settings);
    game.regularisers = objectives::make_regularisers(settings);
    game.rules = gan::rules_of(settings, 0);
    Random random(11);
    game.g_weights = game.g->layout().initial(networks::Initialisation::pytorch, random);
    game.d_weights = game.d->layout().initial(networks::Initialisation::pytorch, random);
    game.g_weights = game.g->layout().view(game.g_weights.flat, game.g_weights.flat_buffers, true);
    game.d_weights = game.d->layout().view(game.d_weights.flat, game.d_weights.flat_buffers, true);
    game.d_frozen = game.d->layout().view(game.d_weights.flat, game.d_weights.flat_buffers, false);
  }
  networks::Task task;
  gan::Game game;
  models::Supply supply;
};

struct Found {
  std::vector<std::vector<double>> d, g;
  double d_loss = 0, g_loss = 0;
  std::vector<float> reported;
};

std::vector<std::vector<double>> numbers(const gan::Gradient& gradient) {
  std::vector<std::vector<double>> all;
  for (const at::Tensor& part : gradient.by_parameter)
    all.push_back(part.defined() ? gan::to_doubles(part.contiguous()) : std::vector<double>{});
  return all;
}

Found both_gradients(const config::Settings& settings, bool plain) {
  Table table(settings);
  const auto way = plain ? gan::plain_gradients(table.game, at::kCPU) : gan::graph_gradients();
  if (way == nullptr) return {};
  train::StepReport report;
  report.values.assign(gan::class_loss_place(table.game.regularisers), 0);
  const models::Batch batch = table.supply.next_batch();
  const at::Tensor fake = way->generate(table.game, table.supply.draw_latents(), {}, true);
  const gan::Turn turn{0, 0, 0.001, table.supply.random()};
  Found found;
  const gan::Gradient d = way->of_discriminator(table.game, batch, fake, turn, report);
  found.d = numbers(d);
  found.d_loss = d.loss;
  const gan::Gradient g = way->of_generator(table.game, batch, fake, {}, turn, report);
  found.g = numbers(g);
  found.g_loss = g.loss;
  found.reported = report.values;
  return found;
}

/// ‖a − b‖ as a share of ‖b‖, over all parameters; where b has none, a must be zero.
double apart(const std::vector<std::vector<double>>& a, const std::vector<std::vector<double>>& b) {
  double difference = 0, length = 1e-12;
  for (size_t part = 0; part < b.size(); ++part) {
    for (size_t i = 0; i < a[part].size(); ++i) {
      const double other = b[part].empty() ? 0 : b[part][i];
      difference += std::pow(a[part][i] - other, 2);
      length += other * other;
    }
  }
  return std::sqrt(difference / length);
}

void expect_the_same(const config::Settings& settings) {
  const Found plain = both_gradients(settings, true), graph = both_gradients(settings, false);
  ASSERT_FALSE(plain.d.empty()) << "no plain step for this";
  EXPECT_LT(apart(plain.d, graph.d), 1e-5) << "D";
  EXPECT_LT(apart(plain.g, graph.g), 1e-5) << "G";
  EXPECT_NEAR(plain.d_loss, graph.d_loss, 1e-5 * (1 + std::abs(graph.d_loss)));
  EXPECT_NEAR(plain.g_loss, graph.g_loss, 1e-5 * (1 + std::abs(graph.g_loss)));
  ASSERT_EQ(plain.reported.size(), graph.reported.size());
  for (size_t i = 0; i < plain.reported.size(); ++i)
    EXPECT_NEAR(plain.reported[i], graph.reported[i], 2e-5F * (1 + std::abs(graph.reported[i])))
        << "series " << i;
}

TEST(PlainGradients, AreThoseOfTheGraphForEveryObjectiveAndActivation) {
  for (const auto& objective : objectives::all_objectives()) {
    for (const char* activation : {"relu", "leaky_relu", "tanh", "elu"}) {
      SCOPED_TRACE(objective.info.key + ", " + activation);
      expect_the_same(testing::experiment(points_by_mlp({{"objective", objective.info.key},
                                                         {"activation", std::string(activation)},
                                                         {"hidden_layers", int64_t{3}}}))
                          .settings);
    }
  }
}

TEST(PlainGradients, AreThoseOfTheGraphUnderEveryRegulariserThatNeedsNone) {
  const std::vector<std::pair<std::string, Changes>> cases = {
      {"R1", {{"r1_gamma", 3.0}}},
      {"R2", {{"r2_gamma", 3.0}}},
      {"R1 and R2", {{"r1_gamma", 0.3}, {"r2_gamma", 0.7}, {"r1_interval", int64_t{1}}}},
      {"DRAGAN", {{"dragan_lambda", 2.0}}},
      {"gradient penalty", {{"objective", std::string("wgan-gp")}, {"gp_lambda", 1.0}}},
      {"smoothing", {{"label_smoothing", 0.1}}},
      {"flipping", {{"label_flipping", 0.3}}},
      {"noise", {{"noise_sigma", 0.3}}},
      {"packing", {{"packing", int64_t{2}}, {"r1_gamma", 1.0}}},
      {"clipping", {{"clip_gradient", 0.01}, {"r1_gamma", 1.0}}},
      {"relativistic, R1, R2, noise",
       {{"objective", std::string("relativistic")},
        {"r1_gamma", 0.3},
        {"r2_gamma", 0.7},
        {"noise_sigma", 0.3}}},
      {"a wider D", {{"hidden_width_d", int64_t{70}}, {"hidden_layers_d", int64_t{1}}, {"r1_gamma", 0.3}}},
  };
  for (const auto& [name, changes] : cases) {
    for (const char* activation : {"relu", "leaky_relu", "tanh", "elu"}) {
      SCOPED_TRACE(name + ", " + activation);
      Changes all = changes;
      all.emplace_back("activation", std::string(activation));
      expect_the_same(testing::experiment(points_by_mlp(all)).settings);
    }
  }
}

TEST(PlainGradients, AreNotTakenWhereAGraphIsNeeded) {
  for (const Changes& changes : std::vector<Changes>{{{"unroll_steps", int64_t{2}}},
                                                     {{"spectral_norm", true}},
                                                     {{"minibatch_stddev", true}},
                                                     {{"activation_d", std::string("maxout")}},
                                                     {{"mlp_norm_g", std::string("batch")}},
                                                     {{"mapping_layers", int64_t{2}}}}) {
    const config::Settings settings = testing::experiment(points_by_mlp(changes)).settings;
    EXPECT_TRUE(both_gradients(settings, true).d.empty()) << changes.front().first;
  }
}

TEST(PlainGradients, TrainTheSameRunOnEveryStart) {
  const config::Experiment experiment =
      testing::experiment(points_by_mlp({{"objective", std::string("relativistic")}, {"r1_gamma", 0.1}}));
  const auto losses = [&](gan::Way way) {
    auto stepper = *gan::make_stepper_on(models::Device::cpu, experiment, testing::two_clusters(), way);
    std::vector<float> all;
    for (int step = 0; step < 20; ++step) all.push_back(stepper->step(api::StepKind::both).values[0]);
    return all;
  };
  EXPECT_EQ(losses(gan::Way::quickest), losses(gan::Way::quickest));
  const std::vector<float> plain = losses(gan::Way::quickest), graph = losses(gan::Way::graph);
  for (size_t i = 0; i < plain.size(); ++i) EXPECT_NEAR(plain[i], graph[i], 1e-3F) << "step " << i;
}

}  // namespace
}  // namespace ganscope
