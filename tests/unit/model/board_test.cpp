// The board on which one draws data: strokes, blobs, tables, and that nothing drawn is lost.
#include "app/model/board.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <iterator>

#include "app/model/tools.h"
#include "tests/support/temporary_folder.h"
#include "tests/unit/model/model_under_test.h"

namespace ganscope::model {
namespace {

using ::testing::HasSubstr;
using testing::ModelUnderTest;

void stroke_over(BoardState& state, std::array<double, 2> from, std::array<double, 2> to) {
  press(state, from);
  move_to(state, to);
  release(state);
}

TEST(Board, TheBrushLaysPointsEvenlyAsDenseAsItIsSet) {
  BoardState state;
  state.size = 0.2;
  state.density = 4;
  stroke_over(state, {0, 0}, {1, 0});
  EXPECT_NEAR(static_cast<double>(state.board.points()), 21, 1) << "one every twentieth, and the first";
  const data::Drawing drawing = as_drawing(state.board);
  EXPECT_NEAR(drawing.points[7][0], 0.35, 1e-9);
  EXPECT_EQ(drawing.widths[7], 0.2);
  EXPECT_TRUE(data::fault_of(drawing).empty());
  // In many small moves as in one.
  BoardState slow;
  slow.size = 0.2;
  press(slow, {0, 0});
  for (int i = 1; i <= 100; ++i) move_to(slow, {i / 100.0, 0});
  release(slow);
  EXPECT_NEAR(static_cast<double>(slow.board.points()), 21, 1);
}

TEST(Board, TheEraserTakesAwayWhatItReachesAndUndoBringsItBackHoweverLongAgo) {
  BoardState state;
  for (int i = 0; i < 300; ++i) stroke_over(state, {0.01 * i, 0}, {0.01 * i, 1});
  const Board all = state.board;
  state.tool = BoardTool::eraser;
  state.size = 0.5;
  stroke_over(state, {1.5, 0.5}, {1.5, 0.5});
  EXPECT_LT(state.board.points(), all.points());
  clear(state);
  EXPECT_TRUE(state.board.empty());
  undo(state);
  undo(state);
  EXPECT_EQ(state.board, all);
  for (int i = 0; i < 300; ++i) undo(state);
  EXPECT_TRUE(state.board.empty());
  EXPECT_EQ(state.done, nullptr);
  for (int i = 0; i < 300; ++i) redo(state);
  EXPECT_EQ(state.board, all);
}

TEST(Board, ABlobIsLaidMovedSizedAndWeighed) {
  BoardState state;
  state.tool = BoardTool::blob;
  stroke_over(state, {1, 1}, {1, 1});
  ASSERT_EQ(state.board.blobs.size(), 1U);
  stroke_over(state, {1.1, 1}, {0.1, 0});
  EXPECT_EQ(state.board.blobs.size(), 1U) << "it was taken hold of";
  EXPECT_NEAR(state.board.blobs[0].x, 0, 1e-9);
  set_blob(state, 0.5, 100, false);
  set_blob(state, 0.7, 300, true);
  EXPECT_EQ(state.board.blobs[0].sigma, 0.7);
  undo(state);
  EXPECT_EQ(state.board.blobs[0].sigma, 0.3) << "the whole drag of the slider is one step";
  redo(state);
  state.tool = BoardTool::brush;
  state.density = 10;
  state.size = 0.1;
  stroke_over(state, {5, 0}, {6, 0});
  EXPECT_NEAR(share_of(state.board, 0), 300.0 / 401, 0.01);
}

TEST(Board, ItNeverHoldsMoreThanADrawingMay) {
  BoardState state;
  state.size = 0.01;
  state.density = 20;
  stroke_over(state, {-900, 0}, {900, 0});
  EXPECT_EQ(state.board.points(), data::most_drawn);
  EXPECT_TRUE(data::fault_of(as_drawing(state.board)).empty());
}

TEST(Board, WhatIsDrawnIsKeptBetweenStartsAndAClearedDrawingPutAside) {
  const testing::TemporaryFolder folder;
  setenv("XDG_DATA_HOME", folder.path().c_str(), 1);
  const auto settle = [](UiModel& model) {
    while (auto errand = next_board_errand(model)) take_board_errand(model, carry_out(*errand, {}), 0);
  };
  const auto draw = [](UiModel& model) {
    BoardState state = tool_state<BoardState>(model);
    stroke_over(state, {0, 0}, {1, 0});
    set_tool_state(model, std::move(state));
  };
  UiModel first;
  first.workspace = Workspace::playground;
  settle(first);
  EXPECT_FALSE(std::filesystem::exists(data::default_drawing_file())) << "nothing was drawn";
  draw(first);
  settle(first);
  draw(first);
  ASSERT_TRUE(keep_board_now(first));

  UiModel second;
  second.workspace = Workspace::playground;
  settle(second);
  BoardState state = tool_state<BoardState>(second);
  EXPECT_EQ(state.board.points(), tool_state<BoardState>(first).board.points());
  EXPECT_EQ(state.done, nullptr) << "opening is no change";
  clear(state);
  set_tool_state(second, std::move(state));
  settle(second);
  EXPECT_FALSE(std::filesystem::exists(data::default_drawing_file()));
  EXPECT_TRUE(data::read_drawing(folder.path() / "ganscope" / "drawing-cleared.json"));

  std::ofstream(data::default_drawing_file()) << "scrawl";
  UiModel third;
  third.workspace = Workspace::playground;
  settle(third);
  ASSERT_EQ(third.toasts.size(), 1U);
  EXPECT_THAT(third.toasts[0].hint, HasSubstr("drawing-unreadable.json"));
}

TEST(Board, WhatIsPastedIsLaidOnItOrRefusedInASentenceAndNothingIsLost) {
  UiModel model;
  const auto paste = [&](const std::string& text) {
    take_table_text(model, text);
    const auto errand = next_board_errand(model);
    take_board_errand(model, carry_out(*errand, {}), 0);
  };
  paste("x,y\n0,0\n1,2\n2,1\n");
  EXPECT_EQ(tool_state<BoardState>(model).board.points(), 3U);
  EXPECT_THAT(model.toasts.back().text, HasSubstr("3 points were laid on the board"));
  for (const auto& [text, what] :
       std::vector<std::pair<std::string, std::string>>{{"", "no point"},
                                                        {"1,2\n", "only one point"},
                                                        {"1,2\n1,2\n", "in one place"},
                                                        {"1,2\n3,four\n", "is no number"},
                                                        {"1,2\nnan,2\n", "is no number"},
                                                        {"1,2,3\n4,5,6\n", "3 columns"},
                                                        {"1\n2\n", "one column"}}) {
    paste(text);
    EXPECT_TRUE(model.toasts.back().error) << text;
    EXPECT_THAT(model.toasts.back().text, HasSubstr(what));
    EXPECT_FALSE(model.toasts.back().hint.empty());
    EXPECT_EQ(tool_state<BoardState>(model).board.points(), 3U);
  }
}

TEST(Board, ATableThatIsDroppedOnItIsTakenAndElsewhereItIsData) {
  ModelUnderTest t(true);
  t.reduce(action::EnterRoom{std::string(board_room)});
  t.reduce(action::OpenPath{"/nowhere/points.csv"});
  EXPECT_TRUE(t.session.commands.empty());
  const auto load = next_board_errand(t.model);
  ASSERT_TRUE(load);
  EXPECT_EQ(load->kind, BoardErrand::Kind::take_file);
  take_board_errand(t.model, carry_out(*load, {}), 0);
  EXPECT_TRUE(t.model.toasts.back().error);
}

TEST(Board, ATableFarAwayIsShownWhereItLies) {
  ModelUnderTest t(true);
  take_table_text(t.model, "48,50\n52,50\n50,51\n");
  take_board_errand(t.model, carry_out(*next_board_errand(t.model), {}), 0);
  BoardState state = tool_state<BoardState>(t.model);
  EXPECT_DOUBLE_EQ(state.centre[0], 50);
  EXPECT_NEAR(state.reach, 2.2, 1e-9);
  move_view(state, 3, 0);
  zoom_view(state, {50, 50.5}, 2);
  EXPECT_NEAR(state.centre[0], 56, 1e-9) << "the place under the pointer stays where it is";
  fit_view(state);
  EXPECT_DOUBLE_EQ(state.centre[0], 50);
  clear(state);
  fit_view(state);
  EXPECT_EQ(state.reach, BoardState::usual_reach);
  EXPECT_EQ(state.centre[0], 0);
}

TEST(Board, ClearingItWhileATableIsReadGivesTheTableUp) {
  ModelUnderTest t(true);
  take_table_text(t.model, "1,2\n3,4\n");
  EXPECT_EQ(t.model.board_desk.reading, "what was pasted") << "said at once";
  const auto errand = next_board_errand(t.model);
  give_up_tables(t.model);
  EXPECT_TRUE(t.model.board_desk.reading.empty());
  take_board_errand(t.model, carry_out(*errand, {}), 0);
  EXPECT_TRUE(tool_state<BoardState>(t.model).board.empty());
  take_table_text(t.model, "1,2\n3,4\n");
  take_board_errand(t.model, carry_out(*next_board_errand(t.model), {}), 0);
  EXPECT_EQ(tool_state<BoardState>(t.model).board.points(), 2U);
}

TEST(Board, AnEmptyDrawingIsNotLearnedAndSaidSo) {
  ModelUnderTest t(true);
  t.reduce(action::LearnDrawing{std::make_shared<const data::Drawing>(), true});
  EXPECT_TRUE(t.session.commands.empty());
  EXPECT_EQ(t.model.toasts.back().text, "The drawing is empty");
}

}  // namespace
}  // namespace ganscope::model
