// What holds for every kind of model, because it stands in the registry.
#include <ATen/Parallel.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "core/data/tasks/task.h"
#include "tests/support/small_gan.h"

namespace ganscope {
namespace {

struct Kind {
  std::string model;
  bool points = false;
  /// Whether its options name what is to be made of what; "hair" and its like need two domains.
  [[nodiscard]] std::string task() const {
    const auto entry = std::ranges::find(models::all_models(), model,
                                         [](const models::ModelEntry& each) { return each.info.key; });
    for (const config::Option& option : entry->info.options)
      if (option.key == "task") return option.choices.front();
    return {};
  }
  [[nodiscard]] data::DatasetPointer data() const {
    if (points) return testing::two_clusters();
    if (task().empty()) return testing::noise_pictures(16, 3);
    return testing::noise_translated(16, 3, !data::find_task(task())->unpaired);
  }
  [[nodiscard]] config::Experiment experiment() const {
    config::Experiment made = testing::experiment({{"network", std::string(points ? "mlp" : "dcgan")},
                                                   {"norm_d", std::string("none")},
                                                   {"conditional", false},
                                                   {"model", model}});
    for (const models::ModelEntry& entry : models::all_models()) {
      if (entry.info.key != model) continue;
      for (const config::Option& option : entry.info.options) made.settings.set(option.key, option.initial);
      for (const std::string& key : entry.scope.without) made.settings.erase(key);
      if (!entry.scope.network) made.settings.erase("network");
      if (!entry.scope.game) {
        made.settings.erase("objective");
        for (const auto& regulariser : objectives::all_regularisers())
          for (const config::Option& option : regulariser.info.options) made.settings.erase(option.key);
      }
    }
    return made;
  }
};

std::vector<Kind> kinds() {
  std::vector<Kind> all;
  for (const models::ModelEntry& entry : models::all_models())
    for (const bool points : {false, true}) {
      const Kind kind{entry.info.key, points};
      const bool draws_points = kind.task().empty() && kind.model != "lapgan";
      if (!points || draws_points) all.push_back(kind);
    }
  return all;
}

class EveryModel : public ::testing::TestWithParam<Kind> {
 protected:
  EveryModel() { at::set_num_threads(1); }
};

bool same(const storage::TensorFile& a, const storage::TensorFile& b) {
  return a.metadata == b.metadata &&
         std::ranges::equal(a.tensors, b.tensors,
                            [](const auto& x, const auto& y) { return x.bytes == y.bytes; });
}

TEST_P(EveryModel, TrainsOnTheOptionsThatItHasAndReportsAllItsSeries) {
  const auto model = testing::stepper(GetParam().experiment(), GetParam().data());
  const api::SeriesTable table = model->series();
  std::set<std::string> plots;
  for (const api::PlotInfo& plot : table.plots) plots.insert(plot.key);
  for (const api::SeriesInfo& series : table.series) EXPECT_TRUE(plots.contains(series.plot)) << series.key;
  for (int i = 0; i < 3; ++i) {
    const train::StepReport report = model->step(api::StepKind::both);
    ASSERT_TRUE(report.finite);
    ASSERT_EQ(report.values.size(), table.series.size());
    EXPECT_GT(report.images, 0);
    for (size_t k = 0; k < report.values.size(); ++k) {
      const bool computed = table.series[k].key != "steps_per_s" && table.series[k].plot != "penalty";
      EXPECT_TRUE(!computed || std::isfinite(report.values[k])) << table.series[k].key;
    }
  }
  EXPECT_EQ(model->steps_done(), 3);
}

TEST_P(EveryModel, GoesOnBitwiseFromACheckpointASnapshotAndAWatchedStep) {
  struct Deaf final : train::StepObserver {
    void told(api::PartFacts /*facts*/) override {}
  } nobody;
  const auto straight = testing::stepper(GetParam().experiment(), GetParam().data());
  for (int i = 0; i < 4; ++i) straight->step(api::StepKind::both);
  const auto first = testing::stepper(GetParam().experiment(), GetParam().data());
  for (int i = 0; i < 2; ++i) first->step(api::StepKind::both, &nobody);
  const auto moment = first->snapshot();
  const storage::TensorFile saved = first->export_state();
  for (int i = 0; i < 2; ++i) first->step(api::StepKind::both);
  EXPECT_TRUE(same(straight->export_state(), first->export_state()));
  first->restore(*moment);
  for (int i = 0; i < 2; ++i) first->step(api::StepKind::both);
  EXPECT_TRUE(same(straight->export_state(), first->export_state())) << "after going back to a snapshot";
  const auto second = testing::stepper(GetParam().experiment(), GetParam().data());
  ASSERT_TRUE(second->import_state(saved).has_value());
  for (int i = 0; i < 2; ++i) second->step(api::StepKind::both);
  EXPECT_TRUE(same(straight->export_state(), second->export_state())) << "after a checkpoint";
}

TEST_P(EveryModel, HasATableOfLayersThatAddsUpPlayerByPlayer) {
  const auto model = testing::stepper(GetParam().experiment(), GetParam().data());
  const api::ModelInfo info = model->model_info();
  ASSERT_FALSE(info.players.empty());
  EXPECT_EQ(info.kind, GetParam().model);
  const std::vector<api::LayerRow> rows = model->layers();
  int64_t sum = 0;
  for (const api::PlayerInfo& player : info.players) {
    EXPECT_EQ(api::totals(rows, player.key).parameters, player.parameters) << player.key;
    EXPECT_NE(player.role, config::Player::none) << player.key;
    sum += player.parameters;
  }
  EXPECT_EQ(info.parameters(), sum);
  const auto table = models::layers_of(GetParam().experiment(), model->data_info());
  ASSERT_TRUE(table.has_value());
  EXPECT_EQ(table->size(), rows.size());
}

TEST_P(EveryModel, KeepsMomentsThatDrawWhatTheAverageDrew) {
  const auto model = testing::stepper(GetParam().experiment(), GetParam().data());
  for (int i = 0; i < 2; ++i) model->step(api::StepKind::both);
  const auto now = model->snapshot();
  const auto file = model->export_average(*now);
  ASSERT_TRUE(file.has_value());
  const auto kept = model->import_average(*file);
  ASSERT_TRUE(kept.has_value()) << kept.error().what;
  EXPECT_FALSE((*kept)->whole());
  const auto replica = std::move(
      models::make_replica(models::Device::cpu, GetParam().experiment(), model->data_info()).value());
  const std::vector<float> latents(static_cast<size_t>(3 * std::max(1, model->latent_dim())), 0.2F);
  const auto drawn = [&](const train::Snapshot& moment) -> Expected<api::Answer> {
    if (!model->model_info().translates()) return replica->render(moment, api::Model::ema, latents, {});
    const auto refused = replica->render(moment, api::Model::ema, latents, {});
    EXPECT_FALSE(refused.has_value() || refused.error().hint.empty());
    const int values = 16 * 16 * model->data_info().input_channels;
    auto made = replica->translate(moment, api::Model::ema,
                                   {2, values, std::vector<float>(static_cast<size_t>(2 * values), 0.2F)}, 0);
    if (!made) return tl::unexpected(made.error());
    return std::move(made->pictures);
  };
  const auto before = drawn(*now), after = drawn(**kept);
  ASSERT_TRUE(before.has_value() && after.has_value());
  EXPECT_TRUE(GetParam().points || before->count >= 2);
  EXPECT_EQ(before->pixels, after->pixels);
  EXPECT_EQ(before->points, after->points);
}

TEST_P(EveryModel, TranslatesInAllItsDirectionsOrSaysWhyNot) {
  const auto model = testing::stepper(GetParam().experiment(), GetParam().data());
  const auto replica = std::move(
      models::make_replica(models::Device::cpu, GetParam().experiment(), model->data_info()).value());
  const auto directions = static_cast<int>(model->model_info().directions.size());
  for (int direction = 0; direction < std::max(1, directions + 1); ++direction) {
    const int channels = direction == 0 ? std::max(1, model->data_info().input_channels) : 3;
    const int values = 16 * 16 * channels;
    const auto made = replica->translate(
        *model->snapshot(), api::Model::raw,
        {3, values, std::vector<float>(static_cast<size_t>(3 * values), -0.4F)}, direction);
    ASSERT_EQ(made.has_value(), direction < directions) << direction;
    if (!made) {
      EXPECT_FALSE(made.error().hint.empty());
      continue;
    }
    EXPECT_EQ(made->pictures.count, 3);
    EXPECT_EQ(made->pictures.pixels.size(), 3U * 16 * 16 * 4);
    EXPECT_EQ(made->pictures.scores.size(), 3U);
    for (const float m : made->masks.values) EXPECT_TRUE(m >= 0 && m <= 1);
  }
}

TEST_P(EveryModel, EncodesOrSaysWhyNot) {
  const auto model = testing::stepper(GetParam().experiment(), GetParam().data());
  const auto replica = std::move(
      models::make_replica(models::Device::cpu, GetParam().experiment(), model->data_info()).value());
  const int width = GetParam().points ? 2 : 16 * 16 * 3;
  const api::Rows samples{2, width, std::vector<float>(static_cast<size_t>(2 * width), 0.1F)};
  const auto codes = replica->encode(*model->snapshot(), api::Model::ema, samples);
  ASSERT_EQ(codes.has_value(), model->model_info().reconstructs);
  if (codes) {
    EXPECT_EQ(codes->count, 2);
    EXPECT_EQ(codes->width, model->latent_dim());
  } else {
    EXPECT_FALSE(codes.error().hint.empty());
  }
}

TEST_P(EveryModel, IsTunedByItsDeclaredOptionsAndByNothingElse) {
  const auto entry = models::find_model(GetParam().experiment().settings).value();
  const auto model = testing::stepper(GetParam().experiment(), GetParam().data());
  for (const models::Tunable& tunable : entry->tunables) {
    const std::string key(tunable.key);
    EXPECT_TRUE(GetParam().experiment().settings.has(key)) << key;
    model->tune(key, tunable.whole ? 2 : 0.25);
    const auto state = model->export_state();
    EXPECT_TRUE(state.metadata.contains(key)) << key;
  }
}

INSTANTIATE_TEST_SUITE_P(All, EveryModel, ::testing::ValuesIn(kinds()), [](const auto& test) {
  return test.param.model + (test.param.points ? "_points" : "_pictures");
});

TEST(Models, AreNamedOnceAndExplained) {
  std::set<std::string> keys;
  for (const models::ModelEntry& entry : models::all_models()) {
    EXPECT_TRUE(keys.insert(entry.info.key).second) << entry.info.key;
    EXPECT_GT(entry.info.help.size(), 20U);
    std::set<std::string> players;
    for (const models::PlayerNames& player : entry.players)
      EXPECT_TRUE(players.insert(player.key).second && players.insert(player.short_key).second) << player.key;
  }
  config::Settings unknown;
  unknown.set("model", std::string("vea"));
  const auto found = models::find_model(unknown);
  ASSERT_FALSE(found.has_value());
  EXPECT_NE(found.error().hint.find("vae"), std::string::npos);
}

}  // namespace
}  // namespace ganscope
