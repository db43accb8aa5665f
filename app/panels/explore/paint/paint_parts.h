#pragma once

#include "app/panels/explore/explore_parts.h"
#include "app/panels/explore/paint/paint_state.h"

/// What the picture's overlay, its row and the band of Paint share.
namespace ganscope::panels::paint {

/// Where a picture lies on the screen.
struct Frame {
  ImVec2 min;
  float scale = 1;  ///< px of the screen for one of the picture
  int width = 0, height = 0;
  [[nodiscard]] ImVec2 at(double x, double y) const {
    return {min.x + static_cast<float>(x) * scale, min.y + static_cast<float>(y) * scale};
  }
  [[nodiscard]] ImVec2 max() const { return at(width, height); }
  [[nodiscard]] Spot spot(ImVec2 on_screen) const;  ///< within the picture
};
/// As the big picture is drawn in a square of `side` px; smaller ones alike.
[[nodiscard]] Frame frame_of(const model::UiModel& model, ImVec2 min, float side);
/// b, e, [, ]: where no text is being typed.
void take_keys(explore_parts::Context& context);

}  // namespace ganscope::panels::paint
