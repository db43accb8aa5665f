#pragma once
#include "app/model/ui_model.h"
#include "app/ui/ui.h"

namespace ganscope::panels::playground {

/// The section of the left column that changes the game while it is played: the objective and both rates, and
/// behind "More" everything else, networks included. Drawn at the cursor, `width` px wide.
void draw_what_if(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions, float width);

}  // namespace ganscope::panels::playground
