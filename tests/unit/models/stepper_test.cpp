#include <ATen/Parallel.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>

#include "tests/support/small_gan.h"

namespace ganscope::gan {
namespace {

using api::StepKind;
using testing::experiment;
using testing::noise_pictures;
using testing::stepper;

class GanStepperTest : public ::testing::Test {
 protected:
  void SetUp() override { at::set_num_threads(1); }
};

using Rows = std::vector<std::vector<float>>;
Rows take_steps(train::Stepper& model, int count) {
  Rows rows;
  for (int i = 0; i < count; ++i) rows.push_back(model.step(StepKind::both).values);
  return rows;
}

// Bit for bit; NaN (not computed) equals itself.
bool same(const Rows& a, const Rows& b) {
  if (a.size() != b.size()) return false;
  for (size_t i = 0; i < a.size(); ++i) {
    if (a[i].size() != b[i].size() || std::memcmp(a[i].data(), b[i].data(), a[i].size() * sizeof(float)) != 0)
      return false;
  }
  return true;
}

bool same_tensors(const storage::TensorFile& a, const storage::TensorFile& b) {
  if (a.tensors.size() != b.tensors.size() || a.metadata != b.metadata) return false;
  for (size_t i = 0; i < a.tensors.size(); ++i) {
    if (a.tensors[i].name != b.tensors[i].name || a.tensors[i].bytes != b.tensors[i].bytes) return false;
  }
  return true;
}

config::Experiment everything() {
  return experiment({{"r1_gamma", 1.0}, {"critic_steps", int64_t{2}}, {"norm_d", std::string("none")}});
}

TEST_F(GanStepperTest, GivesBitwiseTheSameStepsForTheSameSeedAndOthersForAnother) {
  const auto data = noise_pictures(16, 3);
  const auto a = stepper(everything(), data), b = stepper(everything(), data);
  const Rows rows = take_steps(*a, 6);
  EXPECT_TRUE(same(rows, take_steps(*b, 6)));
  auto other = everything();
  other.settings.set("seed", int64_t{2});
  EXPECT_FALSE(same(rows, take_steps(*stepper(other, data), 6)));
}

TEST_F(GanStepperTest, IsNotChangedByBeingWatched) {
  const auto data = noise_pictures(16, 3);
  const auto alone = stepper(everything(), data), watched = stepper(everything(), data);
  const Rows rows = take_steps(*alone, 4);
  auto replica =
      std::move(models::make_replica(models::Device::cpu, everything(), watched->data_info()).value());
  Rows seen;
  for (int i = 0; i < 4; ++i) {
    const auto snapshot = watched->snapshot();
    ASSERT_TRUE(
        replica->render(*snapshot, api::Model::raw, std::vector<float>(16, 0.5F), {0, 1}).has_value());
    (void)watched->export_state();
    (void)watched->data_preview(5);
    seen.push_back(watched->step(StepKind::both).values);
  }
  EXPECT_TRUE(same(rows, seen));
}

TEST_F(GanStepperTest, TrainsTenStepsAsFiveThenSavedAndLoadedThenFive) {
  const auto data = noise_pictures(16, 1);
  const auto straight = stepper(everything(), data), first = stepper(everything(), data);
  Rows rows = take_steps(*straight, 10);
  take_steps(*first, 5);
  const storage::TensorFile file = first->export_state();
  const auto second = stepper(everything(), data);
  take_steps(*second, 2);
  ASSERT_TRUE(second->import_state(file).has_value());
  EXPECT_EQ(second->steps_done(), 5);
  EXPECT_TRUE(same_tensors(second->export_state(), file));
  rows.erase(rows.begin(), rows.begin() + 5);
  EXPECT_TRUE(same(rows, take_steps(*second, 5)));
  EXPECT_TRUE(same_tensors(straight->export_state(), second->export_state()));
}

TEST_F(GanStepperTest, GoesOnBitwiseWithPowerIterationMappingAndMinibatchDeviationToo) {
  const auto data = noise_pictures(16, 1);
  const auto made = experiment({{"spectral_norm", true},
                                {"minibatch_stddev", true},
                                {"mapping_layers", int64_t{2}},
                                {"norm_d", std::string("batch")}});
  const auto whole = stepper(made, data), first = stepper(made, data), second = stepper(made, data);
  const Rows expected = take_steps(*whole, 4);
  (void)take_steps(*first, 2);
  ASSERT_TRUE(second->import_state(first->export_state()).has_value());
  EXPECT_TRUE(same({expected[2], expected[3]}, take_steps(*second, 2)));
}

TEST_F(GanStepperTest, DrawsTheSameFromWAsFromTheLatentsItWasMadeOf) {
  const auto model = stepper(experiment({{"mapping_layers", int64_t{2}}}), noise_pictures(16, 1));
  const auto made = experiment({{"mapping_layers", int64_t{2}}});
  const auto replica = std::move(models::make_replica(models::Device::cpu, made, model->data_info()).value());
  const auto snapshot = model->snapshot();
  std::vector<float> z(16);
  for (size_t i = 0; i < z.size(); ++i) z[i] = std::sin(static_cast<float>(i));
  const std::vector<int> labels{0, 2};
  const auto w = replica->map(*snapshot, api::Model::raw, z);
  ASSERT_TRUE(w.has_value());
  ASSERT_EQ(w->size(), z.size());
  const auto from_z = replica->render(*snapshot, api::Model::raw, z, labels);
  const auto from_w = replica->render_mapped(*snapshot, api::Model::raw, *w, labels, 1);
  ASSERT_TRUE(from_z.has_value() && from_w.has_value());
  EXPECT_EQ(from_z->pixels, from_w->pixels);
  // Pulled all the way to the mean, the latents differ no more: one picture a label.
  const auto mean = replica->render_mapped(*snapshot, api::Model::raw, *w, {1, 1}, 0);
  ASSERT_TRUE(mean.has_value());
  const auto half = mean->pixels.begin() + static_cast<std::ptrdiff_t>(mean->pixels.size() / 2);
  EXPECT_TRUE(std::equal(mean->pixels.begin(), half, half));
}

TEST_F(GanStepperTest, ScoresEverySampleWhereDJudgesPacks) {
  const auto data = noise_pictures(16, 1);
  auto made = experiment({{"conditional", false}});
  made.settings.set("packing", int64_t{2});
  const auto model = stepper(made, data);
  const auto replica = std::move(models::make_replica(models::Device::cpu, made, model->data_info()).value());
  const std::vector<float> three(24, 0.25F), one(8, 0.25F);
  const auto several = replica->render(*model->snapshot(), api::Model::ema, three, {});
  const auto alone = replica->render(*model->snapshot(), api::Model::ema, one, {});
  ASSERT_TRUE(several.has_value() && alone.has_value());
  ASSERT_EQ(several->scores.size(), 3U);
  ASSERT_EQ(alone->scores.size(), 1U);
  // Equal neighbours make the same pack as a sample with itself; other batch sizes round otherwise.
  EXPECT_NEAR(several->scores[0], alone->scores[0], 1e-5);
}

TEST_F(GanStepperTest, KnowsTheTableOfItsLayers) {
  const auto model = stepper(everything(), noise_pictures(16, 3));
  const auto rows = model->layers();
  EXPECT_EQ(api::totals(rows, "generator").parameters, model->model_info().parameters_of("generator"));
  EXPECT_EQ(api::totals(rows, "discriminator").parameters,
            model->model_info().parameters_of("discriminator"));
}

TEST_F(GanStepperTest, ReturnsToASnapshotExactly) {
  const auto model = stepper(everything(), noise_pictures(16, 1, 10));  // epochs of 10 end in between
  take_steps(*model, 3);
  const auto snapshot = model->snapshot();
  const storage::TensorFile then = model->export_state();
  const Rows rows = take_steps(*model, 5);
  model->tune("lr_g", 0.5);
  model->restore(*snapshot);
  EXPECT_TRUE(same_tensors(then, model->export_state()));
  EXPECT_TRUE(same(rows, take_steps(*model, 5)));
}

TEST_F(GanStepperTest, GoesOnTheSameFromASnapshotWithEveryOptimiser) {
  using Options = std::vector<std::pair<std::string, config::Value>>;
  const std::string adam = "adam", rmsprop = "rmsprop", sgd = "sgd";
  const std::vector<Options> all{{{"optimiser", adam}, {"beta1", 0.5}},
                                 {{"optimiser", adam}, {"beta1", 0.0}},
                                 {{"optimiser", rmsprop}},
                                 {{"optimiser", sgd}, {"momentum", 0.9}},
                                 {{"optimiser", sgd}, {"momentum", 0.0}}};
  for (const auto& options : all) {
    const auto model = stepper(experiment(options), noise_pictures(16, 1, 10));
    take_steps(*model, 3);
    const auto snapshot = model->snapshot();
    const Rows rows = take_steps(*model, 5);
    model->restore(*snapshot);
    EXPECT_TRUE(same(rows, take_steps(*model, 5)))
        << config::to_text(options.front().second) << ", " << config::to_text(options.back().second);
  }
}

TEST_F(GanStepperTest, KeepsNoMomentThatNoUpdateDependsOn) {
  const auto with_momentum = stepper(experiment({{"beta1", 0.5}}), noise_pictures(16, 1));
  const auto without = stepper(experiment({{"beta1", 0.0}}), noise_pictures(16, 1));
  const auto parameters = static_cast<size_t>(without->model_info().parameters());
  EXPECT_GE(with_momentum->snapshot()->bytes(), without->snapshot()->bytes() + parameters * sizeof(float));
}

TEST_F(GanStepperTest, TakesSingleStepsOfEitherPlayer) {
  const auto model = stepper(experiment({}), noise_pictures(16, 1));
  const auto unchanged = [&](const storage::TensorFile& before, const std::string& prefix) {
    const storage::TensorFile now = model->export_state();
    for (size_t i = 0; i < now.tensors.size(); ++i) {
      const std::string& name = now.tensors[i].name;
      const bool statistic = name.ends_with(".mean") || name.ends_with(".variance");
      if (name.starts_with(prefix) && !statistic && now.tensors[i].bytes != before.tensors[i].bytes)
        return false;
    }
    return true;
  };
  storage::TensorFile before = model->export_state();
  const auto d = model->step(StepKind::discriminator);
  EXPECT_EQ(model->steps_done(), 0);
  EXPECT_TRUE(unchanged(before, "generator"));
  EXPECT_FALSE(unchanged(before, "discriminator."));
  EXPECT_TRUE(std::isnan(d.values[1])) << "G's loss is not computed";
  before = model->export_state();
  const auto g = model->step(StepKind::generator);
  EXPECT_EQ(model->steps_done(), 1);
  EXPECT_FALSE(unchanged(before, "generator."));
  EXPECT_TRUE(unchanged(before, "discriminator."));
  EXPECT_TRUE(std::isnan(g.values[0])) << "D's loss is not computed";
}

TEST_F(GanStepperTest, KeepsTheLastGoodWeightsWhenAStepIsNotFinite) {
  for (const int64_t g_steps : {1, 3}) {
    const auto model = stepper(
        experiment({{"norm_g", std::string("none")}, {"norm_d", std::string("none")}, {"g_steps", g_steps}}),
        noise_pictures(16, 1));
    take_steps(*model, 2);
    model->tune("lr_d", 1e30);
    model->tune("lr_g", 1e30);
    bool finite = true;
    storage::TensorFile before;
    for (int i = 0; i < 20 && finite; ++i) {
      before = model->export_state();
      finite = model->step(StepKind::both).finite;
    }
    ASSERT_FALSE(finite) << "weights of 1e30 must overflow within a few steps";
    EXPECT_TRUE(same_tensors(before, model->export_state())) << g_steps;
  }
}

// With a D that does not move, alternating is simultaneous.
TEST_F(GanStepperTest, TeachesBothPlayersAtTheSameMomentWhenTheyMoveSimultaneously) {
  const auto data = noise_pictures(16, 1);
  const config::Experiment made = experiment({{"update_order", std::string("simultaneous")}});
  const auto simultaneous = stepper(made, data), alternating = stepper(experiment({}), data),
             still = stepper(experiment({}), data);
  still->tune("lr_d", 0);
  for (train::Stepper* model : {simultaneous.get(), alternating.get(), still.get()})
    model->step(StepKind::both);
  const auto weights = [](const train::Stepper& model, const std::string& prefix) {
    std::vector<std::vector<uint8_t>> bytes;
    for (const auto& tensor : model.export_state().tensors) {
      const bool statistic = tensor.name.ends_with(".mean") || tensor.name.ends_with(".variance");
      if (tensor.name.starts_with(prefix) && !statistic) bytes.push_back(tensor.bytes);
    }
    return bytes;
  };
  EXPECT_EQ(weights(*simultaneous, "generator."), weights(*still, "generator."));
  EXPECT_NE(weights(*simultaneous, "generator."), weights(*alternating, "generator."));
  EXPECT_EQ(weights(*simultaneous, "discriminator."), weights(*alternating, "discriminator."));
}

TEST_F(GanStepperTest, CountsSeveralUpdatesOfGAsOneStep) {
  const auto model = stepper(experiment({{"g_steps", int64_t{3}}}), noise_pictures(16, 1));
  take_steps(*model, 2);
  EXPECT_EQ(model->steps_done(), 2);
  EXPECT_EQ(model->export_state().metadata.at("updates_g"), "6");
  model->step(StepKind::generator);
  EXPECT_EQ(model->export_state().metadata.at("updates_g"), "7") << "by hand, one update is one step";
}

TEST_F(GanStepperTest, ReadsCheckpointsFromBeforeItCountedGsUpdates) {
  const auto model = stepper(experiment({}), noise_pictures(16, 1));
  take_steps(*model, 3);
  storage::TensorFile file = model->export_state();
  file.metadata.erase("updates_g");
  ASSERT_TRUE(model->import_state(file).has_value());
  EXPECT_EQ(model->export_state().metadata.at("updates_g"), "3");
}

// An untrained classifier of three classes guesses: −log ⅓ for real and for generated samples alike.
TEST_F(GanStepperTest, ReportsTheClassLossWhereDNamesClasses) {
  const auto model = stepper(experiment({{"condition_d", std::string("classifier")}}), noise_pictures(16, 1));
  const api::SeriesTable table = model->series();
  ASSERT_EQ(table.series.back().key, "class_loss");
  EXPECT_NEAR(model->step(StepKind::both).values.back(), std::log(3), 0.1);
  EXPECT_NE(stepper(experiment({}), noise_pictures(16, 1))->series().series.back().key, "class_loss");
}

TEST_F(GanStepperTest, RefusesCheckpointsThatDoNotFitAndStaysAsItWas) {
  const auto model = stepper(experiment({}), noise_pictures(16, 1));
  take_steps(*model, 1);
  const storage::TensorFile good = model->export_state();
  const auto refuses = [&](const char* why, const auto& damage) {
    storage::TensorFile bad = good;
    damage(bad);
    const auto read = model->import_state(bad);
    EXPECT_FALSE(read.has_value()) << why;
    EXPECT_TRUE(read || !read.error().hint.empty()) << why;
    EXPECT_TRUE(same_tensors(good, model->export_state())) << why;
  };
  refuses("a tensor is missing", [](auto& f) { f.tensors.pop_back(); });
  refuses("a tensor too many",
          [](auto& f) { f.tensors.push_back(f.tensors[0]), f.tensors.back().name = "extra"; });
  refuses("another name", [](auto& f) { f.tensors[3].name += "x"; });
  refuses("another shape", [](auto& f) { f.tensors[0].shape = {1}; });
  refuses("too few bytes", [](auto& f) { f.tensors[0].bytes.pop_back(); });
  refuses("another type", [](auto& f) { f.tensors[0].dtype = storage::DType::i64; });
  refuses("another format", [](auto& f) { f.metadata["format"] = "else"; });
  refuses("no step", [](auto& f) { f.metadata.erase("step"); });
  refuses("a step that is no number", [](auto& f) { f.metadata["step"] = "12x"; });
  refuses("a negative place", [](auto& f) { f.metadata["position"] = "-1"; });
  refuses("a place beyond the data", [](auto& f) { f.metadata["position"] = "65"; });
  refuses("a rate that is NaN", [](auto& f) { f.metadata["lr_g"] = "7ff8000000000000"; });
}

TEST_F(GanStepperTest, HearsTunedValuesAndKeepsThemInItsState) {
  const auto a = stepper(experiment({}), noise_pictures(16, 1)),
             b = stepper(experiment({}), noise_pictures(16, 1));
  a->tune("critic_steps", 3);
  EXPECT_EQ(a->step(StepKind::both).images, 12);
  a->tune("lr_g", 0);
  const storage::TensorFile before = a->export_state();
  EXPECT_EQ(before.metadata.at("critic_steps"), "3");
  a->step(StepKind::both);
  EXPECT_EQ(a->export_state().tensors[0].bytes, before.tensors[0].bytes) << "a rate of 0 moves nothing";
  EXPECT_EQ(b->step(StepKind::both).images, 4);
}

TEST_F(GanStepperTest, LearnsTwoClusters) {
  auto settings = experiment({{"network", std::string("mlp")},
                              {"batch", int64_t{64}},
                              {"latent_dim", int64_t{2}},
                              {"hidden_width", int64_t{32}},
                              {"conditional", false},
                              {"init", std::string("pytorch")}});
  const auto model = stepper(settings, testing::two_clusters(1024));
  for (int i = 0; i < 600; ++i) ASSERT_TRUE(model->step(StepKind::both).finite);
  auto replica = std::move(models::make_replica(models::Device::cpu, settings, model->data_info()).value());
  std::vector<float> latents(400);
  Random(3).fill_normal(latents);
  const auto drawn = replica->render(*model->snapshot(), api::Model::ema, latents, {});
  ASSERT_TRUE(drawn.has_value());
  int left = 0,
      right = 0;  // within 1 of the centres (5, 0) and (9, 0), which are 4 apart, in the data's own units
  for (int i = 0; i < 200; ++i) {
    const float x = drawn->points[static_cast<size_t>(2 * i)],
                y = drawn->points[static_cast<size_t>(2 * i + 1)];
    left += std::hypot(x - 5, y) < 1;
    right += std::hypot(x - 9, y) < 1;
  }
  EXPECT_GT(left, 20);
  EXPECT_GT(right, 20);
  EXPECT_EQ(drawn->scores.size(), 200U);
  const auto unjudged = replica->render(*model->snapshot(), api::Model::ema, latents, {}, false);
  EXPECT_EQ(unjudged->points, drawn->points);
  EXPECT_TRUE(unjudged->scores.empty());
}

TEST_F(GanStepperTest, ABatchThatNobodyChoseIsAsLargeAsFewDataAllow) {
  config::Experiment made = experiment({{"batch", int64_t{512}}});
  made.name = "ring";
  const auto fitted =
      std::move(make_stepper_on(models::Device::cpu, made, noise_pictures(16, 1, 50)).value());
  EXPECT_EQ(fitted->smaller_batch(), 32);
  EXPECT_EQ(fitted->step(api::StepKind::both).images, 32);
  const auto filled =
      std::move(make_stepper_on(models::Device::cpu, made, noise_pictures(16, 1, 512)).value());
  EXPECT_EQ(filled->smaller_batch(), std::nullopt);
  made.settings.set("batch", int64_t{500});
  EXPECT_FALSE(make_stepper_on(models::Device::cpu, made, noise_pictures(16, 1, 50)).has_value())
      << "chosen by hand";
}

TEST_F(GanStepperTest, NamesWhatDoesNotFitBeforeTraining) {
  const auto few =
      make_stepper_on(models::Device::cpu, experiment({{"batch", int64_t{100}}}), noise_pictures(16, 1));
  ASSERT_FALSE(few.has_value());
  EXPECT_NE(few.error().what.find("fewer than a batch"), std::string::npos);
  const auto points = make_stepper_on(models::Device::cpu, experiment({}), testing::two_clusters());
  ASSERT_FALSE(points.has_value());
  EXPECT_NE(points.error().hint.find("mlp"), std::string::npos);
  const auto unknown = make_stepper_on(models::Device::cpu, experiment({{"network", std::string("dcgn")}}),
                                       noise_pictures(16, 1));
  ASSERT_FALSE(unknown.has_value());
  EXPECT_NE(unknown.error().hint.find("dcgan"), std::string::npos);
}

TEST_F(GanStepperTest, ReplicaRefusesForeignWeightsAndWrongLatents) {
  const auto model = stepper(experiment({}), noise_pictures(16, 1));
  const auto other = stepper(experiment({{"width", int64_t{8}}}), noise_pictures(16, 1));
  auto replica =
      std::move(models::make_replica(models::Device::cpu, experiment({}), model->data_info()).value());
  const std::vector<float> one(8, 0.0F);
  EXPECT_TRUE(replica->render(*model->snapshot(), api::Model::ema, one, {2}).has_value());
  EXPECT_FALSE(replica->render(*other->snapshot(), api::Model::ema, one, {2}).has_value());
  EXPECT_FALSE(replica->render(*model->snapshot(), api::Model::ema, {1, 2, 3}, {0}).has_value());
  EXPECT_FALSE(replica->render(*model->snapshot(), api::Model::ema, one, {}).has_value());
  EXPECT_FALSE(replica->render(*model->snapshot(), api::Model::ema, one, {3}).has_value());
}

TEST_F(GanStepperTest, IsDrawnFromItsCheckpointAloneAsFromItself) {
  const auto model = stepper(experiment({}), noise_pictures(16, 3));
  take_steps(*model, 3);
  storage::TensorFile file = model->export_state();
  const auto stored = open_stored(models::Device::cpu, experiment({}), file);
  ASSERT_TRUE(stored.has_value());
  EXPECT_EQ(stored->classes, 3);
  EXPECT_EQ(stored->data.label_names, model->data_info().label_names);
  auto own = std::move(models::make_replica(models::Device::cpu, experiment({}), model->data_info()).value());
  const std::vector<float> latent(8, 0.5F);
  for (const api::Model which : {api::Model::ema, api::Model::raw}) {
    const auto drawn = stored->replica->render(*stored->snapshot, which, latent, {1});
    const auto expected = own->render(*model->snapshot(), which, latent, {1});
    ASSERT_TRUE(drawn && expected);
    EXPECT_EQ(drawn->pixels, expected->pixels);
  }
  for (const char* damage : {"-1", "9999999999999999999", "many", ""}) {
    for (const char* key : {"data.height", "data.labels", "data.unit", "data.count"}) {
      storage::TensorFile broken = file;
      broken.metadata[key] = damage;
      const auto refused = open_stored(models::Device::cpu, experiment({}), broken);
      ASSERT_FALSE(refused.has_value()) << key << " = " << damage;
      EXPECT_NE(refused.error().what.find(key), std::string::npos) << refused.error().what;
    }
  }
}

}  // namespace
}  // namespace ganscope::gan
