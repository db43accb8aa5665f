#pragma once
#include "app/model/sketch.h"
#include "app/panels/explore/explore_parts.h"
#include "app/panels/triples.h"

/// The parts of the drawing board. `side` is that of the squares; their row of 44 px lies below them.
namespace ganscope::panels::sketch {

using explore_parts::Area;
using explore_parts::Context;

/// The board: takes the mouse. A square of `side` px from `min`.
void draw_canvas(Context& context, ImVec2 min, float side);
/// Undo, redo, clear, right aligned in the header. Returns how wide.
float draw_past(Context& context, ImVec2 right_top);
/// Pen, eraser, colours, size: in the row below the board; and the keys [ and ].
void draw_tools(Context& context, ImVec2 min, float side);
/// What becomes of it, with header and row.
void draw_result(Context& context, const Area& area, float side);
/// Where it was drawn, or what became of it through the history.
void draw_third(Context& context, const Area& area, float side);
/// Starts and files; the truth.
void draw_band(Context& context, const Area& area);

/// Where pictures lie in a square, in whole multiples: as large as they fit.
[[nodiscard]] Area fitted_picture(const model::UiModel& model, ImVec2 min, float side);
/// Whether something is drawn, and what is shown was made of it or of what was there before.
[[nodiscard]] bool has_result(const model::UiModel& model);

}  // namespace ganscope::panels::sketch
