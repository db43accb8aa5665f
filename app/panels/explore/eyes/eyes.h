#pragma once
#include <vector>

#include "app/panels/explore/explore_parts.h"

/// Through D's eyes: where D looks, what it would draw alone, what it says of every stage.
namespace ganscope::panels::eyes {

/// In place of the pad: the pad, or D's eyes.
void draw_middle(explore_parts::Context& context, const explore_parts::Area& area, float side);
/// What D says of the stages of a picture, of real pictures and of the fixed latents.
void draw_says_band(explore_parts::Context& context, const explore_parts::Area& area);
[[nodiscard]] std::vector<model::View> views();

}  // namespace ganscope::panels::eyes
