#include <gmock/gmock.h>

#include <cmath>

#include "tests/unit/train/trainer_fixture.h"

namespace ganscope::train {
namespace {

TEST_F(TrainerTest, ConfiguringEndsInReadyAtStepZero) {
  const api::Status status = configure();
  EXPECT_EQ(status.phase, api::Phase::ready);
  EXPECT_EQ(status.step, 0);
  EXPECT_EQ(status.generation, 1U);
  EXPECT_TRUE(status.run.starts_with("toy-")) << status.run;
  EXPECT_EQ(status.model.parameters_of("generator"), 10);
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

/// What is measured: one series.
api::MeasureTable measure_table(uint64_t generation) {
  api::MeasureTable table;
  table.table.generation = generation;
  table.table.series.push_back({"quality", "q", "Quality", "", "quality", config::Player::none});
  table.floors = {1};
  return table;
}

TEST_F(TrainerTest, MeasuresOfThisGenerationAreHandedOnAndWrittenOthersAreDropped) {
  configure();
  train_until(10);
  ports_->measure_table.publish(measure_table(1));
  ports_->measured.push({0, 3, 0.1, {7}});
  ports_->measured.push({1, 10, 0.5, {8}});
  std::vector<api::MeasureRow> rows;
  ASSERT_TRUE(eventually([&] { return ports_->measures.drain(rows); }));
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].values, std::vector<float>{8});
  EXPECT_EQ(slurp(std::filesystem::path(status().folder) / "measures.csv"),
            "step,seconds,quality\n10,0.500,8\n");
  EXPECT_EQ(slurp(std::filesystem::path(status().folder) / "measures-real.csv"), "quality\n1\n");
}

TEST_F(TrainerTest, GoingBackCutsTheMeasuresAndAReopenedRunShowsThoseThatAreLeft) {
  configure();
  train_until(10);
  ports_->measure_table.publish(measure_table(1));
  ports_->measured.push({1, 4, 0.2, {5}});
  ports_->measured.push({1, 10, 0.5, {8}});
  std::vector<api::MeasureRow> rows;
  ASSERT_TRUE(eventually([&] { return ports_->measures.drain(rows), rows.size() == 2; }));
  const std::string folder = apply(api::Rewind{5}).folder;
  const std::string left = "step,seconds,quality\n4,0.200,5\n";
  EXPECT_EQ(slurp(std::filesystem::path(folder) / "measures.csv"), left);
  stop();
  start();
  const api::Status opened = apply(api::Open{folder});
  ports_->measure_table.publish(measure_table(opened.generation));
  rows.clear();
  ASSERT_TRUE(eventually([&] { return ports_->measures.drain(rows); }));
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].step, 4);
  EXPECT_EQ(rows[0].generation, opened.generation);
  apply(api::Reset{});
  EXPECT_EQ(slurp(std::filesystem::path(folder) / "measures.csv"), "step,seconds,quality\n");
}

TEST_F(TrainerTest, WeightsAreClonedForWhoeverWantsThem) {
  configure();
  apply(api::Train{});
  const auto version = [&] { return ports_->weights.get()->snapshot->step(); };
  ASSERT_TRUE(eventually([&] { return status().step > 5; }));
  const int64_t before = version();
  ports_->measure_wanted = true;
  EXPECT_TRUE(eventually([&] { return version() > before; }));
  EXPECT_GT(ports_->weights.get()->seconds, 0);
}

TEST_F(TrainerTest, MeasuringIsSwitchedByACommand) {
  EXPECT_TRUE(status().measuring);
  EXPECT_FALSE(apply(api::SetMeasuring{false}).measuring);
  EXPECT_FALSE(ports_->measuring.load());
  EXPECT_TRUE(apply(api::SetMeasuring{true}).measuring);
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

TEST_F(TrainerTest, TuningIsMarkedOnTheTimelineAndChangesWhatFollows) {
  configure();
  train_until(5);
  const api::Status tuned = apply(api::Tune{"lr_d", 0.0005});
  ASSERT_EQ(tuned.events.size(), 1U);
  EXPECT_EQ(tuned.events[0].step, 5);
  EXPECT_EQ(tuned.events[0].text, "D rate 0.0010 → 0.0005");
  EXPECT_EQ(tuned.experiment->settings.real("lr_d"), 0.0005);
  train_until(10);
  const auto changed = losses();
  configure();
  train_until(10);
  EXPECT_NE(losses(), changed);
}

TEST_F(TrainerTest, TuningOutOfRangeOrUntunableIsRefused) {
  configure();
  EXPECT_TRUE(apply(api::Tune{"lr_d", 50}).notice.error);
  EXPECT_EQ(status().experiment->settings.real("lr_d"), 0.001);
  EXPECT_TRUE(apply(api::Tune{"batch", 32}).notice.error);
  for (const double value : {1e300, -1e300, std::nan(""), 0.0})
    EXPECT_TRUE(apply(api::Tune{"critic_steps", value}).notice.error) << value;
  EXPECT_THAT(status().notice.text, ::testing::HasSubstr("critic_steps must be a whole number"));
  EXPECT_EQ(status().experiment->settings.integer("critic_steps"), 1);
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
  EXPECT_EQ(status().experiment->settings.integer("seed"), 3);
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

TEST_F(TrainerTest, AGeneratorFromElsewhereIsThereToBeDrawnFromAndNothingElse) {
  configure();
  train_until(20);
  const std::string run = status().run;
  const api::Status asked = apply(api::OpenGenerator{"/models/cats.pt"});
  ASSERT_TRUE(asked.refusal);
  EXPECT_EQ(asked.refusal->failure.kind, FailureKind::usage) << "its latent's size can be said";
  EXPECT_EQ(asked.run, run) << "what was there goes on";
  EXPECT_TRUE(asked.trainable);
  const api::Status opened = apply(api::OpenGenerator{"/models/cats.pt", 100});
  EXPECT_EQ(opened.phase, api::Phase::ready);
  EXPECT_FALSE(opened.trainable);
  EXPECT_TRUE(opened.folder.empty());
  EXPECT_EQ(opened.step, 0);
  EXPECT_FALSE(std::filesystem::is_empty(std::filesystem::path(asked.folder) / "checkpoints"))
      << "the run that it replaces is saved";
  for (const api::Command& command : {api::Command{api::Train{}}, api::Command{api::StepOnce{}},
                                      api::Command{api::Save{}}, api::Command{api::Reset{}}}) {
    const api::Status refused = apply(command);
    ASSERT_TRUE(refused.refusal);
    EXPECT_EQ(refused.refusal->ticket, ticket_);
    EXPECT_EQ(refused.refusal->failure.kind, FailureKind::unsupported);
    EXPECT_EQ(refused.phase, api::Phase::ready);
  }
  script_->from_elsewhere = false;
  EXPECT_TRUE(configure().trainable) << "an experiment takes its place again";
}

}  // namespace
}  // namespace ganscope::train
