#include "app/model/board.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/model/tools.h"
#include "app/ui/imgui_compat.h"
#include "tests/panels/support/panel_stage.h"
#include "tests/panels/support/sample_run.h"

namespace ganscope::panels {
namespace {

using ::testing::HasSubstr;
using testing::PanelStage;

/// Lets what the room wants of its own state happen, as `reduce` does.
void carry_out_changes(PanelStage& stage) {
  for (const model::Action& asked : std::exchange(stage.asked, {}))
    if (const auto* explore = std::get_if<model::ExploreAction>(&asked))
      if (const auto* use = std::get_if<model::explore_action::UseTool>(explore)) use->change(stage.model, 0);
}

const model::BoardState& board_of(const PanelStage& stage) {
  return model::tool_state<model::BoardState>(stage.model);
}

void enter(PanelStage& stage) {
  testing::set_up_run(stage.model, api::Phase::ready, 0);
  stage.model.workspace = model::Workspace::playground;
  stage.model.playground.room = model::board_room;
  stage.show({"playground_left", "playground"}, 2);
}

std::string text_of(const PanelStage& stage, const std::string& item) {
  return std::get<std::string>(stage.item(item).value);
}

TEST(BoardRoom, AHandThatIsDraggedOverItDrawsAndUndoTakesTheStrokeBack) {
  PanelStage stage;
  enter(stage);
  EXPECT_EQ(text_of(stage, "playground/board/content"), "0 points");
  stage.drag(stage.at("playground/board/canvas", 0.4F), stage.at("playground/board/canvas", 0.6F));
  carry_out_changes(stage);
  EXPECT_GT(board_of(stage).board.points(), 10U);
  EXPECT_FALSE(board_of(stage).drawing);
  const data::Drawing drawing = model::as_drawing(board_of(stage).board);
  EXPECT_LT(drawing.points.front()[0], -0.3);
  EXPECT_GT(drawing.points.back()[0], 0.3);
  EXPECT_NEAR(drawing.points.back()[1], 0, 0.02);
  stage.frames(1);
  EXPECT_THAT(text_of(stage, "playground/board/content"), HasSubstr("points"));
  stage.click("playground/board/undo");
  carry_out_changes(stage);
  EXPECT_TRUE(board_of(stage).board.empty());
}

TEST(BoardRoom, TrainingAsksForTheDrawingAndApplyKeepsTheWeights) {
  PanelStage stage;
  enter(stage);
  EXPECT_FALSE(stage.item("playground/board/train").enabled) << "there is nothing to learn yet";
  model::BoardState state;
  model::add_points(state, {{{0, 0}, {1, 1}}, 0.2});
  model::set_tool_state(stage.model, std::move(state));
  testing::change_status(stage.model, [](api::Status& status) {
    status.data.form = Form::points;
    status.data.dimensions = 2;
  });
  stage.frames(2);
  stage.click("playground/board/train");
  ASSERT_NE(stage.last<model::action::LearnDrawing>(), nullptr);
  EXPECT_TRUE(stage.last<model::action::LearnDrawing>()->anew);
  EXPECT_EQ(stage.last<model::action::LearnDrawing>()->drawing->points.size(), 2U);
  stage.click("playground/board/apply");
  EXPECT_FALSE(stage.last<model::action::LearnDrawing>()->anew);
}

TEST(BoardRoom, AFieldThatIsOpenedAgainTakesBackOnlyWhatIsTypedNow) {
  PanelStage stage;
  enter(stage);
  const auto with_ctrl = [&](ui::compat::Key key) {
    ui::compat::feed_ctrl(ImGui::GetIO(), true);
    stage.press(key);
    ui::compat::feed_ctrl(ImGui::GetIO(), false);
    stage.frames(1);
  };
  stage.click("playground/board/file");
  stage.type("/a/table/of/points.csv");
  stage.press(ImGuiKey_Enter);
  stage.frames(2);
  stage.click("playground/board/file");  // it is empty again, as its path was taken
  EXPECT_EQ(text_of(stage, "playground/board/file"), "");
  for (const auto key : {ImGuiKey_Z, ImGuiKey_Y, ImGuiKey_Z}) with_ctrl(key);
  EXPECT_EQ(text_of(stage, "playground/board/file"), "") << "nothing was typed since it was opened";
  stage.type("b");
  with_ctrl(ImGuiKey_Z);
  EXPECT_EQ(text_of(stage, "playground/board/file"), "");
  with_ctrl(ImGuiKey_Y);
  EXPECT_EQ(text_of(stage, "playground/board/file"), "b");
}

TEST(BoardRoom, BlobsStandInTheMapWithTheirShareAndEverythingFitsInEverySize) {
  for (const auto& [size, scale] : {std::pair{ImVec2{1280, 720}, 1.0F}, {ImVec2{2560, 1440}, 2.0F}}) {
    for (const char* language : {"en", "zh"}) {
      PanelStage stage(size, scale, language);
      enter(stage);
      model::BoardState state;
      model::add_points(state, {{}, 0.1, {}, {{0, 0, 0.3, 300}, {1, 1, 0.2, 100}}});
      state.tool = model::BoardTool::blob;
      state.blob = 0;
      model::set_tool_state(stage.model, std::move(state));
      stage.frames(2);
      stage.click("playground/controls");  // there is no left column in so little room
      stage.frames(2);
      EXPECT_EQ(text_of(stage, "playground/board/blob/0"), "75 %");
      EXPECT_TRUE(stage.has("playground/board/weight"));
      EXPECT_LT(stage.item("playground/board/train").max.y, size.y);
    }
  }
}

}  // namespace
}  // namespace ganscope::panels
