// What holds for every network, objective and regulariser, because it stands in a registry.
#include <ATen/Parallel.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "tests/property/everything.h"

namespace ganscope {
namespace {

using testing::Combination;
using testing::combinations;
using testing::experiment;
using testing::noise_pictures;
using testing::Variation;
using testing::variations;

class Registries : public ::testing::TestWithParam<Combination> {};

TEST_P(Registries, TakeThreeFiniteStepsAndGoOnFromTheirOwnCheckpoint) {
  at::set_num_threads(1);
  const Combination& c = GetParam();
  const auto data = testing::data_for(c);
  const config::Experiment made = experiment_of(c);
  const auto model = testing::stepper(made, data);
  const api::SeriesTable table = model->series();
  for (int i = 0; i < 3; ++i) {
    const train::StepReport report = model->step(api::StepKind::both);
    ASSERT_TRUE(report.finite);
    ASSERT_EQ(report.values.size(), table.series.size());
    for (size_t k = 0; k < report.values.size(); ++k) {
      const bool expected =
          k < 6 || (i == 0 && k > 6);  // everything but the rate, and penalties at least at first
      EXPECT_TRUE(!expected || std::isfinite(report.values[k])) << table.series[k].key;
    }
  }
  const auto again = testing::stepper(made, data);
  ASSERT_TRUE(again->import_state(model->export_state()).has_value());
  EXPECT_EQ(model->step(api::StepKind::both).values[0], again->step(api::StepKind::both).values[0]);

  auto replica = std::move(models::make_replica(models::Device::cpu, made, model->data_info()).value());
  const auto drawn =
      replica->render(*model->snapshot(), api::Model::ema, std::vector<float>(24, 0.1F),
                      c.conditional && !c.points ? std::vector<int>{0, 1, 2} : std::vector<int>{});
  ASSERT_TRUE(drawn.has_value());
  const auto pixels = static_cast<size_t>(3 * c.size * c.size * 4);
  EXPECT_EQ(drawn->pixels.size(), pixels);
  EXPECT_EQ(drawn->points.size(), c.points ? 6U : 0U);
  EXPECT_EQ(drawn->scores.size(), 3U) << "packs, too, give a score to each of their samples";
  for (const float score : drawn->scores) EXPECT_TRUE(score >= 0 && score <= 1);
}

class Training : public ::testing::TestWithParam<Variation> {};

bool equal(const storage::TensorFile& a, const storage::TensorFile& b) {
  return a.metadata == b.metadata &&
         std::ranges::equal(a.tensors, b.tensors,
                            [](const auto& x, const auto& y) { return x.bytes == y.bytes; });
}

// Labels are used where they are an option's matter; the networks are as small as they can be.
TEST_P(Training, IsBitwiseTheSameWhenSavedAndLoadedInBetween) {
  at::set_num_threads(1);
  const config::Experiment made = experiment_of(GetParam());
  const auto data = noise_pictures(16, 1);
  const auto straight = testing::stepper(made, data), first = testing::stepper(made, data);
  for (int i = 0; i < 6; ++i) ASSERT_TRUE(straight->step(api::StepKind::both).finite);
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(first->step(api::StepKind::both).finite);
  const auto second = testing::stepper(made, data);
  ASSERT_TRUE(second->import_state(first->export_state()).has_value());
  for (int i = 0; i < 3; ++i) second->step(api::StepKind::both);
  EXPECT_TRUE(equal(straight->export_state(), second->export_state()));
}

TEST_P(Training, TakesSingleStepsOfEitherPlayer) {
  at::set_num_threads(1);
  config::Experiment made = experiment(GetParam().changes);
  if (!gan::check_combination(made.settings)) made.settings.set("norm_d", std::string("none"));
  const auto model = testing::stepper(made, noise_pictures(16, 1));
  EXPECT_TRUE(model->step(api::StepKind::generator).finite);
  EXPECT_TRUE(model->step(api::StepKind::discriminator).finite);
  EXPECT_TRUE(model->step(api::StepKind::both).finite);
  EXPECT_EQ(model->steps_done(), 2);
}

INSTANTIATE_TEST_SUITE_P(All, Training, ::testing::ValuesIn(variations()), [](const auto& test) {
  std::string name = test.param.name;
  std::ranges::replace(name, '-', '_');
  return name;
});

INSTANTIATE_TEST_SUITE_P(All, Registries, ::testing::ValuesIn(combinations()),
                         [](const auto& test) { return name_of(test.param); });

TEST(RegistryEntries, AreNamedOnceAndExplainedInWords) {
  std::set<std::string> keys;
  std::map<std::string, std::pair<std::string, config::Option>> declared;
  const auto look = [&](const std::string& kind, const config::EntryInfo& info) {
    EXPECT_TRUE(keys.insert(info.key).second) << info.key << " stands there twice";
    EXPECT_FALSE(info.title.empty()) << info.key;
    EXPECT_GT(info.help.size(), 20U) << info.key;
    for (const config::Option& option : info.options) {
      // Entries of one registry may share an option when they declare it alike.
      const auto [known, first] = declared.try_emplace(option.key, kind, option);
      EXPECT_TRUE(first || (known->second.first == kind && known->second.second.title == option.title &&
                            known->second.second.help == option.help &&
                            known->second.second.initial == option.initial))
          << option.key << " stands there twice";
      EXPECT_GT(option.help.size(), 20U) << option.key;
      EXPECT_TRUE(config::check(option, option.initial).has_value()) << option.key;
    }
  };
  for (const auto& entry : networks::all_networks()) look("networks", entry.info);
  for (const auto& entry : objectives::all_objectives()) look("objectives", entry.info);
  for (const auto& entry : objectives::all_regularisers()) {
    look("regularisers", entry.info);
    const config::Option& strength = entry.info.options.front();
    const bool begins_at_nothing = strength.initial == config::Value(0.0);
    EXPECT_EQ(strength.usual.has_value(), begins_at_nothing)
        << strength.key << " must say where it begins, if at 0";
  }
  look("common", {"common", "Common options", "The options of every run.", models::common_options()});
}

}  // namespace
}  // namespace ganscope
