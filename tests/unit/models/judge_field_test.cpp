// D over the plane and what it makes G's points do, against closed forms and differences.
#include <ATen/Parallel.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "core/models/gan/gan_stepper.h"
#include "tests/support/small_gan.h"

namespace ganscope {
namespace {

/// A GAN of two clusters after a few steps. With spectral norm it is not plain: LibTorch's graph is asked.
struct JudgeField : ::testing::TestWithParam<bool> {
  void SetUp() override {
    at::set_num_threads(1);
    made = testing::experiment({{"network", std::string("mlp")}, {"spectral_norm", GetParam()}});
    const auto model = testing::stepper(made, testing::two_clusters());
    for (int i = 0; i < 3; ++i) model->step(api::StepKind::both);
    snapshot = model->snapshot();
    replica = std::move(models::make_replica(models::Device::cpu, made, model->data_info()).value());
    std::vector<float> latents(8 * 5);
    Random(1).fill_normal(latents);
    points = replica->render(*snapshot, api::Model::raw, latents, {}, false)->points;
  }
  api::Rows forces(const std::string& objective) {
    config::Settings game = made.settings;
    game.set("objective", objective);
    return replica->point_forces(*snapshot, game, points, points).value();
  }
  config::Experiment made;
  train::SnapshotPointer snapshot;
  std::unique_ptr<train::Replica> replica;
  std::vector<float> points;
};

TEST_P(JudgeField, SaysWhatJudgingSaysAndItsSlopesAreItsChanges) {
  const auto judged = replica->judge_field(*snapshot, points, true).value();
  const auto scores = replica->judge_points(*snapshot, points).value();
  for (size_t i = 0; i < scores.size(); ++i)
    EXPECT_NEAR(1 / (1 + std::exp(-judged.logits[i])), scores[i], 1e-5);
  const float step = 0.01F;
  for (size_t k = 0; k < points.size(); ++k) {
    std::vector<float> above = points, below = points;
    above[k] += step;
    below[k] -= step;
    const float change = replica->judge_field(*snapshot, above, false)->logits[k / 2] -
                         replica->judge_field(*snapshot, below, false)->logits[k / 2];
    EXPECT_NEAR(judged.slopes.values[k], change / (2 * step),
                0.02 + 0.02 * std::abs(judged.slopes.values[k]));
  }
}

TEST_P(JudgeField, EveryObjectivePushesAlongTheSlopeAsItsFormulaSays) {
  using Push = std::function<double(double)>;
  const std::vector<std::pair<std::string, Push>> pushes{
      {"non-saturating", [](double d) { return 1 / (1 + std::exp(d)); }},
      {"minimax", [](double d) { return 1 / (1 + std::exp(-d)); }},
      {"maximum-likelihood", [](double d) { return std::exp(d); }},
      {"least-squares", [](double d) { return 1 - d; }},
      {"hinge", [](double) { return 1; }},
      {"wgan-gp", [](double) { return 1; }},
      {"relativistic", [](double) { return 0.5; }}};  // beside itself
  const auto judged = replica->judge_field(*snapshot, points, true).value();
  for (const auto& [objective, push] : pushes) {
    SCOPED_TRACE(objective);
    const api::Rows found = forces(objective);
    ASSERT_EQ(found.count, 5);
    for (size_t i = 0; i < found.values.size(); ++i)
      EXPECT_NEAR(found.values[i], push(static_cast<double>(judged.logits[i / 2])) * judged.slopes.values[i],
                  1e-5);
  }
}

TEST_P(JudgeField, AnUnknownObjectiveIsNamed) {
  config::Settings game = made.settings;
  game.set("objective", std::string("hingge"));
  EXPECT_EQ(replica->point_forces(*snapshot, game, points, points).error().kind, FailureKind::usage);
}

INSTANTIATE_TEST_SUITE_P(Networks, JudgeField, ::testing::Bool(), [](const auto& test) {
  return test.param ? std::string("graph") : std::string("plain");
});

/// Writes D's weights, in the order of its layout.
void set_discriminator(const train::Snapshot& snapshot, const config::Experiment& made,
                       const std::vector<std::vector<float>>& weights) {
  networks::Task task;
  task.points = true;
  task.dimensions = 2;
  const auto entry = networks::find_network(made.settings).value();
  const auto d = std::move(entry->make_discriminator(made.settings, task).value());
  const auto& player = dynamic_cast<const models::ModelSnapshot&>(snapshot).player(gan::of_d);
  ASSERT_EQ(d->layout().parameters().size(), weights.size());
  for (size_t i = 0; i < weights.size(); ++i) {
    const networks::Part& part = d->layout().parameters()[i];
    ASSERT_EQ(static_cast<size_t>(part.count), weights[i].size()) << part.name;
    std::ranges::copy(weights[i], player.weights.data_ptr<float>() + part.offset);
  }
}

TEST(JudgeInside, AnswersWhatTheLayersOfAHandMadeNetworkSay) {
  const config::Experiment made = testing::experiment({{"network", std::string("mlp")},
                                                       {"layers_d", std::string("2,1")},
                                                       {"activation", std::string("relu")}});
  const auto model = testing::stepper(made, testing::two_clusters());
  const auto snapshot = model->snapshot();
  set_discriminator(*snapshot, made, {{1, 0, 0, -2}, {0.5F, 0}, {1, 3}, {-1}, {4}, {0.25F}});
  const auto replica = std::move(models::make_replica(models::Device::cpu, made, model->data_info()).value());
  const std::vector<float> points{5, 0.1F, 9, -0.2F, 7, 0, 6, -0.05F};
  const auto inside = replica->judge_inside(*snapshot, points).value();
  ASSERT_EQ(inside.layers.size(), 2u);
  EXPECT_EQ(inside.layers[0].channels, 2);
  EXPECT_EQ(inside.layers[1].channels, 1);
  const auto& scale = dynamic_cast<const models::ModelSnapshot&>(*snapshot).scale();
  for (int i = 0; i < 4; ++i) {
    const auto at = [&](size_t axis) {
      return (points[static_cast<size_t>(2 * i) + axis] - scale.centre[axis]) / scale.unit[axis];
    };
    const float first = std::max(0.0F, at(0) + 0.5F), second = std::max(0.0F, -2 * at(1));
    const float last = std::max(0.0F, first + 3 * second - 1);
    EXPECT_NEAR(inside.layers[0].answers.row(i)[0], first, 1e-5);
    EXPECT_NEAR(inside.layers[0].answers.row(i)[1], second, 1e-5);
    EXPECT_NEAR(inside.layers[1].answers.row(i)[0], last, 1e-5);
    EXPECT_NEAR(inside.logits[static_cast<size_t>(i)], 4 * last + 0.25F, 1e-4);
  }
}

TEST(JudgeInside, OfEveryKindOfLayerShowsItsNeuronsAndNothingElse) {
  const std::vector<std::pair<std::string, config::Value>> kinds{{"activation_d", std::string("maxout")},
                                                                 {"activation", std::string("tanh")},
                                                                 {"minibatch_stddev", true},
                                                                 {"spectral_norm", true}};
  for (const auto& kind : kinds) {
    SCOPED_TRACE(kind.first);
    const config::Experiment made =
        testing::experiment({{"network", std::string("mlp")}, {"layers_d", std::string("7,5")}, kind});
    const auto model = testing::stepper(made, testing::two_clusters());
    const auto replica =
        std::move(models::make_replica(models::Device::cpu, made, model->data_info()).value());
    const std::vector<float> points{5, 0, 9, 0, 7, 1, 6, 0};
    const auto inside = replica->judge_inside(*model->snapshot(), points).value();
    ASSERT_EQ(inside.layers.size(), 2u);
    EXPECT_EQ(inside.layers[0].answers.width, 7);
    EXPECT_EQ(inside.layers[1].answers.width, 5);
    EXPECT_EQ(inside.logits.size(), 4u);
  }
}

TEST(JudgeFieldOfPacks, IsRefusedWithTheReason) {
  const config::Experiment made =
      testing::experiment({{"network", std::string("mlp")}, {"packing", int64_t{2}}});
  const auto model = testing::stepper(made, testing::two_clusters());
  const auto replica = std::move(models::make_replica(models::Device::cpu, made, model->data_info()).value());
  EXPECT_EQ(replica->judge_field(*model->snapshot(), {0, 0}, true).error().kind, FailureKind::unsupported);
  EXPECT_EQ(replica->judge_inside(*model->snapshot(), {0, 0}).error().kind, FailureKind::unsupported);
}

}  // namespace
}  // namespace ganscope
