#include "core/models/autoencoder/autoencoder_stepper.h"

#include <ATen/Parallel.h>
#include <ATen/ops/tensor.h>
#include <ATen/ops/zeros.h>
#include <gtest/gtest.h>

#include <cmath>

#include "core/models/autoencoder/losses.h"
#include "core/models/autoencoder/options.h"
#include "tests/support/small_gan.h"

namespace ganscope::autoencoder {
namespace {

config::Experiment experiment_of(const char* model, const char* network) {
  config::Experiment made = testing::experiment({{"model", std::string(model)},
                                                 {"network", std::string(network)},
                                                 {"norm_d", std::string("none")},
                                                 {"init", std::string("pytorch")},
                                                 {"conditional", false}});
  for (const config::Option& option : options()) made.settings.set(option.key, option.initial);
  for (const config::Option& option : variational_options()) made.settings.set(option.key, option.initial);
  return made;
}

TEST(KlOfCodes, IsTheClosedFormOfTwoNormalDistributions) {
  const Code code{at::tensor({1.0F, 0.0F}).view({1, 2}), at::tensor({0.0F, std::log(4.0F)}).view({1, 2})};
  // ½ (1 + 1 − 0 − 1) + ½ (0 + 4 − log 4 − 1)
  EXPECT_NEAR(kl_of(code).item<double>(), 0.5 + 0.5 * (3 - std::log(4.0)), 1e-6);
  const Code prior{at::zeros({3, 5}), at::zeros({3, 5})};
  EXPECT_EQ(kl_of(prior).item<double>(), 0);
}

TEST(KlOfCodes, HasTheSlopesThatFiniteDifferencesFind) {
  const double step = 1e-3;
  const auto at_values = [](double mean, double log_variance) {
    return kl_of({at::tensor({mean}, at::kDouble).view({1, 1}),
                  at::tensor({log_variance}, at::kDouble).view({1, 1})})
        .item<double>();
  };
  // ∂/∂μ = μ, ∂/∂(log s²) = ½ (s² − 1)
  EXPECT_NEAR((at_values(0.7 + step, 0.4) - at_values(0.7 - step, 0.4)) / (2 * step), 0.7, 1e-6);
  EXPECT_NEAR((at_values(0.7, 0.4 + step) - at_values(0.7, 0.4 - step)) / (2 * step),
              0.5 * (std::exp(0.4) - 1), 1e-6);
}

TEST(SquaredError, IsASampleSumInUnitsOfTwoVariances) {
  const at::Tensor real = at::zeros({2, 3}),
                   drawn = at::tensor({1.0F, 0.0F, 0.0F, 0.0F, 2.0F, 0.0F}).view({2, 3});
  EXPECT_NEAR(error_in_variances(drawn, real, 0.5).item<double>(), (1 + 4) / (2 * 0.25) / 2, 1e-6);
}

TEST(Autoencoder, GivesPointsBackAfterALittleTraining) {
  at::set_num_threads(1);
  for (const char* kind : {"autoencoder", "vae"}) {
    config::Experiment made = experiment_of(kind, "mlp");
    made.settings.set("latent_dim", int64_t{2});
    made.settings.set("batch", int64_t{32});
    const auto model = testing::stepper(made, testing::two_clusters());
    ASSERT_EQ(model->series().series[1].key, "reconstruction_error");
    const float before = model->step(api::StepKind::both).values[1];
    float after = 0;
    for (int i = 0; i < 400; ++i) after = model->step(api::StepKind::both).values[1];
    EXPECT_LT(after, 0.25F * before) << kind;

    const auto replica =
        std::move(models::make_replica(models::Device::cpu, made, model->data_info()).value());
    const api::Rows points{2, 2, {5, 0, 9, 0}};
    const auto codes = replica->encode(*model->snapshot(), api::Model::raw, points);
    ASSERT_TRUE(codes.has_value()) << codes.error().what;
    const auto drawn = replica->render(*model->snapshot(), api::Model::raw, codes->values, {}, true);
    ASSERT_TRUE(drawn.has_value()) << drawn.error().what;
    EXPECT_TRUE(drawn->scores.empty()) << "nobody judges";
    EXPECT_NEAR(drawn->points[0], 5, 0.6) << kind;
    EXPECT_NEAR(drawn->points[2], 9, 0.6) << kind;
  }
}

TEST(Autoencoder, SaysWhatItIsAndHasALayerTableThatAddsUp) {
  const auto model = testing::stepper(experiment_of("vae", "dcgan"), testing::noise_pictures(16, 3));
  const api::ModelInfo info = model->model_info();
  EXPECT_EQ(info.kind, "vae");
  EXPECT_FALSE(info.judges);
  EXPECT_FALSE(info.single_steps);
  EXPECT_TRUE(info.reconstructs);
  ASSERT_EQ(info.players.size(), 2u);
  for (const api::PlayerInfo& player : info.players)
    EXPECT_EQ(api::totals(model->layers(), player.key).parameters, player.parameters) << player.key;
  const auto gan =
      testing::stepper(testing::experiment({{"norm_d", std::string("none")}, {"conditional", false}}),
                       testing::noise_pictures(16, 3));
  EXPECT_EQ(info.parameters_of("decoder"), gan->model_info().parameters_of("generator"))
      << "the same network";
}

TEST(Autoencoder, TellsBadSamplesFromGoodOnes) {
  const config::Experiment made = experiment_of("autoencoder", "dcgan");
  const auto model = testing::stepper(made, testing::noise_pictures(16, 1));
  const auto replica = std::move(models::make_replica(models::Device::cpu, made, model->data_info()).value());
  const auto bad = replica->encode(*model->snapshot(), api::Model::ema, {1, 100, std::vector<float>(100)});
  ASSERT_FALSE(bad.has_value());
  EXPECT_NE(bad.error().what.find("16×16"), std::string::npos);
  EXPECT_FALSE(
      replica->judge_pictures(*model->snapshot(), {1, 256, std::vector<float>(256)}, {}).has_value());
}

TEST(Autoencoder, RefusesTheCheckpointOfAnotherKind) {
  const auto data = testing::noise_pictures(16, 1);
  const auto gan =
      testing::stepper(testing::experiment({{"norm_d", std::string("none")}, {"conditional", false}}), data);
  const auto vae = testing::stepper(experiment_of("vae", "dcgan"), data);
  const auto before = vae->export_state();
  const auto read = vae->import_state(gan->export_state());
  ASSERT_FALSE(read.has_value());
  EXPECT_NE(read.error().what.find("another kind of model"), std::string::npos) << read.error().what;
  EXPECT_FALSE(gan->import_state(before).has_value());
  EXPECT_EQ(vae->export_state().tensors.front().bytes, before.tensors.front().bytes) << "nothing has changed";
}

TEST(Autoencoder, StopsAtALossThatIsNoNumberAndKeepsItsWeights) {
  config::Experiment made = experiment_of("vae", "mlp");
  made.settings.set("lr", 1e6);
  const auto model = testing::stepper(made, testing::two_clusters());
  bool finite = true;
  for (int i = 0; i < 200 && finite; ++i) finite = model->step(api::StepKind::both).finite;
  ASSERT_FALSE(finite);
  const auto before = model->export_state();
  EXPECT_FALSE(model->step(api::StepKind::both).finite);
  EXPECT_EQ(model->export_state().metadata, before.metadata);
  EXPECT_EQ(model->export_state().tensors.back().bytes, before.tensors.back().bytes);
}

}  // namespace
}  // namespace ganscope::autoencoder
