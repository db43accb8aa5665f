#include <gtest/gtest.h>

#include "app/model/keys.h"
#include "tests/panels/support/listed_runs.h"
#include "tests/panels/support/panel_stage.h"

namespace ganscope::testing {
namespace {

namespace ask = model::runs_action;

/// The newest of its kind that the table has asked for; null: none.
template <class A>
const A* asked_for(const PanelStage& stage) {
  for (auto action = stage.asked.rbegin(); action != stage.asked.rend(); ++action)
    if (const auto* of_runs = std::get_if<model::RunsAction>(&*action))
      if (const A* wanted = std::get_if<A>(of_runs)) return wanted;
  return nullptr;
}

class RunsPanel : public ::testing::Test {
 protected:
  void SetUp() override {
    set_up_run(stage_.model, api::Phase::ready, 100);
    show_listed_runs(stage_.model);
    stage_.show({"runs"}, 3);
  }
  [[nodiscard]] std::string value(const std::string& item) const {
    return std::get<std::string>(stage_.item("runs/" + item).value);
  }
  [[nodiscard]] std::optional<model::Action> key(std::string_view name) const {
    return panels::key_action(panels::all_panels(), stage_.model, name);
  }
  template <class A>
  [[nodiscard]] const A* meant(const std::optional<model::Action>& action) const {
    const auto* of_runs = action ? std::get_if<model::RunsAction>(&*action) : nullptr;
    return of_runs == nullptr ? nullptr : std::get_if<A>(of_runs);
  }
  PanelStage stage_;
  model::RunsDesk& desk_ = stage_.model.runs_desk;
};

TEST_F(RunsPanel, ARowTellsWhatDiffersWhatWasMeasuredAndTheVerdict) {
  EXPECT_EQ(value("row/0/name"), "faces-0001");
  EXPECT_EQ(value("row/0/step"), "12,400");
  EXPECT_EQ(value("row/2/set/lr_g"), "0.01");
  EXPECT_EQ(value("row/3/set/objective"), "hinge");
  EXPECT_FALSE(stage_.has("runs/row/0/set/batch")) << "it is the same in all of them";
  EXPECT_EQ(value("row/0/measure/frechet"), "21.4");
  EXPECT_EQ(value("row/4/measure/frechet"), "") << "nothing was measured";
  EXPECT_EQ(value("row/2/verdict"), "Mode collapse");
  EXPECT_EQ(value("row/3/verdict"), "Plateau · Training now");
  EXPECT_EQ(value("row/6/verdict"), "Cannot be read");
  EXPECT_EQ(value("count"), "9 in this folder · one setting is the same in all of them");
}

TEST_F(RunsPanel, AHeadSortsAndAClickTakesARowInHand) {
  stage_.click("runs/sort/measure/frechet");
  ASSERT_NE(asked_for<ask::Sort>(stage_), nullptr);
  EXPECT_EQ(asked_for<ask::Sort>(stage_)->column, "measure/frechet");
  stage_.click("runs/row/2/step");
  ASSERT_NE(asked_for<ask::Select>(stage_), nullptr);
  EXPECT_EQ(asked_for<ask::Select>(stage_)->run, "/runs/faces-0003");
  stage_.double_click_at(stage_.at("runs/row/1/step", 0.5F));
  ASSERT_NE(asked_for<ask::Open>(stage_), nullptr);
  EXPECT_EQ(asked_for<ask::Open>(stage_)->run, "/runs/faces-0002");
}

TEST_F(RunsPanel, ArrowsMoveThroughTheRowsAsTheyStand) {
  desk_.order = {"measure/frechet", false, ""};
  desk_.arrange();
  desk_.selected = "/runs/faces-0006";
  stage_.frames(1);
  EXPECT_EQ(value("row/0/name"), "faces-0006");
  stage_.press(ImGuiKey_DownArrow);
  EXPECT_EQ(asked_for<ask::Select>(stage_)->run, "/runs/faces-0001");
  stage_.press(ImGuiKey_End);
  EXPECT_EQ(asked_for<ask::Select>(stage_)->run, "/runs/lost") << "what was not measured is last";
}

TEST_F(RunsPanel, EnterOpensAndInCompareMakesItTheSecondRun) {
  ASSERT_NE(meant<ask::Open>(key("enter")), nullptr);
  EXPECT_EQ(meant<ask::Compare>(key("c"))->run, "/runs/faces-0001");
  stage_.model.workspace = model::Workspace::compare;
  ASSERT_NE(meant<ask::Compare>(key("enter")), nullptr);
  EXPECT_EQ(meant<ask::Compare>(key("enter"))->run, "/runs/faces-0001");
}

TEST_F(RunsPanel, KeysOfWhatLiesBelowMeanNothing) {
  for (const char* below : {"space", "s", "d", "g", "r", "p", "x", "shift+s"})
    EXPECT_NE(meant<ask::Select>(key(below)), nullptr) << below;
  EXPECT_TRUE(std::holds_alternative<model::action::ShowSheet>(*key("escape"))) << "it closes the table";
  stage_.model.open_sheet.clear();
  EXPECT_TRUE(std::holds_alternative<model::action::Post>(*key("r")));
}

TEST_F(RunsPanel, DeletingIsAskedAndEscapeKeepsTheRun) {
  EXPECT_EQ(meant<ask::Ask>(key("delete"))->run, "/runs/faces-0001");
  desk_.asked = "/runs/faces-0001";
  stage_.frames(3);
  EXPECT_EQ(meant<ask::Ask>(key("escape"))->run, "") << "not the sheet, the question";
  stage_.click("runs/keep");
  EXPECT_EQ(asked_for<ask::Ask>(stage_)->run, "");
  EXPECT_EQ(asked_for<ask::Remove>(stage_), nullptr);
  stage_.click("runs/remove");
  ASSERT_NE(asked_for<ask::Remove>(stage_), nullptr);
  EXPECT_EQ(asked_for<ask::Remove>(stage_)->run, "/runs/faces-0001");
}

TEST_F(RunsPanel, ANameIsTypedInItsPlaceEnterKeepsItAndEscapeDoesNot) {
  stage_.click("runs/rename");
  EXPECT_EQ(asked_for<ask::BeginNaming>(stage_)->run, "/runs/faces-0001");
  desk_.naming = "/runs/faces-0001";
  stage_.frames(3);
  EXPECT_EQ(value("naming"), "faces-0001");
  stage_.type("best");
  stage_.press(ImGuiKey_Enter);
  ASSERT_NE(asked_for<ask::Rename>(stage_), nullptr);
  EXPECT_EQ(asked_for<ask::Rename>(stage_)->run, "/runs/faces-0001");
  EXPECT_EQ(asked_for<ask::Rename>(stage_)->name, "best");
  stage_.asked.clear();
  stage_.frames(2);
  stage_.type("worse");
  stage_.press(ImGuiKey_Escape);
  EXPECT_EQ(asked_for<ask::Rename>(stage_), nullptr);
  ASSERT_NE(asked_for<ask::BeginNaming>(stage_), nullptr);
  EXPECT_EQ(asked_for<ask::BeginNaming>(stage_)->run, "");
}

TEST_F(RunsPanel, WhatSomebodyHasOpenIsNeitherRenamedNorDeleted) {
  desk_.selected = "/runs/faces-0004";  // another program trains it
  stage_.frames(1);
  EXPECT_FALSE(stage_.item("runs/rename").enabled);
  EXPECT_FALSE(stage_.item("runs/delete").enabled);
  EXPECT_TRUE(stage_.item("runs/open").enabled) << "it can be followed";
  desk_.selected = "/runs/lost";
  stage_.frames(1);
  EXPECT_TRUE(stage_.item("runs/delete").enabled);
  EXPECT_FALSE(stage_.item("runs/open").enabled);
  EXPECT_NE(value("said").find("The run cannot be read"), std::string::npos);
}

TEST_F(RunsPanel, PicturesOfTheRowsOnScreenAreWanted) {
  ASSERT_NE(asked_for<ask::SeePictures>(stage_), nullptr);
  EXPECT_EQ(asked_for<ask::SeePictures>(stage_)->files.size(), 8U) << "the broken one has none";
}

TEST_F(RunsPanel, WhereThereAreNoRowsItSaysWhy) {
  desk_.order.filter = "no such run";
  desk_.arrange();
  stage_.frames(2);
  EXPECT_EQ(value("nothing"), "No run has these words.");
  desk_.table = nullptr;
  desk_.shown.clear();
  stage_.frames(2);
  EXPECT_EQ(value("nothing"), "Reading the folder…");
  model::RunsTable failed;
  failed.done = true;
  failed.failure = Failure{FailureKind::not_found, "There is no such folder", "/runs", "check the path"};
  desk_.table = std::make_shared<const model::RunsTable>(failed);
  stage_.frames(2);
  EXPECT_EQ(value("nothing"), "There is no such folder (/runs)");
}

TEST(OpenSheet, LeadsToTheTableOfRuns) {
  PanelStage stage;
  set_up_run(stage.model, api::Phase::ready, 0);
  stage.model.open_sheet = "open";
  stage.show({"overlays"}, 3);
  stage.click("open/all_runs");
  EXPECT_EQ(stage.last<model::action::ShowSheet>()->key, "runs");
  model::FolderListing listing;
  listing.folder = stage.model.browser.folder = "/data/runs";
  listing.entries = {{model::FolderListing::Kind::run, "faces-1", "/data/runs/faces-1"}};
  listing.pictures = 3;
  stage.model.browser.listing = std::make_shared<const model::FolderListing>(listing);
  stage.frames(2);
  stage.click("open/table");
  ASSERT_NE(asked_for<ask::Show>(stage), nullptr);
  EXPECT_EQ(asked_for<ask::Show>(stage)->folder, "/data/runs");
  stage.click("open/train");
  EXPECT_TRUE(stage.last<model::action::OpenPath>()->pictures) << "not the table: the pictures were meant";
}

}  // namespace
}  // namespace ganscope::testing
