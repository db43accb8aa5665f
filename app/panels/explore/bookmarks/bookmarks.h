#pragma once
#include "app/panels/explore/explore_parts.h"

/// The other half of the tab Samples: latents that somebody wants to find again.
namespace ganscope::panels::bookmarks {

/// Which of the two stands there, at the left of the row below the column; returns where it ends.
float draw_kind(explore_parts::Context& context, ImVec2 at);
/// The pictures in a square of `side` px, and what can be done with them in the row below.
void draw_list(explore_parts::Context& context, ImVec2 min, float width, float side);
void draw_footer(explore_parts::Context& context, const explore_parts::Area& area, float y);
/// Ctrl-D bookmarks what is in hand, in every tab; the others where the list is shown. Once a frame.
void take_keys(explore_parts::Context& context);

}  // namespace ganscope::panels::bookmarks
