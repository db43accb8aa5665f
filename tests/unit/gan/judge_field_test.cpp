// D over the plane and what it makes G's points do, against closed forms and differences.
#include <ATen/Parallel.h>
#include <gtest/gtest.h>

#include <cmath>
#include <functional>

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
    replica = std::move(gan::make_replica(gan::Device::cpu, made, model->data_info()).value());
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

TEST(JudgeFieldOfPacks, IsRefusedWithTheReason) {
  const config::Experiment made =
      testing::experiment({{"network", std::string("mlp")}, {"packing", int64_t{2}}});
  const auto model = testing::stepper(made, testing::two_clusters());
  const auto replica = std::move(gan::make_replica(gan::Device::cpu, made, model->data_info()).value());
  EXPECT_EQ(replica->judge_field(*model->snapshot(), {0, 0}, true).error().kind, FailureKind::unsupported);
}

}  // namespace
}  // namespace ganscope
