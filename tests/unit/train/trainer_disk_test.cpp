#include <algorithm>
#include <string>

#include "core/storage/run_folder.h"
#include "core/storage/run_marker.h"
#include "tests/unit/train/trainer_fixture.h"

namespace ganscope::train {
namespace {

TEST_F(TrainerTest, TheRunIsOnDiskWithMetricsEventsAndACheckpointOnLeaving) {
  configure();
  train_until(10);
  apply(api::Tune{"lr_g", 0.002});
  const std::filesystem::path folder = status().folder;
  EXPECT_EQ(storage::read_marker(folder), storage::RunMarker::ours);
  train_until(20);
  stop();
  EXPECT_EQ(storage::read_marker(folder), storage::RunMarker::none);
  const std::string metrics = slurp(folder / "metrics.csv");
  EXPECT_TRUE(metrics.starts_with("step,seconds,d_loss,g_loss,steps_per_s\n1,")) << metrics.substr(0, 80);
  EXPECT_EQ(std::count(metrics.begin(), metrics.end(), '\n'), 21);
  EXPECT_NE(slurp(folder / "events.jsonl").find("lr_g"), std::string::npos);
  EXPECT_NE(slurp(folder / "experiment.toml").find("seed"), std::string::npos);
  const auto run = storage::inspect_run(folder);
  ASSERT_TRUE(run) << describe(run.error());
  EXPECT_EQ(run->step, 20);
  EXPECT_FALSE(run->interrupted);
}

TEST_F(TrainerTest, TrainTenIsTrainFiveSaveOpenTrainFive) {
  configure();
  train_until(10);
  const auto ten = losses();
  const auto saved = [&] {
    configure();
    train_until(5);
    return apply(api::Save{});
  }();
  EXPECT_EQ(saved.saved_step, 5);
  EXPECT_FALSE(saved.notice.error);
  const std::string folder = saved.folder;
  stop();
  start();
  const api::Status opened = apply(api::Open{folder});
  ASSERT_EQ(opened.phase, api::Phase::ready) << (opened.failure ? describe(*opened.failure) : "");
  EXPECT_EQ(opened.step, 5);
  EXPECT_EQ(opened.saved_step, 5);
  EXPECT_EQ(opened.folder, folder);
  EXPECT_GT(opened.seconds, 0);
  EXPECT_EQ(ports_->history_index.get()->steps, (std::vector<int64_t>{0, 1, 2, 3, 4, 5}));
  EXPECT_EQ(losses(), std::vector<float>(ten.begin(), ten.begin() + 5))
      << "the curves so far are shown again";
  train_until(10);
  EXPECT_EQ(losses(), std::vector<float>(ten.begin() + 5, ten.end()));
}

TEST_F(TrainerTest, TunedRatesSurviveSavingAndOpening) {
  configure();
  train_until(5);
  apply(api::Tune{"lr_d", 0.0005});
  const std::string folder = apply(api::Save{}).folder;
  train_until(10);
  const auto all = losses();
  apply(api::Rewind{5});
  apply(api::Save{});
  stop();
  start();
  const api::Status opened = apply(api::Open{folder});
  EXPECT_EQ(opened.experiment->settings.real("lr_d"), 0.0005);
  ASSERT_FALSE(opened.events.empty());
  EXPECT_EQ(opened.events[0].key, "lr_d");
  EXPECT_EQ(opened.events.back().key, "load");
  losses();
  train_until(10);
  EXPECT_EQ(losses(), std::vector<float>(all.begin() + 5, all.end()));
}

TEST_F(TrainerTest, ADamagedNewestCheckpointIsPassedOver) {
  configure();
  train_until(5);
  apply(api::Save{});
  train_until(9);
  const std::filesystem::path folder = apply(api::Save{}).folder;
  stop();
  std::ofstream(folder / "checkpoints" / storage::checkpoint_name(9), std::ios::app) << "x";
  start();
  const api::Status opened = apply(api::Open{folder.string()});
  EXPECT_EQ(opened.phase, api::Phase::ready);
  EXPECT_EQ(opened.step, 5);
  EXPECT_TRUE(opened.notice.error);
  EXPECT_EQ(train_until(9).step, 9);
}

TEST_F(TrainerTest, ACheckpointOpensAloneToo) {
  configure();
  train_until(6);
  const std::filesystem::path file = folder_.path() / "alone.safetensors";
  EXPECT_FALSE(apply(api::Save{file.string()}).notice.error);
  const std::string old_run = status().run;
  const api::Status opened = apply(api::Open{file.string()});
  ASSERT_EQ(opened.phase, api::Phase::ready) << (opened.failure ? describe(*opened.failure) : "");
  EXPECT_EQ(opened.step, 6);
  EXPECT_NE(opened.run, old_run);
}

TEST_F(TrainerTest, OpeningNonsenseFailsWithAHintAndLivesOn) {
  const api::Status failed = apply(api::Open{(folder_.path() / "nothing").string()});
  EXPECT_EQ(failed.phase, api::Phase::failed);
  ASSERT_TRUE(failed.failure);
  EXPECT_FALSE(failed.failure->hint.empty());
  EXPECT_EQ(configure().phase, api::Phase::ready);
}

TEST_F(TrainerTest, ResetAndRewindCutTheMetricsAndSetLaterCheckpointsAside) {
  configure();
  train_until(10);
  const std::filesystem::path folder = apply(api::Save{}).folder;
  apply(api::Rewind{4});
  EXPECT_EQ(std::ranges::count(slurp(folder / "metrics.csv"), '\n'), 5);
  EXPECT_TRUE(std::filesystem::exists(folder / "discarded" / storage::checkpoint_name(10)));
  EXPECT_FALSE(std::filesystem::exists(folder / "checkpoints" / storage::checkpoint_name(10)));
  apply(api::Reset{});
  EXPECT_EQ(std::ranges::count(slurp(folder / "metrics.csv"), '\n'), 1);
}

TEST_F(TrainerTest, AnAutosaveComesWithTrainingTime) {
  stop();
  autosave_ = 0.02;
  start();
  configure();
  script_->step_us = 2000;
  apply(api::Train{});
  EXPECT_TRUE(eventually([&] { return status().saved_step > 0; }));
  std::vector<SampleOrder> orders;
  EXPECT_TRUE(ports_->sample_orders.drain(orders)) << "the explorer is asked for the sample sheet";
}

TEST_F(TrainerTest, ANamedFolderWithARunInItIsNotOverwritten) {
  const std::string folder = (folder_.path() / "mine").string();
  ASSERT_EQ(apply(api::Configure{testing::fake_experiment(), folder}).phase, api::Phase::ready);
  EXPECT_EQ(status().run, "mine");
  EXPECT_TRUE(std::filesystem::exists(folder));
  train_until(5);
  stop();
  start();
  const api::Status refused = apply(api::Configure{testing::fake_experiment(), folder});
  EXPECT_EQ(refused.phase, api::Phase::failed);
  EXPECT_EQ(storage::inspect_run(folder)->step, 5);
}

TEST_F(TrainerTest, AFolderThatCannotBeMadeFailsBeforeTraining) {
  std::ofstream(folder_.path() / "file") << "in the way";
  const api::Status failed =
      apply(api::Configure{testing::fake_experiment(), (folder_.path() / "file" / "run").string()});
  EXPECT_EQ(failed.phase, api::Phase::failed);
  EXPECT_FALSE(failed.failure->hint.empty());
}

}  // namespace
}  // namespace ganscope::train
