#include <array>

#include "app/panels/playground/figures/figures.h"
#include "app/panels/playground/figures/figures_parts.h"

namespace ganscope::panels::playground {
namespace {

const Figures& figures_of(const model::UiModel& model) { return model::tool_state<Figures>(model); }

void draw_figures_left(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions) {
  const float width = ImGui::GetContentRegionAvail().x;
  draw_room_title(ui, actions, "Figures that move", width);
  const std::array<std::string, 2> pages{ui.tr("KL and JS"), ui.tr("G's cost")};
  const Figures& state = figures_of(model);
  int page = state.page;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  if (ui::segmented(ui, "playground/figures/page", pages, page, ui.tr("Which figure is shown.")))
    alter<Figures>(actions, [page](Figures& figures) {
      figures.page = page;
      figures.minimising = false;
    });
  ImGui::SetCursorScreenPos({at.x, at.y + ui.px(44)});
  if (state.page == 0)
    draw_bells_left(ui, state, actions, width);
  else
    draw_costs_left(ui, state, actions, width);
}

void draw_figures_middle(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions) {
  const Figures& state = figures_of(model);
  const RoomArea area = area_here();
  draw_controls(ui, model, actions, {{area.max.x, area.min.y - ui.px(6)}, draw_figures_left});
  ImGui::SetCursorScreenPos(area.min);
  if (state.page == 1) return draw_costs_middle(ui, model, state);
  if (state.minimising)
    alter<Figures>(actions, [now_s = ui.time_s](Figures& figures) { go_on_minimising(figures, now_s); });
  draw_bells_middle(ui, state, actions);
}

void draw_figures_right(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions) {
  const Figures& state = figures_of(model);
  if (state.page == 1) return draw_costs_right(ui, model, state);
  draw_bells_right(ui, state, actions);
}

std::optional<model::Action> figures_key(const model::UiModel& model, std::string_view key) {
  const auto act = [](void (*what)(Figures&)) {
    return altering<Figures>([what](Figures& figures, double /*now_s*/) { what(figures); });
  };
  const Figures& state = figures_of(model);
  if (state.page != 0) return std::nullopt;
  if (key == "ctrl+z" && state.done.can_undo()) return act(undo_figure);
  if ((key == "ctrl+y" || key == "ctrl+shift+z") && state.done.can_redo()) return act(redo_figure);
  return std::nullopt;
}

}  // namespace

Room figures_room() {
  return {.key = "figures",
          .title = "Figures that move",
          .help = "KL both ways and JS on two bells, and what G pays for a sample that D finds so likely.",
          .link = "Figures",
          .draw_middle = draw_figures_middle,
          .draw_left = draw_figures_left,
          .draw_right = draw_figures_right,
          .key_action = figures_key};
}

}  // namespace ganscope::panels::playground
