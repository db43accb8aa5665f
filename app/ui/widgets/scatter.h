#pragma once
#include <span>
#include <string_view>

#include "app/ui/ui.h"
#include "app/ui/widgets/image_grid.h"

namespace ganscope::ui {

/// A square piece of the data plane, with equal units in both directions.
struct PlaneView {
  double centre_x = 0, centre_y = 0;
  double half = 1;  ///< from the centre to the nearer edge
};
/// What shows all points [count, 2] with a margin. It depends on the data alone, so that nothing moves while
/// G learns.
[[nodiscard]] PlaneView plane_view(std::span<const float> points);
/// The same around the origin, for small drawings, unless the points are plainly elsewhere.
[[nodiscard]] PlaneView origin_view(std::span<const float> points);

struct ScatterSpec {
  std::span<const float> real, generated;  ///< [count, 2], data units
  int fixed = 0;                           ///< the first so many generated points are the fixed latents
  int selected = -1, hovered = -1;
  PlaneView view;
  ImVec2 min, max;                         ///< pixels
  std::span<const float> given_back = {};  ///< where an encoder's model puts the first real points, [n, 2]
};
/// Real points as hollow rings, generated ones as filled dots; the selected latent's dot larger, white-framed
/// and tagged. From real points a line leads to where they are given back. Fixed latents are in the item map
/// as `item_prefix` + index.
GridAnswer scatter(Ui& ui, std::string_view name, std::string_view item_prefix, const ScatterSpec& spec);

/// Many anti-aliased discs (with a thin halo) or rings in one go: points [count, 2] through `view` into the
/// rectangle.
void draw_discs(ImDrawList* draw, std::span<const float> points, const ScatterSpec& spec, float radius,
                ImU32 colour, ImU32 halo);
void draw_rings(ImDrawList* draw, std::span<const float> points, const ScatterSpec& spec, float radius,
                float thickness, ImU32 colour);

}  // namespace ganscope::ui
