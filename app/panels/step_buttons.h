#pragma once
#include <cstdint>

#include "app/model/ui_model.h"
#include "app/ui/ui.h"

namespace ganscope::panels {

/// Step D, Step G, both, side by side. A press counts `times` times; with Shift ten times, with Ctrl a
/// hundred times as often.
void draw_step_buttons(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions, ImVec2 at,
                       float width, float height, int64_t times = 1);

}  // namespace ganscope::panels
