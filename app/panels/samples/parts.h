#pragma once
#include "app/model/ui_model.h"
#include "app/ui/ui.h"
#include "app/ui/widgets/image_grid.h"

/// The parts of the samples panel. Areas are window pixels.
namespace ganscope::panels::samples {

struct Area {
  ImVec2 min, max;
};

/// Title (compact: the experiment's button), what is shown, and the choice of the model. Returns its lower
/// edge.
float draw_header(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions, const Area& area,
                  int shown_latents);
/// The strip of real pictures at the bottom of `area`; returns its upper edge (the area's bottom when there
/// are none).
float draw_real_strip(ui::Ui& ui, const model::UiModel& model, const Area& area);
/// What stands there while nothing can be drawn: one sentence and the button that ends it, or progress.
void draw_empty(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions, const Area& area);
/// Selects, opens, hovers; and the card of the latent under the mouse.
void answer_grid(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions,
                 const ui::GridAnswer& answer, ImVec2 cell_min, ImVec2 cell_max);

[[nodiscard]] bool has_result(const model::UiModel& model);

}  // namespace ganscope::panels::samples
