#include "core/runs/list_runs.h"

#include <sys/wait.h>
#include <unistd.h>

#include <cmath>

#include "tests/unit/runs/stored_run.h"

namespace ganscope::runs {
namespace {

namespace fs = std::filesystem;
using Names = std::vector<std::string>;

class ListRuns : public ::testing::Test {
 protected:
  [[nodiscard]] std::vector<RunSummary> list(Listing listing = {}) const {
    auto runs = list_runs(root_, testing::knowledge_of_runs(), listing, {});
    EXPECT_TRUE(runs) << with_place(runs.error());
    return std::move(*runs);
  }
  [[nodiscard]] Names names() const {
    Names all;
    for (const RunSummary& run : list()) all.push_back(run.name);
    return all;
  }

  testing::TemporaryFolder temporary_;
  fs::path root_ = temporary_.path();
};

TEST_F(ListRuns, FindsRunsInTheFolderAndOneBelowInTheOrderOfNames) {
  for (const char* name : {"seed=10", "seed=2", "sweep/b", "sweep/a", "too/deep/run"})
    testing::store_run(root_ / name, 1);
  fs::create_directory(root_ / "empty");
  testing::store_run(root_ / ".trash", 1);
  std::ofstream(root_ / "a file") << "";
  EXPECT_EQ(names(), (Names{"seed=2", "seed=10", "sweep/a", "sweep/b"}));
  const auto one = list_runs(root_ / "seed=2", testing::knowledge_of_runs(), {}, {});
  ASSERT_EQ(one->size(), 1U) << "a run is a list of itself";
  EXPECT_EQ(one->front().name, "seed=2");
}

TEST_F(ListRuns, AFolderOfRunsIsToldFromARunAndFromOtherFolders) {
  EXPECT_FALSE(holds_runs(root_)) << "nothing in it";
  EXPECT_FALSE(holds_runs(root_ / "nowhere"));
  testing::store_run(root_ / "grid/seed=1", 1);
  EXPECT_TRUE(holds_runs(root_ / "grid"));
  EXPECT_FALSE(holds_runs(root_ / "grid/seed=1"));
  EXPECT_FALSE(holds_runs(root_)) << "a folder of anything else";
  std::ofstream(root_ / "grid/sweep.toml") << "";
  EXPECT_TRUE(holds_runs(root_)) << "a folder of a sweep";
}

TEST(RunNames, GoByTheNumbersInThem) {
  const Names rising = {
      "a",     "lr=0.0002,seed=1", "lr=0.0002,seed=2", "lr=0.002,seed=1", "lr=0.01", "lr=0.25", "lr=0.3",
      "run-2", "run-10",           "run-10-2",         "run-0011",        "step",    "step-1"};
  for (size_t i = 0; i < rising.size(); ++i)
    for (size_t j = 0; j < rising.size(); ++j)
      EXPECT_EQ(name_before(rising[i], rising[j]), i < j) << rising[i] << " and " << rising[j];
  EXPECT_TRUE(name_before("01", "1") != name_before("1", "01")) << "one of them is first";
}

TEST_F(ListRuns, ARowTellsSettingsStepTimeFiguresAndThePicture) {
  config::Experiment experiment = testing::fake_experiment(7);
  {
    storage::RunFolder run = testing::new_run(root_ / "one", experiment);
    const api::SeriesTable figures = testing::series_of({"js", "unheard_of", "share:one"});
    ASSERT_TRUE(run.open_measures(figures));
    ASSERT_TRUE(run.keep_floors({figures, {0.004F, std::nanf(""), 0.5F}}));
    for (int64_t step = 1; step <= 40; ++step) ASSERT_TRUE(run.append(testing::row_of_curves(step)));
    ASSERT_TRUE(run.append_measures({1, 10, 0.1, {0.5F, 1, 0.1F}}));
    ASSERT_TRUE(run.append_measures({1, 40, 0.4, {0.25F, std::nanf(""), 0.1F}}));
    testing::save_checkpoint(run, 20);
    testing::save_checkpoint(run, 40);
  }
  const std::vector<RunSummary> runs = list();
  ASSERT_EQ(runs.size(), 1U);
  const RunSummary& run = runs[0];
  EXPECT_EQ(run.state, RunState::finished);
  EXPECT_EQ(run.experiment, "toy");
  EXPECT_EQ(run.settings, experiment.settings);
  EXPECT_EQ(run.step, 40);
  EXPECT_NEAR(run.seconds, 0.4, 1e-6);
  EXPECT_GT(run.changed_s, 1.7e9);
  EXPECT_EQ(run.thumbnail.filename(), "step-000000040.png");
  ASSERT_EQ(run.measures.size(), 2U) << "shares are left out";
  EXPECT_EQ(run.measures[0].title, "Jensen–Shannon");
  EXPECT_EQ(run.measures[0].value, 0.25);
  EXPECT_NEAR(run.measures[0].real, 0.004, 1e-6);
  EXPECT_EQ(run.measures[1].title, "unheard_of");
  EXPECT_TRUE(std::isnan(run.measures[1].value) && std::isnan(run.measures[1].real));
  ASSERT_TRUE(run.diagnosis);
  EXPECT_EQ(run.diagnosis->verdict, diagnose::Verdict::settling);
}

TEST_F(ListRuns, WhatCannotBeReadIsARowWithASentence) {
  for (const char* name :
       {"good", "no experiment", "not toml", "unknown key", "no checkpoint is whole", "one is whole"})
    testing::store_run(root_ / name, 3);
  fs::remove(root_ / "no experiment" / "experiment.toml");
  std::ofstream(root_ / "not toml" / "experiment.toml") << "[[[";
  std::ofstream(root_ / "unknown key" / "experiment.toml", std::ios::app) << "of_next_year = 3\n";
  std::ofstream(root_ / "no checkpoint is whole" / "checkpoints" / storage::checkpoint_name(3)) << "nothing";
  std::ofstream(root_ / "one is whole" / "checkpoints" / storage::checkpoint_name(9)) << "nothing";
  testing::store_run(root_ / "torn", 3);
  std::ofstream(root_ / "torn" / "metrics.csv") << "step,sec";
  std::ofstream(root_ / "torn" / "measures.csv") << "step,seconds,js\n7";
  for (const RunSummary& run : list()) {
    const bool good = run.name == "good" || run.name == "one is whole" || run.name == "torn";
    EXPECT_EQ(run.state == RunState::broken, !good) << run.name;
    EXPECT_EQ(run.trouble.has_value(), !good) << run.name;
    EXPECT_EQ(run.diagnosis.has_value(), good) << run.name;
    if (run.trouble) {
      EXPECT_FALSE(run.trouble->what.empty() || run.trouble->hint.empty()) << run.name;
    }
    EXPECT_EQ(run.step, good ? 3 : 0) << run.name;
  }
  EXPECT_EQ(names().size(), 7U);
}

TEST_F(ListRuns, AnInterruptedRunAndOneThatIsOpenSaySo) {
  const pid_t child = fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    storage::RunFolder run = testing::new_run(root_ / "interrupted");
    for (int64_t step = 1; step <= 30; ++step) static_cast<void>(run.append(testing::row_of_curves(step)));
    testing::save_checkpoint(run, 20);
    _exit(0);
  }
  int status = 0;
  waitpid(child, &status, 0);
  storage::RunFolder open = testing::new_run(root_ / "open");
  ASSERT_TRUE(open.append(testing::row_of_curves(8)));
  ASSERT_TRUE(open.flush());
  const std::vector<RunSummary> runs = list();
  ASSERT_EQ(runs.size(), 2U);
  EXPECT_EQ(runs[0].state, RunState::interrupted);
  EXPECT_EQ(runs[0].step, 20) << "from where it would go on";
  EXPECT_EQ(runs[1].state, RunState::open_here);
  EXPECT_EQ(runs[1].step, 8) << "by its curves: nothing is saved yet";
}

TEST_F(ListRuns, WhatHasNotChangedIsNotReadAgain) {
  testing::store_run(root_ / "same", 3);
  testing::store_run(root_ / "goes on", 3);
  std::vector<RunSummary> before = list();
  for (RunSummary& run : before) run.title = "as it was known";
  {
    auto run = storage::RunFolder::open(root_ / "goes on", testing::catalogue_of_runs(),
                                        testing::fake_experiment(), testing::stored_curves(), 3);
    ASSERT_TRUE(run);
    for (int64_t step = 4; step <= 6; ++step) ASSERT_TRUE(run->append(testing::row_of_curves(step)));
    testing::save_checkpoint(*run, 6);
  }
  const std::vector<RunSummary> after = list({.known = before});
  EXPECT_EQ(after[0].title, "Toy");
  EXPECT_EQ(after[0].step, 6);
  EXPECT_EQ(after[1].title, "as it was known");
}

TEST_F(ListRuns, RowsComeOneByOneAndListingCanBeCancelled) {
  for (int i = 0; i < 6; ++i) testing::store_run(root_ / std::to_string(i), 1);
  std::vector<size_t> places;
  size_t judged = 0;
  const std::vector<RunSummary> all = list({.row = [&](size_t place, size_t total, const RunSummary& run) {
    EXPECT_EQ(total, 6U);
    places.push_back(place);
    judged += run.diagnosis ? 1 : 0;
  }});
  EXPECT_EQ(places, (std::vector<size_t>{0, 1, 2, 3, 4, 5, 0, 1, 2, 3, 4, 5}));
  EXPECT_EQ(judged, 6U);
  EXPECT_EQ(all.size(), 6U);
  size_t read = 0;
  WorkContext context;
  context.cancelled = [&] { return read == 2; };
  const auto cancelled = list_runs(root_, testing::knowledge_of_runs(),
                                   {.row = [&](size_t, size_t, const RunSummary&) { ++read; }}, context);
  ASSERT_FALSE(cancelled);
  EXPECT_EQ(cancelled.error().kind, FailureKind::cancelled);
  EXPECT_EQ(read, 2U);
  EXPECT_FALSE(list_runs(root_ / "nowhere", testing::knowledge_of_runs(), {}, {}));
}

}  // namespace
}  // namespace ganscope::runs
