#pragma once
#include "app/model/ui_model.h"
#include "app/panels/samples/parts.h"
#include "app/ui/ui.h"

/// Samples that are films: the frames of the selected one side by side, and what plays them.
namespace ganscope::panels::samples {

/// The height of the strip with the space above it; 0: samples are no films, or there are none yet.
[[nodiscard]] float film_strip_height(const ui::Ui& ui, const model::UiModel& model);

/// By how much its frames may grow where `spare` pixels are left below everything.
[[nodiscard]] float film_strip_growth(const ui::Ui& ui, const model::UiModel& model, const Area& area,
                                      float spare);

/// Draws it with its upper edge at `top`. A frame that is pressed is shown everywhere, and films stand still.
void draw_film_strip(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions, const Area& area,
                     float top, float growth);

}  // namespace ganscope::panels::samples
