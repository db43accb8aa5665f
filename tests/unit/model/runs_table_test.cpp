#include <gmock/gmock.h>

#include <fstream>

#include "app/model/open_path.h"
#include "app/model/runs/reduce_runs.h"
#include "app/model/status_values.h"
#include "tests/unit/model/model_under_test.h"
#include "tests/unit/runs/stored_run.h"

namespace ganscope::model {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using testing::ModelUnderTest;

config::Experiment toy(double rate, int64_t seed) {
  config::Experiment experiment = testing::fake_experiment(seed);
  experiment.settings.set("lr_g", rate);
  return experiment;
}

/// A folder with three runs, and a window that looks at it; the disk's work is done at once.
class RunsOfAFolder : public ::testing::Test {
 protected:
  void SetUp() override {
    testing::store_run(root_ / "run-2", 40, toy(0.002, 1));
    testing::store_run(root_ / "run-10", 5, toy(0.0002, 1));
    testing::store_run(root_ / "run-3", 20, toy(0.001, 2));
    window_.model.catalogue = &testing::catalogue_of_runs();
  }
  void ask(RunsAction wanted) { window_.reduce(std::move(wanted)); }
  /// What the shell does between frames.
  void work() {
    UiModel& model = window_.model;
    while (const auto change = next_run_change(model)) take_run_change(model, carry_out(*change), 0);
    while (const auto errand = next_runs_errand(model, now_s_))
      read_runs(
          *errand, testing::knowledge_of_runs(), [] { return false; },
          [&](RunsTable table) {
            take_runs(model, std::make_shared<const RunsTable>(std::move(table)), now_s_);
          });
  }
  void open() {
    ask(runs_action::Show{root_.string()});
    work();
  }
  [[nodiscard]] std::string at(const char* name) const { return (root_ / name).string(); }
  [[nodiscard]] std::vector<std::string> names() const {
    std::vector<std::string> all;
    for (const size_t place : desk_.shown) all.push_back(desk_.table->rows[place].run->name);
    return all;
  }
  [[nodiscard]] std::string told() const {
    return window_.model.toasts.empty() ? "" : window_.model.toasts.back().text;
  }

