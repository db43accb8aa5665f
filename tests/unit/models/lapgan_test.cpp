#include <ATen/Parallel.h>
#include <ATen/TensorOperators.h>
#include <ATen/ops/rand.h>
#include <gtest/gtest.h>

#include <cmath>

#include "core/models/lapgan/parts.h"
#include "core/models/replica/program.h"
#include "tests/support/small_gan.h"

namespace ganscope::lapgan {
namespace {

config::Experiment experiment_of(const std::vector<std::pair<std::string, config::Value>>& changes = {}) {
  config::Experiment made = testing::experiment({{"model", std::string("lapgan")},
                                                 {"objective", std::string("relativistic")},
                                                 {"r1_gamma", 1.0},
                                                 {"r2_gamma", 1.0},
                                                 {"latent_dim", int64_t{12}}});
  for (const config::Option& option : options()) made.settings.set(option.key, option.initial);
  made.settings.set("pyramid_width", int64_t{8});
  for (const std::string& key : scope().without) made.settings.erase(key);
  made.settings.erase("network");
  for (const auto& [key, value] : changes) made.settings.set(key, value);
  return made;
}

TEST(Pyramid, PartsTheLatentAndHalvesThePictures) {
  EXPECT_EQ(share_of(96, 0).count, 64);
  EXPECT_EQ(share_of(96, 1).first, 64);
  EXPECT_EQ(share_of(96, 2).first, 80);
  EXPECT_EQ(share_of(96, 2).count, 16);
  EXPECT_EQ(share_of(3, 0).count, 1);
  EXPECT_EQ(size_of(32, 0), 8);
  EXPECT_EQ(size_of(32, 2), 32);
  EXPECT_EQ(players(32)[g_of(1)].letter, "G16");
  EXPECT_EQ(players(64)[d_of(0)].letter, "D16");
}

TEST(Pyramid, DetailIsWhatTheSmallPictureHasLost) {
  const at::Tensor picture = at::rand({2, 3, 8, 8});
  const at::Tensor detail = picture - expanded(reduced(picture));
  EXPECT_LT(reduced(detail).abs().max().item<double>(), 1e-6) << "its means of 2×2 are nothing";
  EXPECT_LT((expanded(reduced(picture)) + detail - picture).abs().max().item<double>(), 1e-6);
}

struct Drawn {
  std::unique_ptr<train::Stepper> model;
  std::unique_ptr<train::Replica> replica;
  [[nodiscard]] train::Inside inside(float coarse, float fine) const {
    train::InsideAsk ask;
    ask.latents = std::vector<float>(12, coarse);
    ask.latents[10] = ask.latents[11] = fine;
    return replica->look_inside(*model->snapshot(), api::Model::ema, ask).value();
  }
};

Drawn drawn() {
  at::set_num_threads(1);
  const config::Experiment made = experiment_of();
  Drawn pyramid{testing::stepper(made, testing::noise_pictures(32, 3)), nullptr};
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(pyramid.model->step(api::StepKind::both).finite);
  pyramid.replica =
      std::move(models::make_replica(models::Device::cpu, made, pyramid.model->data_info()).value());
  return pyramid;
}

TEST(Lapgan, EachLevelAddsToThePictureOfTheOneBefore) {
  const Drawn pyramid = drawn();
  const train::Inside one = pyramid.inside(0.4F, 0.4F), other = pyramid.inside(0.4F, -2),
                      third = pyramid.inside(1, 0.4F);
  ASSERT_EQ(one.layers.size(), 2U);
  EXPECT_EQ(one.layers[0].height, 8);
  EXPECT_EQ(one.layers[1].height, 16);
  EXPECT_EQ(one.layers[1].channels, 3);
  EXPECT_EQ(one.layers[1].answers.values, other.layers[1].answers.values)
      << "the last numbers of the latent are the finest level's";
  EXPECT_NE(one.pictures.pixels, other.pictures.pixels);
  EXPECT_NE(one.layers[0].answers.values, third.layers[0].answers.values);
}

TEST(Lapgan, SaysWhatItIsAndExports) {
  const Drawn pyramid = drawn();
  const api::ModelInfo info = pyramid.model->model_info();
  EXPECT_EQ(info.players.size(), 6U);
  EXPECT_EQ(info.players[0].letter, "G8");
  EXPECT_EQ(info.players[5].letter, "D32");
  const auto program = models::program_of(*pyramid.replica, *pyramid.model->snapshot(), api::Model::ema);
  ASSERT_TRUE(program.has_value()) << program.error().what;
  EXPECT_LT(program->difference, 1e-4);
  const auto file = models::tensors_of(*pyramid.replica, *pyramid.model->snapshot(), api::Model::ema);
  ASSERT_TRUE(file.has_value());
  EXPECT_EQ(file->tensors.front().name, "level1.from_latent.weight");
}

TEST(Lapgan, RefusesWhatDoesNotHalveTwice) {
  const auto refused = [](const config::Experiment& made, data::DatasetPointer data) {
    const auto tried = models::make_stepper_on(models::Device::cpu, made, std::move(data));
    EXPECT_FALSE(tried.has_value());
    return tried ? Failure{} : tried.error();
  };
  EXPECT_NE(refused(experiment_of(), testing::noise_pictures(20, 1)).what.find("20×20"), std::string::npos);
  EXPECT_EQ(refused(experiment_of(), testing::two_clusters()).where, "model");
  EXPECT_EQ(refused(experiment_of({{"latent_dim", int64_t{2}}}), testing::noise_pictures(16, 1)).where,
            "latent_dim");
}

TEST(Lapgan, StopsAtALossThatIsNoNumberAndKeepsItsWeights) {
  const auto model =
      testing::stepper(experiment_of({{"lr_g", 1e6}, {"lr_d", 1e6}}), testing::noise_pictures(16, 1));
  bool finite = true;
  for (int i = 0; i < 200 && finite; ++i) finite = model->step(api::StepKind::both).finite;
  ASSERT_FALSE(finite);
  const auto before = model->export_state();
  EXPECT_FALSE(model->step(api::StepKind::both).finite);
  const auto after = model->export_state();
  for (size_t i = 0; i < before.tensors.size(); ++i)
    EXPECT_EQ(after.tensors[i].bytes, before.tensors[i].bytes) << before.tensors[i].name;
}

}  // namespace
}  // namespace ganscope::lapgan
