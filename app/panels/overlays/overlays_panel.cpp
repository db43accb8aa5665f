#include "app/panels/overlays/overlays_panel.h"

#include "app/panels/overlays/parts.h"
#include "app/ui/imgui_compat.h"
#include "app/ui/widgets.h"

namespace ganscope::panels {
namespace {

void draw_overlays(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions) {
  overlays::draw_trouble(ui, model, actions);
  overlays::draw_first_hint(ui, model, actions);
  overlays::draw_progress(ui, model, actions);
  overlays::draw_toasts(ui, model, actions);
  if (model.open_sheet == "log") overlays::draw_log(ui, model, actions);
  if (model.open_sheet == "help") overlays::draw_help(ui, model, actions);
  if (model.open_sheet == "open") overlays::draw_open(ui, model, actions);
  if (model.open_sheet == "settings") overlays::draw_settings(ui, model, actions);
  if (model.open_sheet == "generator") overlays::draw_generator(ui, model, actions);
  if (ui::compat::key_pressed(ImGuiKey_Escape)) ui.items.interaction.drop_focus();
}

}  // namespace

std::vector<Panel> overlays_panels() {
  return {{"overlays", Region::overlay, [](const model::UiModel&) { return true; }, draw_overlays}};
}

}  // namespace ganscope::panels
