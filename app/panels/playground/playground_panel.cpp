#include "app/panels/playground/playground_panel.h"

#include <utility>

#include "app/panels/playground/room.h"

namespace ganscope::panels {
namespace playground {

model::Action changing(std::function<void(model::UiModel&, double)> what) {
  return model::ExploreAction(model::explore_action::UseTool{std::move(what)});
}

void change(model::UiActions& actions, std::function<void(model::UiModel&)> what) {
  actions(changing([what = std::move(what)](model::UiModel& changed, double /*now_s*/) { what(changed); }));
}

}  // namespace playground

namespace {

using playground::DrawPart;
using playground::Room;

bool playground_visible(const model::UiModel& model) { return model.scene() == model::Workspace::playground; }

/// A part of the shown room, or of the home room where it has none of its own.
template <DrawPart Room::*part>
void draw_part(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions) {
  const DrawPart own = playground::shown_room(model).*part;
  const DrawPart draw = own != nullptr ? own : playground::home_room(model).*part;
  if (draw != nullptr) draw(ui, model, actions);
}

/// The transport's parts are replaced only by a room that has its own.
template <DrawPart Room::*part>
bool part_visible(const model::UiModel& model) {
  return playground_visible(model) && playground::shown_room(model).*part != nullptr;
}

std::optional<model::Action> room_key_action(const model::UiModel& model, std::string_view key) {
  if (!model.open_sheet.empty()) return std::nullopt;
  const Room& room = playground::shown_room(model);
  return room.key_action == nullptr ? std::nullopt : room.key_action(model, key);
}

}  // namespace

std::vector<Panel> playground_panels() {
  return {
      {"playground_left", Region::left, playground_visible, draw_part<&Room::draw_left>},
      {"playground", Region::middle, playground_visible, draw_part<&Room::draw_middle>, false,
       room_key_action},
      {"playground_right", Region::right,
       [](const model::UiModel& model) { return playground_visible(model) && !model::lesson_column(model); },
       draw_part<&Room::draw_right>},
      {"playground_transport_left", Region::transport_left, part_visible<&Room::draw_transport_left>,
       draw_part<&Room::draw_transport_left>, true},
      {"playground_transport_middle", Region::transport_middle, part_visible<&Room::draw_transport_middle>,
       draw_part<&Room::draw_transport_middle>, true},
      {"playground_transport_right", Region::transport_right, part_visible<&Room::draw_transport_right>,
       draw_part<&Room::draw_transport_right>, true}};
}

std::vector<model::View> playground_views() {
  std::vector<model::View> views;
  for (const Room& room : playground::all_rooms()) {
    if (room.views == nullptr) continue;
    for (const model::View& view : room.views()) views.push_back(view);
  }
  return views;
}

}  // namespace ganscope::panels
