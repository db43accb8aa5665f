#pragma once
#include <string>

#include "app/model/ui_model.h"
#include "app/ui/ui.h"
#include "app/ui/widgets/image_grid.h"

/// Samples under the mouse, as every panel answers them.
namespace ganscope::panels {

/// Tells the model which fixed latent is hovered at `name` (-1: none). Others hover latents too: only what
/// was hovered here is let go of here.
void hover_latent(const model::UiModel& model, model::UiActions& actions, const std::string& name,
                  int hovered);

/// How the card of sample `index` of `result` (below its count) begins, beside a cell from `cell_min` to
/// `cell_max`: which model drew it, and what D says of it where it said anything.
[[nodiscard]] ui::LatentCard begun_card(const ui::Ui& ui, const api::Answer& result, int index,
                                        ImVec2 cell_min, ImVec2 cell_max);

/// The card of a fixed latent of a run beside its cell: its sample, large, and what the run's own D says of
/// it. Nothing where it is not drawn, or while something is dragged.
void draw_latent_card(const ui::Ui& ui, const model::RunModel& run, const ui::Atlases& atlases,
                      api::View view, int index, ImVec2 cell_min, ImVec2 cell_max);

}  // namespace ganscope::panels
