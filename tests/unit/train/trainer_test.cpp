#include "core/train/trainer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "core/storage/run_folder.h"
#include "core/storage/run_marker.h"
#include "tests/support/eventually.h"
#include "tests/support/fake_catalogue.h"
#include "tests/support/fake_stepper.h"
#include "tests/support/temporary_folder.h"

namespace ganscope::train {
namespace {

using testing::eventually;

std::string slurp(const std::filesystem::path& file) {
  std::ifstream stream(file);
  return {std::istreambuf_iterator<char>(stream), {}};
}

class TrainerTest : public ::testing::Test {
 protected:
  void SetUp() override { start(); }

  void start() {
    TrainerOptions options;
    options.runs = runs();
    options.autosave_seconds = autosave_;
    ports_ = std::make_unique<Ports>([this] { ++wakes_; });
    trainer_ = std::make_unique<Trainer>(std::move(options), catalogue_,
                                         testing::fake_stepper_factory(script_), *ports_);
    ASSERT_TRUE(eventually([&] { return ports_->status.get() != nullptr; }));
  }
  void stop() { trainer_.reset(); }

  [[nodiscard]] std::filesystem::path runs() const { return folder_.path() / "runs"; }
  api::Ticket post(api::Command command) {
    ports_->inbox.post_and_wait({++ticket_, std::move(command)});
    return ticket_;
  }
  api::Status status() { return *ports_->status.get(); }
  /// Posts and waits until it was applied.
  api::Status apply(api::Command command) {
    const api::Ticket ticket = post(std::move(command));
    EXPECT_TRUE(eventually([&] { return status().applied >= ticket; }));
    return status();
  }
  api::Status wait_for(api::Phase phase) {
    EXPECT_TRUE(eventually([&] { return status().phase == phase; })) << api::phase_name(status().phase, 1);
    return status();
  }
  api::Status configure(int64_t seed = 1) {
    return apply(api::Configure{testing::fake_experiment(seed), ""});
  }
  api::Status train_until(int64_t step) {
    apply(api::Train{step});
    return wait_for(api::Phase::ready);
  }
  /// Everything of a series that has arrived since the last call.
  std::vector<float> losses() {
    std::vector<api::MetricRow> rows;
    ports_->metrics.drain(rows);
    std::vector<float> values;
    for (const auto& row : rows) values.push_back(row.values[0]);
    return values;
  }

