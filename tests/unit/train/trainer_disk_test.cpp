#include <unistd.h>

#include <algorithm>
#include <sstream>
#include <string>
#include <thread>

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

TEST_F(TrainerTest, ARemarkIsNoRefusal) {
  configure();
  train_until(5);
  apply(api::Save{});
  train_until(9);
  const std::filesystem::path folder = apply(api::Save{}).folder;
  stop();
  std::ofstream(folder / "checkpoints" / storage::checkpoint_name(9), std::ios::app) << "x";
  start();
  EXPECT_FALSE(apply(api::Open{folder.string()}).refusal)
      << "the older one is used: that is said, and no failure";
}

/// What was there before: its run, its step, its phase.
void expect_undisturbed(const api::Status& now, const api::Status& before) {
  EXPECT_EQ(now.run, before.run);
  EXPECT_EQ(now.folder, before.folder);
  EXPECT_EQ(now.generation, before.generation);
  EXPECT_GE(now.step, before.step);
  EXPECT_EQ(now.phase, before.phase);
  EXPECT_FALSE(now.failure);
  EXPECT_TRUE(now.notice.error);
  EXPECT_FALSE(now.notice.hint.empty());
}

TEST_F(TrainerTest, AChangeThatFailsLeavesTheRunTraining) {
  configure();
  train_until(20);
  const auto alone = losses();
  configure();
  apply(api::Train{});
  ASSERT_TRUE(eventually([&] { return status().step > 3; }));
  const api::Status before = status();
  std::ofstream(folder_.path() / "nonsense.safetensors") << "nonsense";
  for (const std::string& path : {(folder_.path() / "nothing").string(), folder_.path().string(),
                                  (folder_.path() / "nonsense.safetensors").string()}) {
    const api::Status refused = apply(api::Open{path});
    expect_undisturbed(refused, before);
    ASSERT_TRUE(refused.refusal);
    EXPECT_EQ(refused.refusal->ticket, ticket_);
  }
  script_->fail_loading = true;
  expect_undisturbed(configure(7), before);
  script_->fail_loading = false;
  config::Experiment unreadable = testing::fake_experiment();
  unreadable.name = "\xff";
  expect_undisturbed(apply(api::Configure{unreadable, ""}), before);
  std::ofstream(folder_.path() / "file") << "in the way";
  expect_undisturbed(
      apply(api::Configure{testing::fake_experiment(), (folder_.path() / "file" / "run").string()}), before);
  ASSERT_TRUE(eventually([&] { return status().step > 20; }));
  apply(api::Pause{});
  auto disturbed = losses();
  disturbed.resize(alone.size());
  EXPECT_EQ(disturbed, alone) << "and learns the same numbers";
  const api::Status saved = apply(api::Save{});
  EXPECT_EQ(saved.saved_step, saved.step) << "and is kept where it was";
}

/// The mark of the test's parent, which lives: field 22 of /proc/PID/stat is when it began.
std::string mark_of_parent() {
  std::ifstream stat("/proc/" + std::to_string(::getppid()) + "/stat");
  std::string text, began;
  std::getline(stat, text);
  std::istringstream fields(text.substr(text.rfind(')') + 1));
  for (int field = 3; field <= 22; ++field) fields >> began;
  return std::to_string(::getppid()) + " " + began + "\n";
}

TEST_F(TrainerTest, ARunThatAnotherProcessTrainsIsLeftAloneAndThisOneStays) {
  configure();
  train_until(5);
  const std::string other = apply(api::Save{}).folder;
  configure();
  train_until(3);
  const api::Status before = status();
  std::ofstream(std::filesystem::path(other) / "running") << mark_of_parent();
  if (storage::read_marker(other) != storage::RunMarker::other) GTEST_SKIP() << "no /proc here";
  const api::Status refused = apply(api::Open{other, "", false});  // else it is followed
  expect_undisturbed(refused, before);
  EXPECT_NE(refused.notice.text.find("trained already"), std::string::npos) << refused.notice.text;
  EXPECT_EQ(train_until(8).step, 8);
  EXPECT_EQ(apply(api::Save{}).saved_step, 8);
}

TEST_F(TrainerTest, ARunThatCannotBeOpenedAnewIsNotLostAndGoesOnWhenItsFolderIsMended) {
  script_->step_us = 500;
  configure();
  apply(api::Train{});
  ASSERT_TRUE(eventually([&] { return status().step > 5; }));
  const api::Status before = status();
  const std::filesystem::path metrics = std::filesystem::path(before.folder) / "metrics.csv";
  std::filesystem::remove(metrics);
  std::filesystem::create_directory(metrics);
  const api::Status refused = apply(api::Open{before.folder});
  EXPECT_EQ(refused.phase, api::Phase::ready) << "it does not train on without a place on disk";
  EXPECT_EQ(refused.run, before.run);
  EXPECT_GE(refused.step, before.step);
  EXPECT_TRUE(refused.refusal);
  EXPECT_FALSE(refused.failure);
  std::filesystem::remove(metrics);
  const api::Status mended = train_until(refused.step + 3);
  EXPECT_EQ(mended.folder, before.folder);
  stop();
  EXPECT_EQ(storage::inspect_run(before.folder)->step, refused.step + 3);
}

TEST_F(TrainerTest, GivingUpTheLoadingOfAnotherRunGoesOnTraining) {
  configure();
  apply(api::Train{});
  ASSERT_TRUE(eventually([&] { return status().step > 3; }));
  script_->block_loading = true;
  post(api::Configure{testing::fake_experiment(2), ""});
  ASSERT_TRUE(eventually([&] { return status().phase == api::Phase::loading; }));
  EXPECT_EQ(apply(api::Cancel{}).phase, api::Phase::running);
  script_->block_loading = false;
}

TEST_F(TrainerTest, ARunThatCannotBeSavedIsNotExchangedForAnother) {
  configure();
  train_until(5);
  const api::Status before = status();
  const std::filesystem::path checkpoints = std::filesystem::path(before.folder) / "checkpoints";
  std::filesystem::remove_all(checkpoints);
  std::ofstream(checkpoints) << "in the way";
  expect_undisturbed(configure(2), before);
  const Expected<void> left = trainer_->stop();
  ASSERT_FALSE(left) << "who leaves is told that it could not be saved";
  EXPECT_FALSE(left.error().hint.empty());
}

TEST_F(TrainerTest, StoppingTwiceIsStoppingOnceAndSaves) {
  configure();
  train_until(5);
  const std::string folder = status().folder;
  std::thread other([&] { EXPECT_TRUE(trainer_->stop()); });
  EXPECT_TRUE(trainer_->stop());
  other.join();
  EXPECT_EQ(storage::inspect_run(folder)->step, 5);
  EXPECT_EQ(status().saved_step, 5);
}

TEST_F(TrainerTest, ARunGoesOnWithItsDataSomewhereElse) {
  configure();
  train_until(5);
  const std::string folder = apply(api::Save{}).folder;
  stop();
  start();
  EXPECT_EQ(apply(api::Open{folder, "toy:elsewhere"}).experiment->settings.text("data"), "toy:elsewhere");
  stop();
  start();
  EXPECT_EQ(apply(api::Open{folder}).experiment->settings.text("data"), "toy:elsewhere")
      << "and remembers where";
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
