// A run that goes on with another experiment.
#include <algorithm>

#include "tests/unit/train/trainer_fixture.h"

namespace ganscope::train {
namespace {

config::Experiment with(const std::string& key, config::Value value) {
  config::Experiment made = testing::fake_experiment();
  made.settings.set(key, std::move(value));
  return made;
}

TEST_F(TrainerTest, AlteringToTheSameExperimentDoesNothing) {
  configure();
  train_until(20);
  const auto first = losses();
  configure();
  train_until(10);
  const api::Status same = apply(api::Alter{testing::fake_experiment()});
  EXPECT_TRUE(same.events.empty());
  train_until(20);
  EXPECT_EQ(losses(), first);
}

TEST_F(TrainerTest, WhatIsAlteredIsMarkedAndTrainingGoesOnFromThere) {
  configure();
  const api::Status before = train_until(10);
  const api::Status after = apply(api::Alter{with("batch", int64_t{64})});
  EXPECT_EQ(after.step, 10);
  EXPECT_EQ(after.generation, before.generation) << "the same networks: all that was drawn still counts";
  EXPECT_EQ(after.experiment->settings.integer("batch"), 64);
  ASSERT_EQ(after.events.size(), 1U);
  EXPECT_EQ(after.events[0].key, "batch");
  EXPECT_EQ(after.events[0].text, "Batch 16 → 64");
  EXPECT_EQ(after.events[0].step, 10);
  EXPECT_EQ(ports_->history_index.get()->steps.front(), 0);
  EXPECT_GT(ports_->history_index.get()->steps.size(), 2U);
  EXPECT_EQ(train_until(20).step, 20);
}

TEST_F(TrainerTest, OtherNetworksBeginAFilmOfTheirOwnAndTunedRatesStay) {
  configure();
  train_until(10);
  apply(api::Tune{"lr_g", 0.01});
  config::Experiment larger = *status().experiment;
  larger.settings.set("latent_dim", int64_t{6});
  const api::Status after = apply(api::Alter{larger});
  EXPECT_EQ(after.latent_dim, 6);
  EXPECT_EQ(after.generation, 2U);
  EXPECT_EQ(after.step, 10);
  EXPECT_EQ(after.experiment->settings.real("lr_g"), 0.01);
  EXPECT_EQ(ports_->history_index.get()->steps, (std::vector<int64_t>{0, 10}));
  EXPECT_EQ(ports_->weights.get()->subject->latent_dim, 6);
  EXPECT_EQ(apply(api::Reset{}).experiment->settings.real("lr_g"), 0.01);
}

TEST_F(TrainerTest, WhatCannotBeAlteredIsRefusedAndTheRunGoesOn) {
  configure();
  apply(api::Train{});
  script_->fail_loading = true;
  const api::Status after = apply(api::Alter{with("batch", int64_t{64})});
  ASSERT_TRUE(after.refusal);
  EXPECT_EQ(after.refusal->failure.what, "The toy is broken");
  EXPECT_EQ(after.phase, api::Phase::running);
  EXPECT_EQ(after.experiment->settings.integer("batch"), 16);
  EXPECT_TRUE(eventually([&, step = after.step] { return status().step > step; }));
  config::Experiment wrong = with("batch", int64_t{0});
  EXPECT_EQ(apply(api::Alter{wrong}).refusal->failure.kind, FailureKind::usage);
}

TEST_F(TrainerTest, AnAlteredRunIsOpenedAgainAsItWas) {
  configure();
  train_until(10);
  apply(api::Alter{with("latent_dim", int64_t{6})});
  apply(api::Alter{[&] {
    config::Experiment next = *status().experiment;
    next.settings.set("batch", int64_t{32});
    return next;
  }()});
  const api::Status trained = train_until(20);
  EXPECT_EQ(ports_->series.get()->series.back().key, "large");
  EXPECT_TRUE(ports_->series.get()->goes_on);
  const std::string folder = trained.folder;
  const auto rest = [&] {
    losses();
    train_until(30);
    const auto& series = ports_->series.get()->series;
    const auto column = std::ranges::find(series, "d_loss", &api::SeriesInfo::key) - series.begin();
    std::vector<api::MetricRow> rows;
    ports_->metrics.drain(rows);
    std::vector<float> values;
    for (const auto& row : rows) values.push_back(row.values[static_cast<size_t>(column)]);
    return values;
  };
  const auto unbroken = rest();
  apply(api::Rewind{20});
  apply(api::Save{});
  stop();
  EXPECT_NE(slurp(folder + "/experiment.toml").find("batch = 32"), std::string::npos);
  EXPECT_EQ(slurp(folder + "/experiment-start.toml").find("batch = 32"), std::string::npos);
  EXPECT_EQ(slurp(folder + "/metrics.csv").substr(0, 46), "step,seconds,d_loss,g_loss,steps_per_s,large\n1");
  start();
  const api::Status again = apply(api::Open{folder});
  EXPECT_EQ(again.step, 20);
  EXPECT_EQ(again.latent_dim, 6);
  EXPECT_EQ(again.experiment->settings.integer("batch"), 32);
  EXPECT_EQ(rest(), unbroken);
}

}  // namespace
}  // namespace ganscope::train