  testing::TemporaryFolder folder_;
  config::Catalogue catalogue_ = testing::fake_catalogue();
  std::shared_ptr<testing::FakeScript> script_ = std::make_shared<testing::FakeScript>();
  double autosave_ = 0;
  std::atomic<int> wakes_{0};
  api::Ticket ticket_ = 0;
  std::unique_ptr<Ports> ports_;
  std::unique_ptr<Trainer> trainer_;
};

TEST_F(TrainerTest, ConfiguringEndsInReadyAtStepZero) {
  const api::Status status = configure();
  EXPECT_EQ(status.phase, api::Phase::ready);
  EXPECT_EQ(status.step, 0);
  EXPECT_EQ(status.generation, 1U);
  EXPECT_TRUE(status.run.starts_with("toy-")) << status.run;
  EXPECT_EQ(status.parameters_g, 10);
  EXPECT_EQ(status.latent_dim, 4);
  EXPECT_EQ(ports_->series.get()->generation, 1U);
  EXPECT_EQ(ports_->preview.get()->generation, 1U);
  EXPECT_EQ(ports_->history_index.get()->steps, std::vector<int64_t>{0});
  EXPECT_EQ(ports_->weights.get()->snapshot->step(), 0);
  EXPECT_FALSE(std::filesystem::exists(status.folder)) << "looking around leaves nothing behind";
}

TEST_F(TrainerTest, TrainingGoesToTheStepAskedForAndPauses) {
  configure();
  const api::Status status = train_until(25);
  EXPECT_EQ(status.step, 25);
  EXPECT_EQ(status.steps_per_s, 0);
  EXPECT_EQ(losses().size(), 25U);
  EXPECT_EQ(ports_->weights.get()->snapshot->step(), 25);
}

TEST_F(TrainerTest, TrainingGoesOnUntilPaused) {
  configure();
  apply(api::Train{});
  EXPECT_TRUE(eventually([&] { return status().step > 100; }));
  const api::Status paused = apply(api::Pause{});
  EXPECT_EQ(paused.phase, api::Phase::ready);
  const int64_t step = paused.step;
  apply(api::SetSpeed{3});  // any command: a round of the loop
  EXPECT_EQ(status().step, step);
}

TEST_F(TrainerTest, TicketsAreEchoedInOrder) {
  configure();
  for (int i = 0; i < 20; ++i) {
    const api::Ticket ticket = post(api::StepOnce{});
    ASSERT_TRUE(eventually([&] { return status().applied >= ticket; }));
    EXPECT_EQ(status().applied, ticket);
    EXPECT_EQ(status().step, i + 1);
  }
}

TEST_F(TrainerTest, StepDAndStepGCountAsTheyShould) {
  configure();
  EXPECT_EQ(apply(api::StepOnce{api::StepKind::discriminator}).step, 0);
  EXPECT_EQ(apply(api::StepOnce{api::StepKind::generator}).step, 1);
  EXPECT_EQ(apply(api::StepOnce{api::StepKind::both}).step, 2);
  EXPECT_EQ(losses().size(), 3U);
}

TEST_F(TrainerTest, AStepWhileTrainingPausesFirst) {
  configure();
  apply(api::Train{});
  const api::Status status = apply(api::StepOnce{});
  EXPECT_EQ(status.phase, api::Phase::ready);
}

TEST_F(TrainerTest, CommandsWithoutAModelAreRefusedWithAHint) {
  const api::Status status = apply(api::Train{});
  EXPECT_EQ(status.phase, api::Phase::idle);
  EXPECT_TRUE(status.notice.error);
  EXPECT_FALSE(status.notice.hint.empty());
  for (const api::Command& command :
       std::vector<api::Command>{api::StepOnce{}, api::Reset{}, api::Rewind{3}, api::Save{},
                                 api::Tune{"lr_g", 0.1}, api::Pause{}, api::Cancel{}})
    EXPECT_EQ(apply(command).phase, api::Phase::idle);
}

TEST_F(TrainerTest, TheSameSeedGivesTheSameSeries) {
  configure(7);
  train_until(50);
  const auto first = losses();
  configure(7);
  train_until(50);
  EXPECT_EQ(losses(), first);
  configure(8);
  train_until(50);
  EXPECT_NE(losses(), first);
}

TEST_F(TrainerTest, ResetGivesTheSameWeightsAndTheSameSeries) {
  configure();
  train_until(30);
  const auto first = losses();
  const api::Status reset = apply(api::Reset{});
  EXPECT_EQ(reset.step, 0);
  EXPECT_EQ(reset.seconds, 0);
  EXPECT_EQ(reset.generation, 2U);
  EXPECT_EQ(reset.phase, api::Phase::ready);
  EXPECT_EQ(ports_->history_index.get()->steps, std::vector<int64_t>{0});
  EXPECT_EQ(ports_->history_index.get()->generation, 2U);
  train_until(30);
  EXPECT_EQ(losses(), first);
}

TEST_F(TrainerTest, RewindGoesToTheNearestMomentAndTrainsOnAsBefore) {
  configure();
  train_until(30);
  const auto first = losses();
  const api::Status back = apply(api::Rewind{12});
  EXPECT_EQ(back.step, 12);
  EXPECT_EQ(back.generation, 2U);
  EXPECT_EQ(back.events.back().key, "rewind");
  EXPECT_EQ(ports_->history_index.get()->steps.back(), 12);
  train_until(30);
  EXPECT_EQ(losses(), std::vector<float>(first.begin() + 12, first.end()));
}

TEST_F(TrainerTest, RewindWhileTrainingTrainsOnFromThere) {
  configure();
  apply(api::Train{});
  ASSERT_TRUE(eventually([&] { return status().step > 50; }));
  const api::Status back = apply(api::Rewind{0});
  EXPECT_EQ(back.phase, api::Phase::running);
  EXPECT_TRUE(eventually([&] { return status().step > 50; }));
}

TEST_F(TrainerTest, TuningIsMarkedOnTheTimelineAndChangesWhatFollows) {
  configure();
  train_until(5);
  const api::Status tuned = apply(api::Tune{"lr_d", 0.0005});
  ASSERT_EQ(tuned.events.size(), 1U);
  EXPECT_EQ(tuned.events[0].step, 5);
  EXPECT_EQ(tuned.events[0].text, "D rate 0.0010 → 0.0005");
  EXPECT_EQ(tuned.experiment.settings.real("lr_d"), 0.0005);
  train_until(10);
  const auto changed = losses();
  configure();
  train_until(10);
  EXPECT_NE(losses(), changed);
}

TEST_F(TrainerTest, TuningOutOfRangeOrUntunableIsRefused) {
  configure();
  EXPECT_TRUE(apply(api::Tune{"lr_d", 50}).notice.error);
  EXPECT_EQ(status().experiment.settings.real("lr_d"), 0.001);
  EXPECT_TRUE(apply(api::Tune{"batch", 32}).notice.error);
  EXPECT_TRUE(apply(api::Tune{"no_such_key", 1}).notice.error);
  EXPECT_TRUE(status().events.empty());
}

TEST_F(TrainerTest, ASpeedLimitIsKept) {
  configure();
  apply(api::SetSpeed{50});
  apply(api::Train{10});
  EXPECT_EQ(status().speed_limit, 50);
  const auto begin = std::chrono::steady_clock::now();
  wait_for(api::Phase::ready);
  // Ten steps at fifty a second cannot take less than nine intervals; how much longer is the machine's
  // affair.
  EXPECT_GE(std::chrono::steady_clock::now() - begin, std::chrono::milliseconds(120));
}

TEST_F(TrainerTest, PausingWorksAtOnceEvenAtOneStepASecond) {
  configure();
  apply(api::SetSpeed{0.01});
  apply(api::Train{});
  EXPECT_EQ(apply(api::Pause{}).phase, api::Phase::ready);  // the next step would be due in 100 s
}

TEST_F(TrainerTest, NotANumberPausesAsDivergedWithTheLastGoodWeights) {
  configure();
  script_->nan_at = 8;
  apply(api::Train{});
  const api::Status status = wait_for(api::Phase::diverged);
  EXPECT_EQ(status.step, 7);
  ASSERT_TRUE(status.failure);
  EXPECT_FALSE(status.failure->hint.empty());
  EXPECT_TRUE(status.notice.error);
  EXPECT_EQ(ports_->weights.get()->snapshot->step(), 7);
  script_->nan_at = -1;
  const api::Status back = apply(api::Rewind{3});
  EXPECT_EQ(back.phase, api::Phase::ready);
  EXPECT_FALSE(back.failure);
  EXPECT_EQ(train_until(10).step, 10);
}

TEST_F(TrainerTest, AnExceptionEndsInFailedAndTheThreadLivesOn) {
  configure();
  script_->throw_at = 4;
  apply(api::Train{});
  const api::Status failed = wait_for(api::Phase::failed);
  ASSERT_TRUE(failed.failure);
  EXPECT_NE(failed.failure->what.find("told to throw"), std::string::npos);
  script_->throw_at = -1;
  EXPECT_EQ(configure().phase, api::Phase::ready);
  EXPECT_EQ(train_until(10).step, 10);
}

TEST_F(TrainerTest, AFailedConfigurationIsToldAndTheNextOneWorks) {
  script_->fail_loading = true;
  const api::Status failed = configure();
  EXPECT_EQ(failed.phase, api::Phase::failed);
  ASSERT_TRUE(failed.failure);
  EXPECT_EQ(failed.failure->hint, "mend it");
  script_->fail_loading = false;
  EXPECT_EQ(configure().phase, api::Phase::ready);
}

TEST_F(TrainerTest, LoadingReportsProgressAndCanBeGivenUp) {
  configure();
  train_until(5);
  script_->block_loading = true;
  post(api::Configure{testing::fake_experiment(2), ""});
  ASSERT_TRUE(eventually([&] {
    return status().phase == api::Phase::loading && status().progress &&
           status().progress->what == "Pretending to load";
  }));
  const api::Status given_up = apply(api::Cancel{});
  EXPECT_EQ(given_up.phase, api::Phase::ready) << "what was there before stands";
  EXPECT_EQ(given_up.step, 5);
  EXPECT_FALSE(given_up.progress);
  script_->block_loading = false;
  EXPECT_EQ(train_until(8).step, 8);
}

TEST_F(TrainerTest, ANewerConfigurationSupersedesOneThatStillLoads) {
  script_->block_loading = true;
  post(api::Configure{testing::fake_experiment(2), ""});
  ASSERT_TRUE(eventually([&] { return status().phase == api::Phase::loading && script_->loads == 1; }));
  const api::Ticket second = post(api::Configure{testing::fake_experiment(3), ""});
  ASSERT_TRUE(eventually([&] { return script_->loads == 2; }));
  script_->block_loading = false;
  ASSERT_TRUE(eventually([&] { return status().applied >= second; }));
  EXPECT_EQ(status().experiment.settings.integer("seed"), 3);
  EXPECT_EQ(status().phase, api::Phase::ready);
}

TEST_F(TrainerTest, CommandsThatArriveWhileLoadingAreAppliedAfterwards) {
  script_->block_loading = true;
  post(api::Configure{testing::fake_experiment(), ""});
  ASSERT_TRUE(eventually([&] { return script_->loads == 1; }));
  const api::Ticket ticket = post(api::Train{12});
  script_->block_loading = false;
  ASSERT_TRUE(eventually([&] { return status().applied >= ticket && status().step == 12; }));
}

TEST_F(TrainerTest, ClosingWhileLoadingDoesNotWaitForIt) {
  script_->block_loading = true;
  post(api::Configure{testing::fake_experiment(), ""});
  ASSERT_TRUE(eventually([&] { return script_->loads == 1; }));
  stop();  // the test's time-out is the assertion
}

TEST_F(TrainerTest, WeightsAreClonedOnlyWhenSomebodyAsks) {
  configure();
  train_until(1000);
  const int64_t before = script_->snapshots;
  apply(api::SetSpeed{100});
  apply(api::Train{});
  ASSERT_TRUE(eventually([&] { return status().step > 1005; }));
  EXPECT_LE(script_->snapshots - before, 1) << "only the history's own";
  const auto seen = ports_->weights.get();
  ports_->weights_wanted = true;
  ASSERT_TRUE(eventually([&] { return ports_->weights.get() != seen; }));
  EXPECT_GT(ports_->weights.get()->snapshot->step(), 1000);
}

TEST_F(TrainerTest, AskingForWeightsChangesNothingThatIsLearned) {
  configure();
  train_until(200);
  const auto first = losses();
  apply(api::Reset{});
  apply(api::Train{200});
  while (status().phase == api::Phase::running) ports_->weights_wanted = true;
  EXPECT_EQ(losses(), first);
}

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
  EXPECT_EQ(ports_->history_index.get()->steps, (std::vector<int64_t>{0, 5}));
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
  EXPECT_EQ(opened.experiment.settings.real("lr_d"), 0.0005);
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

TEST_F(TrainerTest, StepsPerSecondAreFilledInByTheLoop) {
  configure();
  train_until(50);
  std::vector<api::MetricRow> rows;
  ports_->metrics.drain(rows);
  ASSERT_EQ(rows.size(), 50U);
  EXPECT_GT(rows.back().values[2], 0);
}

TEST_F(TrainerTest, TheInterfaceIsWokenButNotForEveryStep) {
  configure();
  const int before = wakes_;
  train_until(3000);
  EXPECT_GT(wakes_.load(), before);
  EXPECT_LT(wakes_.load() - before, 1500);
}

}  // namespace
}  // namespace ganscope::train
