#pragma once
#include <imgui.h>

#include <array>
#include <cstdint>

#include "app/model/series_store.h"
#include "app/ui/widgets/plot_scale.h"

namespace ganscope::ui {

/// Which rows fall into which column of pixels: what turns a million points into a screenful. Shared by all
/// curves of a plot. Lives on the stack; nothing is allocated while drawing.
struct PixelColumns {
  static constexpr int most = 2048;
  std::array<uint32_t, most + 1> first{};  ///< first row of each column, and one past the last
  int count = 0;
  float left = 0, width = 1;  ///< pixels
  size_t first_row = 0,
         last_row = 0;  ///< visible rows [first, last), one more at each side so that lines leave the plot
  [[nodiscard]] bool dense() const { return last_row - first_row > static_cast<size_t>(count); }
};
[[nodiscard]] PixelColumns pixel_columns(const model::SeriesStore& store, const Scale& x, float column_width);

/// The values as they are: every point while they are few, else minimum to maximum of each column.
void draw_raw(ImDrawList* draw, const model::SeriesStore& store, size_t series, const PixelColumns& columns,
              const Scale& x, const Scale& y, ImU32 colour, float thickness);
/// The running mean as a line; its mean in each column where points are many.
void draw_smooth(ImDrawList* draw, const model::SeriesStore& store, size_t series,
                 const PixelColumns& columns, const Scale& x, const Scale& y, ImU32 colour, float thickness);
/// The same in dashes of `on` and gaps of `off` pixels, measured along the line.
void draw_smooth_dashed(ImDrawList* draw, const model::SeriesStore& store, size_t series,
                        const PixelColumns& columns, const Scale& x, const Scale& y, ImU32 colour,
                        float thickness, float on, float off);

void draw_dashed(ImDrawList* draw, ImVec2 from, ImVec2 to, ImU32 colour, float thickness, float on,
                 float off);

}  // namespace ganscope::ui
