#include <ATen/Parallel.h>
#include <ATen/ops/tensor.h>
#include <ATen/ops/zeros.h>
#include <gtest/gtest.h>

#include <cmath>

#include "core/models/flow/flow_network.h"
#include "core/models/flow/losses.h"
#include "core/models/flow/parts.h"
#include "core/models/replica/program.h"
#include "tests/support/small_gan.h"

namespace ganscope::flow {
namespace {

config::Experiment experiment_of(const std::vector<std::pair<std::string, config::Value>>& changes = {}) {
  config::Experiment made = testing::experiment(
      {{"model", std::string("flow")}, {"conditional", false}, {"init", std::string("pytorch")}});
  for (const config::Option& option : options()) made.settings.set(option.key, option.initial);
  for (const std::string& key : scope().without) made.settings.erase(key);
  for (const char* key : {"network", "objective"}) made.settings.erase(key);
  for (const auto& [key, value] : changes) made.settings.set(key, value);
  return made;
}

TEST(OnTheLine, LiesBetweenNoiseAndSampleByTheTime) {
  const at::Tensor noise = at::tensor({1.0F, -1.0F}).view({2, 1}),
                   samples = at::tensor({3.0F, 3.0F}).view({2, 1});
  const at::Tensor at_times = on_the_line(noise, samples, at::tensor({0.25F, 1.0F}).view({2, 1}));
  EXPECT_FLOAT_EQ(at_times[0].item<float>(), 1.5F);
  EXPECT_FLOAT_EQ(at_times[1].item<float>(), 3.0F);
  // (v − (x₁ − x₀))²: (1 − 2)² and (4 − 4)²
  const at::Tensor errors = velocity_errors(at::tensor({1.0F, 4.0F}).view({2, 1}), noise, samples);
  EXPECT_FLOAT_EQ(errors[0].item<float>(), 1);
  EXPECT_FLOAT_EQ(errors[1].item<float>(), 0);
}

TEST(OnTheLine, HasTheSlopesThatFiniteDifferencesFind) {
  const at::Tensor noise = at::zeros({1, 2}, at::kDouble),
                   sample = at::tensor({1.0, 2.0}, at::kDouble).view({1, 2});
  const auto at_velocity = [&](double v) {
    return velocity_errors(at::tensor({v, 0.5}, at::kDouble).view({1, 2}), noise, sample).item<double>();
  };
  const double step = 1e-4;  // ∂/∂v₁ of ½ Σ (v − u)² is v₁ − u₁
  EXPECT_NEAR((at_velocity(0.3 + step) - at_velocity(0.3 - step)) / (2 * step), 0.3 - 1, 1e-6);
}

/// dx/dt = x, whose exact way is x₀·eᵗ.
class Growing final : public FlowNetwork {
 public:
  Growing(const config::Settings& settings, const networks::Task& task) : FlowNetwork(settings, task) {}
  at::Tensor velocity(const networks::Weights&, const at::Tensor& samples, const at::Tensor&,
                      const at::Tensor&) const override {
    return samples;
  }
};

TEST(Solver, StepsAsEulerAndHeunDoAndComesBack) {
  networks::Task task;
  task.points = true;
  task.dimensions = task.latent_dim = 1;
  Growing flow(experiment_of().settings, task);
  networks::Weights weights;
  weights.flat = at::zeros({1});
  const at::Tensor one = at::tensor({1.0F}).view({1, 1});
  const auto end = [&](Solver solver, double from, double to) {
    flow.solve_by(solver);
    return flow.carried(weights, one, {}, from, to).item<double>();
  };
  EXPECT_NEAR(end({4, false}, 0, 1), std::pow(1.25, 4), 1e-5);
  EXPECT_NEAR(end({4, true}, 0, 1), std::pow(1 + 0.25 + 0.03125, 4), 1e-5);
  EXPECT_NEAR(end({256, true}, 0, 1), std::exp(1.0), 1e-3);
  EXPECT_NEAR(end({256, true}, 1, 0), std::exp(-1.0), 1e-3);
  EXPECT_NEAR(end({4, false}, 0, 0.5), std::pow(1.25, 2), 1e-5) << "half of the way is half of the steps";
}

struct Trained {
  config::Experiment experiment;
  std::unique_ptr<train::Stepper> model;
  std::unique_ptr<train::Replica> replica;
};

Trained trained(int steps) {
  at::set_num_threads(1);
  Trained made{experiment_of({{"batch", int64_t{64}}}), nullptr, nullptr};
  made.model = testing::stepper(made.experiment, testing::two_clusters(256));
  for (int i = 0; i < steps; ++i) EXPECT_TRUE(made.model->step(api::StepKind::both).finite);
  made.replica =
      std::move(models::make_replica(models::Device::cpu, made.experiment, made.model->data_info()).value());
  return made;
}

std::vector<float> noise(int count) {
  std::vector<float> latents(static_cast<size_t>(2 * count));
  Random random(3);
  random.fill_normal(latents);
  return latents;
}

TEST(Flow, CarriesNoiseToBothClustersAndKnowsTheWayBack) {
  const Trained flow = trained(500);
  const auto drawn = flow.replica->render(*flow.model->snapshot(), api::Model::raw, noise(200), {}, true);
  ASSERT_TRUE(drawn.has_value()) << drawn.error().what;
  EXPECT_TRUE(drawn->scores.empty()) << "nobody judges";
  int low = 0, high = 0;
  for (size_t i = 0; i < drawn->points.size(); i += 2) {
    low += std::abs(drawn->points[i] - 5) < 0.7F ? 1 : 0;
    high += std::abs(drawn->points[i] - 9) < 0.7F ? 1 : 0;
  }
  EXPECT_GT(low, 60);
  EXPECT_GT(high, 60);
  EXPECT_GT(low + high, 180);

  const api::Rows points{2, 2, {5, 0, 9, 0}};
  flow.model->tune("ode_steps", 128);
  const auto codes = flow.replica->encode(*flow.model->snapshot(), api::Model::raw, points);
  ASSERT_TRUE(codes.has_value()) << codes.error().what;
  const auto again = flow.replica->render(*flow.model->snapshot(), api::Model::raw, codes->values, {}, false);
  ASSERT_TRUE(again.has_value());
  EXPECT_NEAR(again->points[0], 5, 0.1);
  EXPECT_NEAR(again->points[2], 9, 0.1);
}

TEST(Flow, ShowsWhereSamplesAreOnTheirWayAndWhatCarriesThem) {
  const Trained flow = trained(20);
  const auto snapshot = flow.model->snapshot();
  const std::vector<float> latents = noise(5);
  const auto drawn = flow.replica->render(*snapshot, api::Model::ema, latents, {}, false);
  const auto end =
      flow.replica->current(*snapshot, api::Model::ema, {.time = 1, .latents = latents, .places = {}});
  const auto begin = flow.replica->current(*snapshot, api::Model::ema,
                                           {.time = 0, .latents = {0, 0}, .places = {7, 0, 8, 1}});
  ASSERT_TRUE(end.has_value() && begin.has_value());
  EXPECT_EQ(end->points, drawn->points);
  EXPECT_NEAR(begin->points[0], 7, 0.1) << "the middle of the data, in their frame";
  ASSERT_EQ(begin->velocities.size(), 4U);
  // One small step along the velocity is where the ways go.
  const auto soon =
      flow.replica->current(*snapshot, api::Model::ema, {.time = 1.0 / 16, .latents = {0, 0}, .places = {}});
  const auto here = flow.replica->current(*snapshot, api::Model::ema,
                                          {.time = 0, .latents = {0, 0}, .places = begin->points});
  ASSERT_TRUE(soon.has_value() && here.has_value());
  EXPECT_NEAR(soon->points[0], begin->points[0] + here->velocities[0] / 16, 1e-4);
}

TEST(Flow, StepsOfTheWayAreTunedWithoutLearningAnew) {
  const Trained flow = trained(5);
  const auto with = [&](double steps) {
    flow.model->tune("ode_steps", steps);
    return flow.replica->render(*flow.model->snapshot(), api::Model::raw, noise(3), {}, false)->points;
  };
  const auto few = with(1), many = with(64);
  EXPECT_NE(few, many);
  EXPECT_EQ(with(1), few);
}

TEST(Flow, DrawsPicturesInStagesAndExports) {
  const config::Experiment made = experiment_of({{"flow_channels", int64_t{4}}, {"ode_steps", int64_t{3}}});
  const auto model = testing::stepper(made, testing::noise_pictures(16, 3));
  model->step(api::StepKind::both);
  EXPECT_EQ(model->latent_dim(), 16 * 16 * 3);
  const auto replica = std::move(models::make_replica(models::Device::cpu, made, model->data_info()).value());
  train::InsideAsk ask;
  ask.latents = std::vector<float>(768, 0.5F);
  const auto inside = replica->look_inside(*model->snapshot(), api::Model::ema, ask);
  ASSERT_TRUE(inside.has_value()) << inside.error().what;
  ASSERT_EQ(inside->layers.size(), 2U) << "between three steps";
  EXPECT_EQ(inside->layers[0].channels, 3);
  EXPECT_EQ(inside->layers[0].height, 16);
  const auto program = models::program_of(*replica, *model->snapshot(), api::Model::ema);
  ASSERT_TRUE(program.has_value()) << program.error().what;
  EXPECT_LT(program->difference, 1e-4);
  EXPECT_FALSE(
      replica->features(*model->snapshot(), api::Model::ema, ask.latents, {}, api::Space::z).has_value());
  EXPECT_FALSE(replica->first_weights(*model->snapshot(), api::Model::ema, api::Space::z).has_value());
}

TEST(Flow, RefusesPicturesOfOtherSizesWithAHint) {
  const auto refused =
      models::make_stepper_on(models::Device::cpu, experiment_of(), testing::noise_pictures(20, 1));
  ASSERT_FALSE(refused.has_value());
  EXPECT_NE(refused.error().what.find("20×20"), std::string::npos);
  EXPECT_FALSE(refused.error().hint.empty());
}

TEST(Flow, StopsAtALossThatIsNoNumberAndKeepsItsWeights) {
  const auto model = testing::stepper(experiment_of({{"lr", 1e6}}), testing::two_clusters());
  bool finite = true;
  for (int i = 0; i < 200 && finite; ++i) finite = model->step(api::StepKind::both).finite;
  ASSERT_FALSE(finite);
  const auto before = model->export_state();
  EXPECT_FALSE(model->step(api::StepKind::both).finite);
  EXPECT_EQ(model->export_state().tensors.back().bytes, before.tensors.back().bytes);
}

}  // namespace
}  // namespace ganscope::flow
