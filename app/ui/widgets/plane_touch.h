#pragma once
#include <span>
#include <string_view>

#include "app/ui/ui.h"
#include "app/ui/widgets/image_grid.h"

namespace ganscope::ui {

/// The rectangle of a drawing in which the fixed latents are dots (`dots`, pixels), pointed at and pressed as
/// one thing: the nearest dot within reach is meant, a double click opens it. Every dot enters the item map
/// as `item_prefix` + index. Leaves the cursor to the caller.
GridAnswer plane_touch(Ui& ui, std::string_view name, std::string_view item_prefix, ImVec2 min, ImVec2 max,
                       std::span<const ImVec2> dots);

/// A latent's dot that is pointed at, or selected: then larger and tagged.
void draw_latent_dot(const Ui& ui, ImDrawList* draw, ImVec2 at, int index, bool selected);

}  // namespace ganscope::ui
