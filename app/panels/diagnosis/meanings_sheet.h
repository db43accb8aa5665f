#pragma once
#include "app/model/ui_model.h"
#include "app/ui/ui.h"

namespace ganscope::panels {

/// What the verdict and each curve of the run mean, in two columns over the window.
void meanings_sheet(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions);

}  // namespace ganscope::panels
