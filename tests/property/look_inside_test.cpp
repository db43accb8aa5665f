// What a replica says of the inside of its generator, for every network in the registry.
#include <ATen/Parallel.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "core/models/replica/program.h"
#include "tests/property/everything.h"

namespace ganscope {
namespace {

using testing::Combination;
using Changes = std::vector<std::pair<std::string, config::Value>>;

/// A model that has learned a little, and its replica.
struct Inside {
  std::unique_ptr<train::Stepper> model;
  std::unique_ptr<train::Replica> replica;
  train::SnapshotPointer snapshot;
  std::vector<float> latents = std::vector<float>(24);  ///< three of eight numbers
  std::vector<int> labels;

  explicit Inside(const config::Experiment& made, const data::DatasetPointer& data)
      : model(testing::stepper(made, data)),
        replica(std::move(models::make_replica(models::Device::cpu, made, model->data_info()).value())) {
    at::set_num_threads(1);
    for (int i = 0; i < 2; ++i) model->step(api::StepKind::both);
    snapshot = model->snapshot();
    Random(5).fill_normal(latents);
    if (made.settings.flag("conditional")) labels = {0, 1, 2};
  }
  [[nodiscard]] api::Rows features(api::Space space = api::Space::z) const {
    return replica->features(*snapshot, api::Model::raw, latents, labels, space).value();
  }
};

struct Case {
  std::string name;
  config::Experiment experiment;
  data::DatasetPointer data;
};

std::vector<Case> cases() {
  std::vector<Case> all;
  const std::vector<std::pair<std::string, Changes>> ways{
      {"plain", {{"conditional", false}}},
      {"labels", {{"conditional", true}}},
      {"embedding", {{"conditional", true}, {"condition_g", std::string("embedding")}}},
      {"mapping",
       {{"conditional", false}, {"mapping_layers", int64_t{2}}, {"latent", std::string("sphere")}}},
      {"subpixel", {{"conditional", false}, {"upsampling", std::string("subpixel")}}},
      {"transposed", {{"conditional", false}, {"upsampling", std::string("transposed")}}}};
  for (const auto& network : networks::all_networks()) {
    const std::string& key = network.info.key;
    const int size = key == "resnet" ? 32 : 16;
    for (const auto& [name, changes] : ways) {
      Changes with{changes};
      with.emplace_back("network", key);
      all.push_back({key + "_" + name, testing::experiment(with), testing::noise_for(key, size, 3)});
    }
  }
  return all;
}

class LookInside : public ::testing::TestWithParam<Case> {};

TEST_P(LookInside, TheFirstFeaturesAreOfEveryLatentByItselfAndFinite) {
  const Inside inside(GetParam().experiment, GetParam().data);
  const api::Rows all = inside.features();
  ASSERT_EQ(all.count, 3);
  ASSERT_GT(all.width, 8);
  ASSERT_EQ(all.values.size(), static_cast<size_t>(3 * all.width));
  EXPECT_TRUE(std::ranges::all_of(all.values, [](float value) { return std::isfinite(value); }));
  const std::vector<float> second(inside.latents.begin() + 8, inside.latents.begin() + 16);
  const auto label = inside.labels.empty() ? std::vector<int>{} : std::vector<int>{inside.labels[1]};
  const api::Rows alone =
      inside.replica->features(*inside.snapshot, api::Model::raw, second, label, api::Space::z).value();
  double apart = 0, moved = 0;
  for (int i = 0; i < all.width; ++i) {
    apart += std::abs(static_cast<double>(alone.values[static_cast<size_t>(i)] - all.row(1)[i]));
    moved += std::abs(static_cast<double>(all.row(0)[i] - all.row(1)[i]));
  }
  EXPECT_LT(apart, 1e-4 * all.width);
  EXPECT_GT(moved, 100 * apart);
}

TEST_P(LookInside, FeaturesOfWAreThoseOfTheLatentsThatItWasMadeOf) {
  const Inside inside(GetParam().experiment, GetParam().data);
  const auto w = inside.replica->map(*inside.snapshot, api::Model::raw, inside.latents).value();
  const auto from_w =
      inside.replica->features(*inside.snapshot, api::Model::raw, w, inside.labels, api::Space::w).value();
  EXPECT_EQ(from_w.values, inside.features().values);
}

TEST_P(LookInside, TheFirstWeightsMeetTheLatentAlone) {
  const Inside inside(GetParam().experiment, GetParam().data);
  for (const api::Space space : {api::Space::z, api::Space::w}) {
    const auto rows = inside.replica->first_weights(*inside.snapshot, api::Model::raw, space).value();
    EXPECT_EQ(rows.width, 8);
    EXPECT_GE(rows.count, 8);
    EXPECT_EQ(rows.values.size(), static_cast<size_t>(rows.count * rows.width));
  }
}

/// The slopes of Σ weight · picture, with weights that differ from pixel to pixel; `loss` is that sum.
train::PictureSlopes slopes_of_a_sum(double& loss) {
  return [&loss](const api::Rows& pictures) -> Expected<api::Rows> {
    api::Rows slopes = pictures;
    loss = 0;
    for (size_t i = 0; i < slopes.values.size(); ++i) {
      slopes.values[i] = std::sin(static_cast<float>(i));
      loss += static_cast<double>(slopes.values[i]) * static_cast<double>(pictures.values[i]);
    }
    return slopes;
  };
}

TEST_P(LookInside, WhatIsPulledBackIsHowTheLossChanges) {
  const Inside inside(GetParam().experiment, GetParam().data);
  const auto state = inside.model->export_state();
  double loss = 0;
  const auto pull = [&](const std::vector<float>& latents) {
    return inside.replica
        ->pull(*inside.snapshot, api::Model::raw, latents, inside.labels, api::Space::z,
               slopes_of_a_sum(loss))
        .value();
  };
  const api::Rows slope = pull(inside.latents);
  ASSERT_EQ(slope.count, 3);
  ASSERT_EQ(slope.width, 8);
  double predicted = 0, length = 0;
  for (const float value : slope.values) length += static_cast<double>(value) * static_cast<double>(value);
  ASSERT_GT(length, 0);
  constexpr double step = 1e-3;  // along the slope itself, where the loss changes most
  std::vector<float> ahead = inside.latents, behind = inside.latents;
  for (size_t i = 0; i < ahead.size(); ++i) {
    const auto by = static_cast<float>(step * static_cast<double>(slope.values[i]) / std::sqrt(length));
    ahead[i] += by;
    behind[i] -= by;
    predicted += 2 * static_cast<double>(slope.values[i]) * static_cast<double>(by);
  }
  pull(ahead);
  const double above = loss;
  pull(behind);
  EXPECT_NEAR(above - loss, predicted, 0.05 * std::abs(predicted) + 1e-4);
  const auto after = inside.model->export_state();
  for (size_t i = 0; i < state.tensors.size(); ++i)
    EXPECT_EQ(state.tensors[i].bytes, after.tensors[i].bytes) << "nothing that is trained moved";
}

TEST_P(LookInside, TheExportedProgramDrawsTheSame) {
  const Inside inside(GetParam().experiment, GetParam().data);
  const auto program = models::program_of(*inside.replica, *inside.snapshot, api::Model::ema).value();
  EXPECT_GT(program.bytes.size(), 1000U);
  EXPECT_LE(program.difference, 1e-5);
}

TEST_P(LookInside, TheExportedTensorsAreAllOfTheGenerator) {
  const Inside inside(GetParam().experiment, GetParam().data);
  const auto file = models::tensors_of(*inside.replica, *inside.snapshot, api::Model::raw).value();
  EXPECT_EQ(file.metadata.at("latent_dim"), "8");
  EXPECT_EQ(file.metadata.at("step"), std::to_string(inside.snapshot->step()));
  for (const storage::NamedTensor& tensor : file.tensors) {
    int64_t count = 1;
    for (const int64_t side : tensor.shape) count *= side;
    EXPECT_EQ(tensor.bytes.size(), static_cast<size_t>(count) * sizeof(float)) << tensor.name;
  }
}

TEST_P(LookInside, WithoutEditsThePictureIsBitwiseTheOneThatIsDrawn) {
  const Inside inside(GetParam().experiment, GetParam().data);
  for (const api::Space space : {api::Space::z, api::Space::w}) {
    train::InsideAsk ask{.latents = inside.latents, .labels = inside.labels, .space = space, .edits = {}};
    const auto seen = inside.replica->look_inside(*inside.snapshot, api::Model::raw, ask).value();
    const auto drawn =
        (space == api::Space::z
             ? inside.replica->render(*inside.snapshot, api::Model::raw, ask.latents, ask.labels, false)
             : inside.replica->render_mapped(*inside.snapshot, api::Model::raw, ask.latents, ask.labels, 1,
                                             false))
            .value();
    EXPECT_EQ(seen.pictures.pixels, drawn.pixels);
    ASSERT_GE(seen.layers.size(), 2U);
    for (const train::HiddenLayer& layer : seen.layers) {
      EXPECT_EQ(layer.answers.count, 3);
      EXPECT_EQ(layer.answers.width, layer.channels * layer.height * layer.width);
      EXPECT_EQ(layer.answers.values.size(), static_cast<size_t>(3 * layer.answers.width));
    }
    ask.edits = {{0, 0, 1}};  // times one is no edit
    EXPECT_EQ(inside.replica->look_inside(*inside.snapshot, api::Model::raw, ask)->pictures.pixels,
              drawn.pixels);
  }
}

TEST_P(LookInside, AChannelThatIsOffAnswersNothingAndOneThatIsScaledThatMuchMore) {
  const Inside inside(GetParam().experiment, GetParam().data);
  train::InsideAsk ask{.latents = inside.latents, .labels = inside.labels, .edits = {}};
  const auto look = [&] {
    return inside.replica->look_inside(*inside.snapshot, api::Model::raw, ask).value();
  };
  const auto before = look();
  for (int layer = 0; layer < static_cast<int>(before.layers.size()); ++layer) {
    const train::HiddenLayer& was = before.layers[static_cast<size_t>(layer)];
    const int places = was.height * was.width, channel = was.channels - 1;
    ask.edits.clear();
    for (int c = 0; c < channel; ++c) ask.edits.push_back({layer, c, 0});
    ask.edits.push_back({layer, channel, -2});
    const auto after = look();
    const train::HiddenLayer& is = after.layers[static_cast<size_t>(layer)];
    for (int row = 0; row < 3; ++row)
      for (int i = 0; i < is.answers.width; ++i)
        ASSERT_EQ(is.answers.row(row)[i], i / places == channel ? -2 * was.answers.row(row)[i] : 0.0F);
    // What has hardly learned draws nearly the same grey whatever it is told: large answers show in bytes.
    for (train::ChannelEdit& edit : ask.edits) edit.scale = 1e6F;
    EXPECT_NE(look().pictures.pixels, before.pictures.pixels) << layer;
    for (int earlier = 0; earlier < layer; ++earlier)
      EXPECT_EQ(after.layers[static_cast<size_t>(earlier)].answers.values,
                before.layers[static_cast<size_t>(earlier)].answers.values);
  }
}

TEST_P(LookInside, WhatIsNotInsideIsRefusedWithAHint) {
  const Inside inside(GetParam().experiment, GetParam().data);
  train::InsideAsk ask{.latents = inside.latents, .labels = inside.labels, .edits = {}};
  for (const train::ChannelEdit edit : {train::ChannelEdit{99, 0, 0}, train::ChannelEdit{-1, 0, 0},
                                        train::ChannelEdit{0, 1 << 20, 0}, train::ChannelEdit{0, -1, 0}}) {
    ask.edits = {edit};
    const auto refused = inside.replica->look_inside(*inside.snapshot, api::Model::raw, ask);
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().kind, FailureKind::usage);
    EXPECT_FALSE(refused.error().hint.empty());
  }
}

INSTANTIATE_TEST_SUITE_P(All, LookInside, ::testing::ValuesIn(cases()),
                         [](const auto& test) { return test.param.name; });

// A layer whose activation can be taken back says itself which weights it has.
TEST(LookInside, FirstWeightsAreTheOnesThatTheFeaturesCameFrom) {
  const Inside inside(testing::experiment({{"network", std::string("mlp")},
                                           {"conditional", false},
                                           {"activation", std::string("leaky_relu")}}),
                      testing::two_clusters());
  const auto weights =
      inside.replica->first_weights(*inside.snapshot, api::Model::raw, api::Space::z).value();
  const auto sums = [&](const std::vector<float>& latent) {
    auto rows =
        inside.replica->features(*inside.snapshot, api::Model::raw, latent, {}, api::Space::z).value();
    for (float& value : rows.values) value = value < 0 ? value * 5 : value;
    return rows.values;
  };
  const std::vector<float> latent(inside.latents.begin(), inside.latents.begin() + 8);
  const auto at = sums(latent), at_zero = sums(std::vector<float>(8));
  ASSERT_EQ(at.size(), static_cast<size_t>(weights.count));
  for (int output = 0; output < weights.count; ++output) {
    float expected = at_zero[static_cast<size_t>(output)];
    for (size_t i = 0; i < 8; ++i) expected += weights.row(output)[i] * latent[i];
    EXPECT_NEAR(at[static_cast<size_t>(output)], expected, 1e-4F);
  }
}

TEST(LookInside, PointsHaveFeaturesButNoPictures) {
  const Inside inside(testing::experiment({{"network", std::string("mlp")}, {"conditional", false}}),
                      testing::two_clusters());
  EXPECT_EQ(inside.features().count, 3);
  double loss = 0;
  const auto pulled = inside.replica->pull(*inside.snapshot, api::Model::raw, inside.latents, {},
                                           api::Space::z, slopes_of_a_sum(loss));
  EXPECT_EQ(pulled.error().kind, FailureKind::unsupported);
}

TEST(LookInside, TheFailureOfASlopeIsTheFailure) {
  const Inside inside(testing::experiment({{"conditional", false}}), testing::noise_pictures(16, 3));
  const auto pulled = inside.replica->pull(*inside.snapshot, api::Model::raw, inside.latents, {},
                                           api::Space::z, [](const api::Rows&) -> Expected<api::Rows> {
                                             return fail(FailureKind::cancelled, "given up", "", "");
                                           });
  EXPECT_EQ(pulled.error().what, "given up");
}

}  // namespace
}  // namespace ganscope
