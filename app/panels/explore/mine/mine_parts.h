#pragma once
#include <string>

#include "app/panels/explore/explore_parts.h"
#include "app/panels/explore/mine/mine_state.h"

/// What the parts of the Mine tab share.
namespace ganscope::panels::mine {

/// A caption of one line below a picture.
void caption(const explore_parts::Context& context, ImVec2 at, float width, const std::string& marked);
/// Title, how far it is or "Refine again", and the bar; then the error by step in what is left of `height`.
void draw_refinement(explore_parts::Context& context, const OwnPicture& picture, ImVec2 min, float width,
                     float height);

}  // namespace ganscope::panels::mine
