#include <ATen/Parallel.h>
#include <ATen/TensorOperators.h>
#include <ATen/ops/full.h>
#include <ATen/ops/zeros.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "core/models/cyclegan/fake_pool.h"
#include "core/models/torch_compat.h"
#include "core/models/translation/directions.h"
#include "tests/support/small_gan.h"

namespace ganscope::models {
namespace {

using cyclegan::from_pool;
using ::testing::HasSubstr;

/// A small model of this kind, on options of its own.
config::Experiment translating(const char* kind,
                               const std::vector<std::pair<std::string, config::Value>>& more = {}) {
  config::Experiment made =
      testing::experiment({{"model", std::string(kind)}, {"objective", std::string("non-saturating")}});
  for (const ModelEntry& entry : all_models())
    if (entry.info.key == kind)
      for (const config::Option& option : entry.info.options) made.settings.set(option.key, option.initial);
  made.settings.set("width", int64_t{4});
  made.settings.set("width_d", int64_t{4});
  for (const auto& [key, value] : more) made.settings.set(key, value);
  return made;
}

size_t place_of(const train::Stepper& model, const std::string& key) {
  const auto table = model.series();
  for (size_t i = 0; i < table.series.size(); ++i)
    if (table.series[i].key == key) return i;
  ADD_FAILURE() << key;
  return 0;
}

/// The bytes of all tensors whose names begin so.
std::vector<uint8_t> bytes_of(const train::Stepper& model, const std::string& beginning) {
  std::vector<uint8_t> all;
  for (const storage::NamedTensor& tensor : model.export_state().tensors)
    if (tensor.name.starts_with(beginning)) all.insert(all.end(), tensor.bytes.begin(), tensor.bytes.end());
  return all;
}

TEST(FakePool, FillsFirstAndThenDealsOlderOnesHalfOfTheTime) {
  const at::Tensor pool = at::zeros({4, 1, 1, 1});
  Random random(3);
  const at::Tensor first = from_pool(pool, 0, at::full({3, 1, 1, 1}, 1.0F), random);
  EXPECT_EQ(first.sum().item<float>(), 3) << "shown themselves";
  EXPECT_EQ(pool.sum().item<float>(), 3) << "and kept";
  int64_t seen = 3;
  int older = 0;
  for (int round = 0; round < 500; ++round, seen += 2) {
    const at::Tensor fakes = at::full({2, 1, 1, 1}, static_cast<float>(round + 10));
    const at::Tensor shown = from_pool(pool, seen, fakes, random);
    for (int64_t i = 0; i < 2; ++i) older += shown[i].item<float>() < static_cast<float>(round + 10) ? 1 : 0;
    EXPECT_EQ(fakes.sum().item<float>(), 2 * static_cast<float>(round + 10)) << "fakes stay as they are";
  }
  EXPECT_NEAR(older / 1000.0, 0.5 * 0.9, 0.08);  // now and then both places are of this round
  const at::Tensor none = at::zeros({0, 1, 1, 1}), fakes = at::full({2, 1, 1, 1}, 5.0F);
  EXPECT_EQ(from_pool(none, 0, fakes, random).sum().item<float>(), 10);
}

TEST(PixToPix, ReportsTheMeanDistanceToTheTruth) {
  at::set_num_threads(1);
  const auto data = testing::noise_translated(16, 3, true);
  config::Experiment made = translating("pix2pix", {{"batch", int64_t{64}}, {"lr_g", 0.0}, {"lr_d", 0.0}});
  const auto model = testing::stepper(made, data);
  const auto replica = std::move(make_replica(Device::cpu, made, model->data_info()).value());
  const double told = static_cast<double>(model->step(api::StepKind::both).values[place_of(*model, "l1")]);
  // Noise against bytes: what nobody can know stays off by at least the spread of the bytes.
  EXPECT_GT(told, 0.4);
  EXPECT_LT(told, 1.2);
}

TEST(PixToPix, WithoutAWeightDRestsAndItIsRegression) {
  const auto data = testing::noise_translated(16, 3, true);
  const auto alone = testing::stepper(translating("pix2pix", {{"adversarial_weight", 0.0}}), data);
  const auto before = bytes_of(*alone, "discriminator"), g_before = bytes_of(*alone, "generator");
  ASSERT_FALSE(before.empty());
  for (int i = 0; i < 3; ++i) {
    const auto report = alone->step(api::StepKind::both);
    EXPECT_TRUE(std::isnan(report.values[place_of(*alone, "d_loss")]));
    EXPECT_TRUE(std::isnan(report.values[place_of(*alone, "g_loss")]));
    EXPECT_TRUE(std::isfinite(report.values[place_of(*alone, "l1")]));
  }
  EXPECT_EQ(bytes_of(*alone, "discriminator"), before) << "bitwise";
  EXPECT_NE(bytes_of(*alone, "generator"), g_before);
  alone->tune("adversarial_weight", 1);
  EXPECT_TRUE(std::isfinite(alone->step(api::StepKind::both).values[place_of(*alone, "d_loss")]));
  EXPECT_NE(bytes_of(*alone, "discriminator"), before);
}

TEST(PixToPix, DistanceAloneComesNearerToWhatCanBeKnown) {
  auto data = std::make_shared<data::Dataset>(*testing::noise_translated(16, 3, true, 16));
  for (size_t i = 0; i < data->pixels.size(); ++i)
    data->pixels[i] = data->inputs.pixels[i / 3];  // grey itself
  const auto model = testing::stepper(
      translating("pix2pix", {{"adversarial_weight", 0.0}, {"lr_g", 0.005}, {"batch", int64_t{16}}}), data);
  const size_t l1 = place_of(*model, "l1");
  const float first = model->step(api::StepKind::both).values[l1];
  float last = first;
  for (int i = 0; i < 150; ++i) last = model->step(api::StepKind::both).values[l1];
  EXPECT_LT(last, 0.6F * first);
}

TEST(CycleGan, SaysWhatIsLostAndLeftAloneAndMovesEveryPlayer) {
  const auto data = testing::noise_translated(16, 3, false);
  const auto model = testing::stepper(translating("cyclegan"), data);
  const auto before = model->export_state();
  const auto report = model->step(api::StepKind::both);
  EXPECT_EQ(report.images, 8);
  // A closed mask leaves nearly everything as it was, there, back and of the other domain.
  EXPECT_GT(report.values[place_of(*model, "cycle")], 0);
  EXPECT_LT(report.values[place_of(*model, "identity")], 1);
  for (const api::PlayerInfo& player : model->model_info().players) {
    std::vector<uint8_t> then;
    for (const auto& tensor : before.tensors)
      if (tensor.name.starts_with(player.key))
        then.insert(then.end(), tensor.bytes.begin(), tensor.bytes.end());
    ASSERT_FALSE(then.empty()) << player.key;
    EXPECT_NE(bytes_of(*model, player.key), then) << player.key;
  }
}

TEST(CycleGan, TermsWithoutWeightAreNotComputed) {
  const auto model =
      testing::stepper(translating("cyclegan", {{"cycle_weight", 0.0}, {"identity_weight", 0.0}}),
                       testing::noise_translated(16, 3, false));
  const auto report = model->step(api::StepKind::both);
  EXPECT_TRUE(std::isnan(report.values[place_of(*model, "cycle")]));
  EXPECT_TRUE(std::isnan(report.values[place_of(*model, "identity")]));
  EXPECT_TRUE(std::isfinite(report.values[place_of(*model, "g_loss_a")]));
}

TEST(CycleGan, GoesOnBitwiseWithItsPool) {
  const auto data = testing::noise_translated(16, 3, false);
  const auto made = translating("cyclegan", {{"pool", int64_t{6}}});
  const auto straight = testing::stepper(made, data), first = testing::stepper(made, data);
  for (int i = 0; i < 6; ++i) straight->step(api::StepKind::both);  // the pool is full after two
  for (int i = 0; i < 3; ++i) first->step(api::StepKind::both);
  const auto second = testing::stepper(made, data);
  ASSERT_TRUE(second->import_state(first->export_state()));
  for (int i = 0; i < 3; ++i) second->step(api::StepKind::both);
  const auto a = straight->export_state(), b = second->export_state();
  ASSERT_EQ(a.tensors.size(), b.tensors.size());
  for (size_t i = 0; i < a.tensors.size(); ++i)
    EXPECT_EQ(a.tensors[i].bytes, b.tensors[i].bytes) << a.tensors[i].name;
}

TEST(Translation, RefusesTheCheckpointOfAnotherKindAndDataWithoutInputs) {
  const auto paired = testing::stepper(translating("pix2pix"), testing::noise_translated(16, 3, true));
  const auto apart = testing::stepper(translating("cyclegan"), testing::noise_translated(16, 3, false));
  for (const auto& [to, from] :
       {std::pair(paired.get(), apart.get()), std::pair(apart.get(), paired.get())}) {
    const auto read = to->import_state(from->export_state());
    ASSERT_FALSE(read.has_value());
    EXPECT_THAT(read.error().what, HasSubstr("another kind of model"));
  }
  const auto made = make_stepper_on(Device::cpu, translating("pix2pix"), testing::noise_pictures(16, 3));
  ASSERT_FALSE(made.has_value());
  EXPECT_THAT(made.error().what, HasSubstr("nothing that pictures could be made of"));
  EXPECT_NE(made.error().hint, "");
  const auto small =
      make_stepper_on(Device::cpu, translating("pix2pix"), testing::noise_translated(12, 3, true));
  ASSERT_FALSE(small.has_value()) << "12 pixels a side";
  EXPECT_NE(small.error().hint, "");
}

TEST(Translation, TellsItsDirections) {
  const auto pairs = directions_of(*testing::noise_translated(16, 3, true));
  ASSERT_EQ(pairs.size(), 1u);
  EXPECT_TRUE(pairs.front().truth_known);
  const auto apart = directions_of(*testing::noise_translated(16, 3, false));
  ASSERT_EQ(apart.size(), 2u);
  EXPECT_EQ(apart[0].from, apart[1].to);
  EXPECT_FALSE(apart[0].truth_known);
}

}  // namespace
}  // namespace ganscope::models
