#pragma once
#include <string_view>

#include "app/ui/ui.h"

namespace ganscope::ui {

/// How a tile was touched in this frame.
struct TileAnswer {
  ImVec2 min, max;
  bool hovered = false;
  bool clicked = false;  ///< also Enter while it has the keyboard
  bool double_clicked = false;
};
/// A pressable place at the cursor for a picture that the caller draws. It is ImGui's last item, so the
/// caller may make it a source or a target of drag and drop.
TileAnswer picture_tile(Ui& ui, std::string_view name, ImVec2 size, ItemMap::ItemValue value,
                        std::string_view help);

/// A place to drop a picture: dashed outline and a plus in the middle.
void empty_tile(const Ui& ui, ImDrawList* draw, ImVec2 min, ImVec2 max, bool highlighted);

}  // namespace ganscope::ui
