#pragma once
#include <string>

#include "app/ui/ui.h"

/// How a plot is moved by its title.
namespace ganscope::panels::plots {

/// What the hand does with a title in this frame.
struct Grip {
  bool dragged = false;  ///< it is in the hand
  bool dropped = false;  ///< it was let go of where the mouse is
};
/// The words of a title as something to drag. In the hand they stand beside the mouse.
Grip title_grip(ui::Ui& ui, const std::string& item, const std::string& title, ImVec2 min, ImVec2 max);

/// The frame around the plot whose place would be taken.
void draw_target(const ui::Ui& ui, ImVec2 min, ImVec2 max);

}  // namespace ganscope::panels::plots
