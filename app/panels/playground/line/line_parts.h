#pragma once
#include "app/panels/playground/line/line_state.h"
#include "app/panels/playground/parts.h"

namespace ganscope::panels::playground::line {

void draw_left(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions);
void draw_middle(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions);
void draw_right(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions);

/// A curve in the data's own units: of a frame that is not plain x is moved and stretched, and a density
/// divided by the unit.
struct OuterCurve {
  std::vector<float> x, y;
  [[nodiscard]] bool empty() const { return x.empty(); }
};
[[nodiscard]] OuterCurve outer_curve(const api::Answer* answer, std::string_view key, const PointFrame& frame,
                                     bool is_density);

}  // namespace ganscope::panels::playground::line
