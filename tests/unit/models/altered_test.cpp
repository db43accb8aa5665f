// A run that goes on with another experiment: what is kept, and that what is drawn stays as it was.
#include <ATen/Parallel.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/full.h>
#include <ATen/ops/zeros.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>

#include "core/models/gan/gan_stepper.h"
#include "core/models/gan/step/gradients.h"
#include "core/models/learning/keep_weights.h"
#include "tests/support/small_gan.h"

namespace ganscope::models {
namespace {

using Changes = std::vector<std::pair<std::string, config::Value>>;

config::Experiment points(const Changes& changes = {}) {
  Changes all{{"network", std::string("mlp")},
              {"data", std::string("clusters")},
              {"init", std::string("pytorch")},
              {"norm_d", std::string("none")},
              {"activation", std::string("tanh")},
              {"hidden_width", int64_t{7}},
              {"latent_dim", int64_t{3}},
              {"conditional", false},
              {"lr_g", 0.01},
              {"lr_d", 0.01}};
  all.insert(all.end(), changes.begin(), changes.end());
  return testing::experiment(all);
}

class AlteredTest : public ::testing::Test {
 protected:
  void SetUp() override { at::set_num_threads(1); }

  std::unique_ptr<train::Stepper> trained(const config::Experiment& made, int steps = 5) {
    auto model = testing::stepper(made, testing::two_clusters());
    for (int i = 0; i < steps; ++i) (void)model->step(api::StepKind::both);
    return model;
  }
  static train::Altered alter(const train::Stepper& model, const config::Experiment& to) {
    auto altered = model.altered(to, {});
    EXPECT_TRUE(altered) << (altered ? "" : altered.error().what);
    return std::move(*altered);
  }
  /// What G draws, average or raw, of fixed latents with `latent_dim` numbers each.
  static std::vector<float> drawn(const train::Stepper& model, const config::Experiment& made,
                                  api::Model which = api::Model::raw) {
    auto replica = std::move(make_replica(Device::cpu, made, model.data_info()).value());
    std::vector<float> latents(5 * static_cast<size_t>(model.latent_dim()));
    for (size_t i = 0; i < latents.size(); ++i)
      latents[i] = std::sin(static_cast<float>(3 * (i % static_cast<size_t>(model.latent_dim())) +
                                               i / static_cast<size_t>(model.latent_dim())));
    return replica->render(*model.snapshot(), which, latents, {})->points;
  }
  static float furthest(const std::vector<float>& a, const std::vector<float>& b) {
    EXPECT_EQ(a.size(), b.size());
    float most = 0;
    for (size_t i = 0; i < std::min(a.size(), b.size()); ++i) most = std::max(most, std::abs(a[i] - b[i]));
    return most;
  }
};

TEST_F(AlteredTest, TheSameExperimentChangesNothingBitForBit) {
  const auto model = trained(points());
  const train::Altered altered = alter(*model, points());
  EXPECT_TRUE(altered.same_model);
  EXPECT_EQ(altered.kept, altered.parameters);
  for (int i = 0; i < 3; ++i) {
    const auto a = model->step(api::StepKind::both).values;
    const auto b = altered.stepper->step(api::StepKind::both).values;
    ASSERT_EQ(std::memcmp(a.data(), b.data(), a.size() * sizeof(float)), 0);
  }
  EXPECT_EQ(model->export_state().metadata, altered.stepper->export_state().metadata);
}

TEST_F(AlteredTest, AnotherObjectiveGoesOnWithTheSameWeightsMomentsAndPlace) {
  const auto model = trained(points());
  const auto other = points({{"objective", std::string("hinge")}, {"r1_gamma", 0.5}, {"batch", int64_t{8}}});
  const train::Altered altered = alter(*model, other);
  EXPECT_TRUE(altered.same_model);
  EXPECT_EQ(altered.stepper->steps_done(), 5);
  const auto before = model->export_state(), after = altered.stepper->export_state();
  ASSERT_EQ(before.tensors.size(), after.tensors.size());
  for (size_t i = 0; i < before.tensors.size(); ++i)
    EXPECT_EQ(before.tensors[i].bytes, after.tensors[i].bytes) << before.tensors[i].name;
  EXPECT_TRUE(altered.stepper->step(api::StepKind::both).finite);
}

TEST_F(AlteredTest, ResetLeadsToTheFirstWeightsOfTheNewExperiment) {
  const auto model = trained(points());
  const auto wider = points({{"hidden_width", int64_t{9}}});
  const train::Altered altered = alter(*model, wider);
  altered.stepper->restore(*altered.initial);
  EXPECT_EQ(drawn(*altered.stepper, wider), drawn(*trained(wider, 0), wider));
}

TEST_F(AlteredTest, FurtherUnitsSayNothingAtFirstAndLearnFromThenOn) {
  const auto wider = points({{"layers_g", std::string("12,7,9")}, {"layers_d", std::string("7,11")}});
  const auto base = points({{"layers_g", std::string("7,7,7")}, {"layers_d", std::string("7,7")}});
  const auto deep = trained(base);
  const train::Altered altered = alter(*deep, wider);
  EXPECT_FALSE(altered.same_model);
  EXPECT_LT(furthest(drawn(*altered.stepper, wider), drawn(*deep, base)), 1e-5F);
  EXPECT_LT(furthest(drawn(*altered.stepper, wider, api::Model::ema), drawn(*deep, base, api::Model::ema)),
            1e-5F);
  const auto first = drawn(*altered.stepper, wider);
  EXPECT_TRUE(altered.stepper->step(api::StepKind::both).finite);
  EXPECT_GT(furthest(drawn(*altered.stepper, wider), first), 0.0F);
}

TEST_F(AlteredTest, AFurtherLayerHandsOnWhatItIsGivenWhateverBends) {
  for (const char* activation : {"relu", "leaky_relu", "elu", "tanh"}) {
    const auto made = points({{"activation", std::string(activation)}});
    const auto deeper =
        points({{"activation", std::string(activation)}, {"layers_g", std::string("7,7,7,7")}});
    const auto model = trained(made);
    const train::Altered altered = alter(*model, deeper);
    const float tolerance = std::string(activation) == "tanh" ? 0.05F : 1e-4F;
    EXPECT_LT(furthest(drawn(*altered.stepper, deeper), drawn(*model, made)), tolerance) << activation;
    EXPECT_TRUE(altered.stepper->step(api::StepKind::both).finite) << activation;
  }
}

TEST_F(AlteredTest, FurtherLatentNumbersAreNotHeardAtFirst) {
  const auto model = trained(points());
  const auto more = points({{"latent_dim", int64_t{5}}});
  const train::Altered altered = alter(*model, more);
  EXPECT_EQ(altered.stepper->latent_dim(), 5);
  EXPECT_FALSE(altered.same_model);
  auto replica = std::move(make_replica(Device::cpu, more, model->data_info()).value());
  const auto a = replica->render(*altered.stepper->snapshot(), api::Model::raw, {1, 2, 3, 4, 5}, {})->points;
  const auto b = replica->render(*altered.stepper->snapshot(), api::Model::raw, {1, 2, 3, -1, 0}, {})->points;
  EXPECT_EQ(a, b);
}

TEST_F(AlteredTest, OtherDataOfTheSameKindAreLearnedFromThereOnAndOthersRefused) {
  const auto model = trained(points());
  const auto ring = points({{"data", std::string("moons")}});
  const train::Altered altered = alter(*model, ring);
  EXPECT_EQ(altered.stepper->data_info().key, "moons");
  EXPECT_EQ(altered.stepper->steps_done(), 5);
  EXPECT_TRUE(altered.stepper->step(api::StepKind::both).finite);
  const auto refused = model->altered(points({{"data", std::string("exponential")}}), {});
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().what.find("same kind"), std::string::npos);
}

TEST_F(AlteredTest, NoiseThatEntersFurtherLayersIsPartedAndWantsAGraph) {
  const auto with_noise = points({{"noise_layers", int64_t{1}}});
  const auto model = trained(with_noise, 1);  // 3 numbers: two into the first layer, one into the second
  const auto replica = std::move(make_replica(Device::cpu, with_noise, model->data_info()).value());
  const auto at = [&](std::vector<float> z) {
    return replica->render(*model->snapshot(), api::Model::raw, std::move(z), {})->points;
  };
  EXPECT_NE(at({0, 0, 0}), at({0, 0, 2}));
  EXPECT_NE(at({0, 0, 0}), at({0, 2, 0}));
  const auto tensors = model->export_state().tensors;
  const auto shape = [&](const std::string& name) {
    return std::ranges::find(tensors, name, &storage::NamedTensor::name)->shape;
  };
  EXPECT_EQ(shape("generator.hidden1.weight"), (std::vector<int64_t>{7, 2}));
  EXPECT_EQ(shape("generator.hidden2.weight"), (std::vector<int64_t>{7, 8}));
  const auto entry = networks::find_network(with_noise.settings);
  networks::Task task;
  task.points = true;
  task.dimensions = 2;
  task.latent_dim = 3;
  EXPECT_FALSE((*(*entry)->make_generator(with_noise.settings, task))->plain());
  EXPECT_TRUE((*(*entry)->make_generator(points().settings, task))->plain());
}

TEST_F(AlteredTest, NoiseAtALaterLayerHasNoColumnsInTheFirstWeights) {
  const auto made = points({{"later_noise", std::string("multiplicative")}, {"later_numbers", int64_t{1}}});
  const auto model = trained(made, 1);
  EXPECT_EQ(model->model_info().latent_parts, (std::vector<int64_t>{2, 1}));
  EXPECT_EQ(model->model_info().latent_part_of(1), 1);
  EXPECT_EQ(model->model_info().latent_part_of(2), 2);
  EXPECT_EQ(trained(points(), 1)->model_info().latent_part_of(2), 0) << "there is one part";
  const auto replica = std::move(make_replica(Device::cpu, made, model->data_info()).value());
  const auto first = replica->first_weights(*model->snapshot(), api::Model::raw, api::Space::z);
  ASSERT_TRUE(first) << first.error().what;
  ASSERT_EQ(first->width, 3);
  for (int row = 0; row < first->count; ++row) {
    EXPECT_NE(first->row(row)[0], 0);
    EXPECT_EQ(first->row(row)[2], 0);
  }
  const auto inside = replica->look_inside(*model->snapshot(), api::Model::raw, {.latents = {0, 0, 2}});
  ASSERT_TRUE(inside) << inside.error().what;
  EXPECT_EQ(inside->pictures.points,
            replica->render(*model->snapshot(), api::Model::raw, {0, 0, 2}, {}, true)->points);
  const auto refused = make_stepper_on(
      Device::cpu, points({{"later_noise", std::string("additive")}, {"later_numbers", int64_t{3}}}),
      testing::two_clusters());
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().hint.find("latent_dim"), std::string::npos);
}

