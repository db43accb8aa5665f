#pragma once
#include <span>

#include "app/model/ui_model.h"
#include "app/panels/playground/plane/plane_state.h"
#include "app/ui/fields.h"
#include "app/ui/ui.h"
#include "core/explore/tools/plane_numbers.h"

namespace ganscope::panels::playground::plane {

/// A rectangle of the window and what of the plane it shows.
struct Frame {
  ImVec2 min, max;  ///< pixels
  Seen seen;
  [[nodiscard]] float width() const { return max.x - min.x; }
  [[nodiscard]] float height() const { return max.y - min.y; }
  [[nodiscard]] ImVec2 at(double x, double y) const {
    return {min.x + static_cast<float>((x - seen.x + seen.half_x) / (2 * seen.half_x)) * width(),
            max.y - static_cast<float>((y - seen.y + seen.half_y) / (2 * seen.half_y)) * height()};
  }
  [[nodiscard]] double x_of(float pixel) const {
    return seen.x - seen.half_x + 2 * seen.half_x * static_cast<double>((pixel - min.x) / width());
  }
  [[nodiscard]] double y_of(float pixel) const {
    return seen.y - seen.half_y + 2 * seen.half_y * static_cast<double>((max.y - pixel) / height());
  }
};

/// The field of this name, painted where it lies in the frame, its numbers read in `unit`. Nothing where it
/// was not computed, or there is no OpenGL.
void paint_field(const ui::Ui& ui, ImDrawList* draw, const Frame& frame, const model::UiModel& model,
                 std::string_view name, ui::FieldPaint paint, double unit = 1, float strength = 1);
/// What of D is painted: its verdicts, or its raw outputs, which then are beliefs.
[[nodiscard]] std::string_view verdict_name(const model::UiModel& model);

void draw_bent_grid(const ui::Ui& ui, ImDrawList* draw, const Frame& frame, const api::Answer& answer);
void draw_trails(const ui::Ui& ui, ImDrawList* draw, const Frame& frame, const model::UiModel& model);
/// What each of the first 64 points is told.
void draw_pushes(const ui::Ui& ui, ImDrawList* draw, const Frame& frame, const api::Answer& answer);
/// Arrows at places, of the frame's units; their usual length is the same on the screen.
void draw_arrows(const ui::Ui& ui, ImDrawList* draw, const Frame& frame, const api::Curve& at,
                 const api::Curve& vectors, ImU32 colour);
/// Far outside is as good as outside, and safe to draw.
[[nodiscard]] ImVec2 near_frame(const Frame& frame, ImVec2 at);
void draw_slopes(const ui::Ui& ui, ImDrawList* draw, const Frame& frame, const api::Answer& answer);
/// A free latent's point: a diamond with a tag.
void draw_free_point(const ui::Ui& ui, ImDrawList* draw, ImVec2 at, bool tagged);

/// A field's value at a place, between its four neighbours; NaN outside, or where there is none.
[[nodiscard]] double value_at(const api::Answer& answer, std::string_view name, double x, double y);

}  // namespace ganscope::panels::playground::plane
