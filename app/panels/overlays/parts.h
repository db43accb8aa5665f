#pragma once
#include "app/model/ui_model.h"
#include "app/ui/ui.h"

/// What lies over the columns.
namespace ganscope::panels::overlays {

/// Where the middle column is, so that what concerns the picture stands over it. Window pixels.
struct Frame {
  ImVec2 min, max;
};
[[nodiscard]] Frame middle_of(const ui::Ui& ui, const model::UiModel& model);

/// A borderless window at a place, over the columns and below sheets and lists. `end_plate` closes it.
void begin_plate(const ui::Ui& ui, const char* id, ImVec2 min, ImVec2 size, bool takes_mouse = true);
void end_plate();

void draw_toasts(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions);
void draw_progress(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions);
void draw_trouble(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions);
void draw_first_hint(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions);
void draw_log(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions);
void draw_help(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions);
/// Language, size of type, colours.
void draw_settings(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions);
void draw_generator(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions);
void draw_open(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions);

}  // namespace ganscope::panels::overlays
