#pragma once
#include <imgui.h>

#include "app/model/ui_model.h"
#include "app/panels/panel.h"

namespace ganscope::shell {

/// A rectangle in window pixels.
struct Area {
  ImVec2 min, max;
  [[nodiscard]] float width() const { return max.x - min.x; }
  [[nodiscard]] float height() const { return max.y - min.y; }
  [[nodiscard]] bool empty() const { return width() <= 0 || height() <= 0; }
};

/// Where the interface's regions lie. All edges are whole pixels; neighbours share them.
struct Layout {
  float scale = 1;       ///< of everything: --scale × monitor × presentation
  bool compact = false;  ///< below 1400 wide or 800 high, at this scale
  bool stacked = false;  ///< too narrow for columns: the right one lies below the middle
  Area top_bar, left, middle, right, transport, transport_left, transport_middle, transport_right;
  Area whole;  ///< between top bar and transport
  [[nodiscard]] Area of(panels::Region region) const;
};

/// The widths that the user has dragged, as shares of the window's width; 0: the design's own.
struct Splits {
  float left = 0, right = 0;
  float left_factor = 1;  ///< how much wider than the design's the left column is, where there is room
};
constexpr float teaching_factor = 1.15F;  ///< … for a lesson's large type
[[nodiscard]] Splits splits_of(const model::UiModel& model);

constexpr float presentation_scale = 1.35F;

/// A scale that a person can mean: what is no number, or not above nought, is 1; everything else is brought
/// between these two. Fonts, style and layout are made for no other.
constexpr float least_scale = 0.25F, most_scale = 8;
[[nodiscard]] float sane_scale(float scale);
/// --scale × the monitor's, and larger for the presentation: what everything is drawn at.
[[nodiscard]] float drawn_scale(float scale, bool presentation);

/// The same with the user's size of type: `scale` × type_px over the usual size.
[[nodiscard]] float typed_scale(const model::UiModel& model, float scale);

/// `size`: of the window, px; `scale`: --scale × the monitor's; `scene`: the workspace whose picture and
/// transport are shown, with the columns of `workspace`.
[[nodiscard]] Layout lay_out(ImVec2 size, float scale, model::Workspace workspace, model::Workspace scene,
                             bool presentation, Splits splits);
[[nodiscard]] inline Layout lay_out(ImVec2 size, float scale, model::Workspace workspace, bool presentation,
                                    Splits splits) {
  return lay_out(size, scale, workspace, workspace, presentation, splits);
}

}  // namespace ganscope::shell
