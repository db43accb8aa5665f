#pragma once
#include "app/panels/explore/explore_parts.h"

/// Painting on the big picture and dragging its points: what the Mine tab shows of it.
namespace ganscope::panels::paint {

/// Strokes and handles over the picture, a square of `side` px from `min`; takes the mouse there.
void draw_over_picture(explore_parts::Context& context, ImVec2 min, float side);
/// Brush, eraser, points, undo, colours, size, clear: in the row below it.
void draw_picture_row(explore_parts::Context& context, ImVec2 min, float side);
/// Before, what one asks for, what G can draw; strength and what shall stay.
void draw_paint_band(explore_parts::Context& context, const explore_parts::Area& area);

}  // namespace ganscope::panels::paint
