#include <algorithm>
#include <cmath>
#include <span>

#include "app/panels/playground/plane/plane.h"
#include "app/panels/playground/what_if/what_if.h"
#include "app/ui/widgets.h"
#include "app/ui/widgets/scatter.h"

namespace ganscope::panels::playground {
namespace {

constexpr size_t most_real = 256;  // more would fill their rings

void draw_plane_words(const ui::Ui& ui, const char* words) {
  const ImVec2 window = ImGui::GetWindowPos(), size = ImGui::GetWindowSize();
  const ImVec2 extent = ui::text_size(ui, ui::Font::body, words);
  ui::text_at(ui, ImGui::GetWindowDrawList(),
              {window.x + (size.x - extent.x) / 2, window.y + (size.y - extent.y) / 2}, ui::Font::body,
              ui.theme.t2, words);
}

void draw_plane_middle(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions) {
  const auto& result = model.result(model::view::grid);
  if (!model.configured() || !model.status->data.points || !result)
    return draw_plane_words(ui, ui.tr("The Playground draws points: choose an experiment of points."));
  const ImVec2 at = ImGui::GetCursorScreenPos(), room = ImGui::GetContentRegionAvail();
  ui::text_at(ui, ImGui::GetWindowDrawList(), at, ui::Font::strong, ui.theme.t1, ui.tr("Data space"));
  const std::span<const float> all(model.preview->points);
  const ui::ScatterSpec spec{all.first(std::min(all.size(), 2 * most_real)),
                             result->points,
                             model::fixed_latents,
                             model.selected_latent,
                             model.hovered_latent,
                             ui::plane_view(model.preview->points),
                             {at.x, at.y + ui.px(32)},
                             {at.x + room.x, at.y + room.y}};
  const ui::GridAnswer answer = ui::scatter(ui, "playground/plane", "playground/sample/", spec);
  if (answer.hovered != model.hovered_latent) actions(model::action::HoverLatent{answer.hovered});
  if (answer.clicked >= 0) actions(model::action::SelectLatent{answer.clicked, false});
}

/// The ways into the other rooms, one below the other.
void draw_plane_left(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions) {
  for (const Room& room : all_rooms()) {
    if (room.key == "plane" || room.key == "line") continue;  // the homes: chosen by the data
    const char* obstacle = room.obstacle == nullptr ? nullptr : room.obstacle(model);
    if (ui::button(ui, "playground/enter/" + std::string(room.key),
                   {.label = ui.tr(room.title),
                    .width = ImGui::GetContentRegionAvail().x,
                    .help = ui.tr(obstacle != nullptr ? obstacle : room.help),
                    .enabled = obstacle == nullptr}))
      actions(model::action::EnterRoom{std::string(room.key)});
  }
  if (model.configured()) draw_what_if(ui, model, actions, ImGui::GetContentRegionAvail().x);
}

}  // namespace

Room plane_room() {
  return {.key = "plane",
          .title = "Data space",
          .help = "Where real and generated points live, as D sees it.",
          .draw_middle = draw_plane_middle,
          .draw_left = draw_plane_left};
}

}  // namespace ganscope::panels::playground
