#pragma once
#include <span>
#include <string_view>

#include "app/ui/ui.h"
#include "app/ui/widgets/image_grid.h"
#include "core/api/preview.h"

namespace ganscope::ui {

/// What a drawing of numbers covers: values from left to right, density from the bottom up.
struct NumberView {
  double low = -1, high = 1;
  double top = 1;  ///< the density at the upper edge
};
/// What shows the data's whole density with room above. It depends on the data alone, so that nothing moves
/// while G learns.
[[nodiscard]] NumberView number_view(const api::DataPreview& data);
/// The same, and high enough for the bars of `points` (up to eight times the data's density). It grows in a
/// few steps and is slow to shrink, so that it stands still while G learns: `top` is the upper edge in the
/// frame before (0: none) and then this one's.
[[nodiscard]] NumberView number_view(const api::DataPreview& data, std::span<const float> points, int bins,
                                     float& top);

/// The bars of `points` (the first of each pair [count, 2]) as a density, `bins` of them over the view. Those
/// that are higher than the view are cut off, and in a large drawing broken below the edge to say so.
void draw_bars(ImDrawList* draw, std::span<const float> points, const NumberView& view, int bins, ImVec2 min,
               ImVec2 max, ImU32 colour);
/// p_data as a line.
void draw_density(ImDrawList* draw, const api::DensityCurve& curve, const NumberView& view, ImVec2 min,
                  ImVec2 max, ImU32 colour, float thickness);
/// Both of the real data, as a thumbnail and behind a single number: the line, filled with bars.
void draw_real_numbers(const Ui& ui, ImDrawList* draw, const api::DataPreview& data, ImVec2 min, ImVec2 max);

struct NumberLineSpec {
  const api::DataPreview& data;
  std::span<const float> generated;  ///< [count, 2]
  int fixed = 0;                     ///< the first so many generated numbers are the fixed latents
  int selected = -1, hovered = -1;
  ImVec2 min, max;  ///< pixels
};
/// Generated numbers as a histogram under the line of p_data, on one scale; the fixed latents as dots on the
/// axis below, the selected one larger and tagged. Fixed latents are in the item map as `item_prefix` +
/// index.
GridAnswer number_line(Ui& ui, std::string_view name, std::string_view item_prefix,
                       const NumberLineSpec& spec);

}  // namespace ganscope::ui
