#pragma once
#include "app/model/board.h"
#include "app/model/ui_model.h"
#include "app/ui/ui.h"

/// The parts of the board (board.h).
namespace ganscope::panels::playground::board {

using model::BoardState;
using model::BoardTool;

/// The board itself, in the middle column.
void draw_canvas(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions);

/// The left column.
void draw_left(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions);
/// Changes the board after the frame.
void edit(model::UiActions& actions, std::function<void(BoardState&)> what);

/// What is on the board: "1,234 points, 2 blobs".
[[nodiscard]] std::string content_words(const ui::Ui& ui, const model::Board& board);

}  // namespace ganscope::panels::playground::board
