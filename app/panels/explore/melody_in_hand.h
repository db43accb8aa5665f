#pragma once
#include "app/panels/explore/explore_parts.h"

namespace ganscope::panels::explore_parts {

/// The melody in hand, large: a piano roll with its keys and their names, the key and the chords; what breaks
/// a rule is marked, and said where the mouse is.
void draw_melody_in_hand(Context& context, ImVec2 min, float side);

}  // namespace ganscope::panels::explore_parts
