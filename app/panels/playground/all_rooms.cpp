#include <algorithm>
#include <array>

#include "app/panels/playground/plane/plane.h"
#include "app/panels/playground/room.h"
#include "app/panels/playground/slowly/slowly.h"

namespace ganscope::panels::playground {

std::span<const Room> all_rooms() {
  static const std::array rooms{plane_room(), slowly_room()};
  return rooms;
}

const Room& home_room(const model::UiModel& /*model*/) { return all_rooms().front(); }

const Room& shown_room(const model::UiModel& model) {
  const auto rooms = all_rooms();
  const auto entered = std::ranges::find(rooms, model.playground.room, &Room::key);
  if (entered == rooms.end() || (entered->obstacle != nullptr && entered->obstacle(model) != nullptr))
    return home_room(model);
  return *entered;
}

bool room_shown(const model::UiModel& model, std::string_view key) {
  return model.workspace == model::Workspace::playground && shown_room(model).key == key;
}

}  // namespace ganscope::panels::playground