  testing::TemporaryFolder temporary_;
  fs::path root_ = temporary_.path();
  ModelUnderTest window_;
  RunsDesk& desk_ = window_.model.runs_desk;
  double now_s_ = 100;
};

TEST_F(RunsOfAFolder, StandSideBySideWithTheSettingsThatDiffer) {
  open();
  EXPECT_EQ(window_.model.open_sheet, "runs");
  EXPECT_THAT(names(), ElementsAre("run-2", "run-3", "run-10"));
  ASSERT_EQ(desk_.table->columns.size(), 2U);
  EXPECT_EQ(desk_.table->columns[0].key, "set/seed");
  EXPECT_EQ(desk_.table->columns[1].key, "set/lr_g");
  EXPECT_EQ(desk_.table->columns[1].label, "G rate");
  EXPECT_TRUE(desk_.table->columns[1].numbers);
  EXPECT_EQ(desk_.table->rows[2].words[1], "0.0002");
  EXPECT_EQ(desk_.table->equal, 7U);
  EXPECT_TRUE(desk_.table->rows[0].run->diagnosis.has_value());
  EXPECT_GT(desk_.table->rows[0].run->changed_s, 1.6e9);
  const auto values = status_values(window_.model);
  EXPECT_EQ(std::get<double>(values.at("runs.count")), 3);
  EXPECT_EQ(std::get<std::string>(values.at("runs.selected")), "run-2");
}

TEST_F(RunsOfAFolder, AreSortedByAColumnThenTheOtherWayThenByNames) {
  open();
  ask(runs_action::Sort{"set/lr_g"});
  EXPECT_THAT(names(), ElementsAre("run-10", "run-3", "run-2"));
  ask(runs_action::Sort{"set/lr_g"});
  EXPECT_THAT(names(), ElementsAre("run-2", "run-3", "run-10"));
  ask(runs_action::Sort{"step"});
  EXPECT_THAT(names(), ElementsAre("run-10", "run-3", "run-2"));
  ask(runs_action::Sort{"step"});
  ask(runs_action::Sort{"step"});
  EXPECT_EQ(desk_.order.column, "");
  EXPECT_THAT(names(), ElementsAre("run-2", "run-3", "run-10"));
}

TEST_F(RunsOfAFolder, SettingsThatOnlySomeHaveStandBehindTheMeasures) {
  std::vector<std::shared_ptr<const runs::RunSummary>> rows;
  for (int i = 0; i < 2; ++i) {
    runs::RunSummary run;
    run.folder = "/runs/" + std::to_string(i);
    run.settings.set("batch", int64_t{16 + i});
    if (i == 1) run.settings.set("width", int64_t{8});
    run.measures = {{"js", "Jensen–Shannon", 0.5 + i, 0.01}};
    rows.push_back(std::make_shared<const runs::RunSummary>(run));
  }
  const RunsTable table = make_runs_table(testing::catalogue_of_runs(), "/runs", rows, 2);
  ASSERT_EQ(table.columns.size(), 3U);
  EXPECT_EQ(table.columns[0].key, "set/batch");
  EXPECT_EQ(table.columns[1].key, "measure/js");
  EXPECT_EQ(table.columns[1].real, 0.01);
  EXPECT_EQ(table.columns[2].key, "set/width");
  EXPECT_EQ(table.rows[1].words[2], "8");
  EXPECT_EQ(table.rows[1].numbers[1], 1.5);
  EXPECT_EQ(ordered(table, {"set/width", true, ""}), (std::vector<size_t>{1, 0}));
}

TEST_F(RunsOfAFolder, WhatHasNoValueIsLastBothWays) {
  fs::create_directory(root_ / "broken");
  std::ofstream(root_ / "broken/experiment.toml") << "[";
  open();
  for (int way = 0; way < 2; ++way) {
    ask(runs_action::Sort{"set/lr_g"});
    EXPECT_EQ(names().back(), "broken");
  }
}

TEST_F(RunsOfAFolder, AreFoundByWordsOfNamesAndSettings) {
  open();
  ask(runs_action::Filter{"LR_G=0.002"});
  EXPECT_THAT(names(), ElementsAre("run-2"));
  ask(runs_action::Filter{"toy run-1"});
  EXPECT_THAT(names(), ElementsAre("run-10"));
  EXPECT_EQ(desk_.chosen()->run->name, "run-10") << "what cannot be seen is not in hand";
  ask(runs_action::Filter{"nothing"});
  EXPECT_TRUE(names().empty());
  EXPECT_EQ(desk_.chosen(), nullptr);
}

TEST_F(RunsOfAFolder, AreReadAgainWhileTheTableIsOpenAndNotWhenItIsClosed) {
  open();
  EXPECT_FALSE(next_runs_errand(window_.model, now_s_ + 1));
  testing::store_run(root_ / "run-4", 1);
  now_s_ += runs_read_every_s;
  work();
  EXPECT_EQ(names().size(), 4U);
  window_.reduce(action::ShowSheet{"runs", false});
  EXPECT_FALSE(next_runs_errand(window_.model, now_s_ + 100));
}

TEST_F(RunsOfAFolder, AReadingThatIsGivenUpPublishesNothingMore) {
  bool published = false;
  read_runs(
      {root_.string(), nullptr}, testing::knowledge_of_runs(), [] { return true; },
      [&](const RunsTable&) { published = true; });
  EXPECT_FALSE(published);
}

TEST_F(RunsOfAFolder, AFolderThatHasVanishedSaysSo) {
  ask(runs_action::Show{at("nowhere")});
  work();
  ASSERT_TRUE(desk_.table->failure);
  EXPECT_EQ(desk_.table->failure->what, "There is no such folder");
  EXPECT_TRUE(names().empty());
}

TEST_F(RunsOfAFolder, ARunIsRenamedAndTheNameTakenBack) {
  open();
  ask(runs_action::BeginNaming{at("run-3")});
  EXPECT_EQ(desk_.naming, at("run-3"));
  ask(runs_action::Rename{at("run-3"), "best"});
  EXPECT_EQ(desk_.naming, "");
  work();
  EXPECT_THAT(names(), ElementsAre("best", "run-2", "run-10"));
  EXPECT_EQ(desk_.selected, at("best")) << "it stays in hand";
  EXPECT_TRUE(fs::exists(root_ / "best/experiment.toml"));
  ask(runs_action::UndoRename{});
  work();
  EXPECT_TRUE(fs::exists(root_ / "run-3/experiment.toml"));
  EXPECT_EQ(told(), "");
}

TEST_F(RunsOfAFolder, ANameThatIsTakenOrNoNameIsRefusedInWords) {
  open();
  ask(runs_action::Rename{at("run-3"), "run-2"});
  work();
  EXPECT_TRUE(told().starts_with("There is something of this name already")) << told();
  EXPECT_EQ(window_.model.toasts.back().hint, "choose another name");
  ask(runs_action::Rename{at("run-3"), "a/b"});
  work();
  EXPECT_TRUE(told().starts_with("A run's name cannot have slashes")) << told();
  EXPECT_TRUE(fs::exists(root_ / "run-3"));
}

TEST_F(RunsOfAFolder, ARunIsDeletedOnlyAfterItWasAsked) {
  open();
  ask(runs_action::Remove{at("run-3")});
  work();
  EXPECT_TRUE(fs::exists(root_ / "run-3")) << "nobody was asked";
  ask(runs_action::Ask{at("run-3")});
  ask(runs_action::Ask{});
  ask(runs_action::Remove{at("run-3")});
  work();
  EXPECT_TRUE(fs::exists(root_ / "run-3")) << "it was kept";
  ask(runs_action::Ask{at("run-3")});
  ask(runs_action::Remove{at("run-3")});
  work();
  EXPECT_FALSE(fs::exists(root_ / "run-3"));
  EXPECT_THAT(names(), ElementsAre("run-2", "run-10"));
  EXPECT_EQ(desk_.chosen()->run->name, "run-10") << "the one below it is in hand";
  EXPECT_EQ(told(), "Deleted the run run-3");
}

TEST_F(RunsOfAFolder, ARunThatIsOpenHereIsMarkedAndStays) {
  api::Status status = *window_.model.status;
  status.folder = at("run-2");
  window_.session.set_status(status);
  window_.pump();
  open();
  EXPECT_EQ(held(window_.model, *desk_.row_of(at("run-2"))->run), RunHeld::in_front);
  EXPECT_EQ(desk_.selected, at("run-2")) << "the run in front is in hand first";
  ask(runs_action::Ask{at("run-2")});
  EXPECT_EQ(desk_.asked, "");
  EXPECT_EQ(told(), "A run that somebody has open cannot be deleted (run-2)");
  ask(runs_action::BeginNaming{at("run-2")});
  EXPECT_EQ(desk_.naming, "");
  ask(runs_action::Compare{at("run-2")});
  EXPECT_EQ(told(), "This is the run in front (run-2)");
  EXPECT_FALSE(window_.model.second);
  ask(runs_action::Open{at("run-2")});
  EXPECT_EQ(window_.model.open_sheet, "") << "it is there already";
}

TEST_F(RunsOfAFolder, ARunOpensAndAnotherBecomesTheSecond) {
  open();
  window_.session.commands.clear();
  ask(runs_action::Open{at("run-3")});
  EXPECT_EQ(window_.model.open_sheet, "");
  ASSERT_FALSE(window_.session.commands.empty());
  const auto* opened = std::get_if<api::Open>(&window_.session.commands.back());
  ASSERT_NE(opened, nullptr);
  EXPECT_EQ(opened->path, at("run-3"));
  open();
  ask(runs_action::Compare{at("run-10")});
  EXPECT_EQ(window_.model.workspace, Workspace::compare);
  ASSERT_TRUE(window_.model.second);
  const auto* second = std::get_if<api::Open>(&window_.model.comparison.waiting.back());
  ASSERT_NE(second, nullptr);
  EXPECT_EQ(second->path, at("run-10"));
}

TEST_F(RunsOfAFolder, OneThatCannotBeReadIsNotOpened) {
  fs::create_directory(root_ / "broken");
  std::ofstream(root_ / "broken/experiment.toml") << "[";
  open();
  window_.session.commands.clear();
  ask(runs_action::Open{at("broken")});
  EXPECT_TRUE(window_.session.commands.empty());
  EXPECT_NE(told(), "");
  EXPECT_EQ(window_.model.open_sheet, "runs");
}

TEST_F(RunsOfAFolder, DroppedOnTheWindowOpensTheTable) {
  EXPECT_TRUE(is_folder_of_runs(root_));
  EXPECT_FALSE(is_folder_of_runs(root_ / "run-2"));
  window_.reduce(action::OpenPath{root_.string()});
  EXPECT_EQ(window_.model.open_sheet, "runs");
  EXPECT_EQ(desk_.folder, root_.string());
  std::ofstream(root_ / "me.png") << "a picture";
  EXPECT_FALSE(is_folder_of_runs(root_)) << "pictures in it are what is meant";
}

TEST_F(RunsOfAFolder, TheTableIsOfTheRunsBesideTheOneInFront) {
  api::Status status = *window_.model.status;
  status.folder = at("run-2");
  window_.session.set_status(status);
  window_.pump();
  window_.reduce(action::ShowSheet{"runs"});
  EXPECT_EQ(desk_.folder, root_.string());
}

}  // namespace
}  // namespace ganscope::model