TEST(KeepWeightsTest, TheCornerThatBothHaveIsKeptAndNewUnitsSendZeros) {
  const at::NoGradGuard no_grad;
  networks::Layout before, now;
  before.parameter("hidden1.weight", {2, 1}, networks::Role::weight, 1);
  before.parameter("out.weight", {1, 2}, networks::Role::weight, 2);
  now.parameter("hidden1.weight", {3, 1}, networks::Role::weight, 1);
  now.parameter("out.weight", {1, 3}, networks::Role::weight, 3);
  now.parameter("new.bias", {1}, networks::Role::bias, 1);
  const auto flat = [](const networks::Layout& layout, double value) {
    return at::full({layout.flat_size()}, value, at::kFloat);
  };
  const auto nothing = at::zeros({0}, at::kFloat);
  const PlayerState from{flat(before, 5), nothing, {}, {}, {flat(before, 3), flat(before, 4)}};
  PlayerState to{flat(now, 9), nothing, {}, {}, {flat(now, 0), flat(now, 0)}};
  EXPECT_EQ(keep_weights(before, from, now, to, {}), 4);
  const auto values = [&](const at::Tensor& tensor, size_t part) {
    const at::Tensor plain = networks::view_of(tensor, now.parameters()[part]).contiguous();
    return std::vector<float>(plain.data_ptr<float>(), plain.data_ptr<float>() + plain.numel());
  };
  EXPECT_EQ(values(to.weights, 0), (std::vector<float>{5, 5, 9}));
  EXPECT_EQ(values(to.weights, 1), (std::vector<float>{5, 5, 0}));
  EXPECT_EQ(values(to.weights, 2), (std::vector<float>{9}));
  EXPECT_EQ(values(to.moments.first, 1), (std::vector<float>{3, 3, 0}));
  EXPECT_EQ(values(to.moments.second, 0), (std::vector<float>{4, 4, 0}));
}

}  // namespace
}  // namespace ganscope::models
