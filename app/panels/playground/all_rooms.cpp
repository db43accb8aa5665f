#include <algorithm>
#include <array>

#include "app/panels/playground/board/board.h"
#include "app/panels/playground/figures/figures.h"
#include "app/panels/playground/flow/flow.h"
#include "app/panels/playground/flow/flow_state.h"
#include "app/panels/playground/line/line.h"
#include "app/panels/playground/plane/plane.h"
#include "app/panels/playground/room.h"
#include "app/panels/playground/slowly/slowly.h"
#include "app/panels/playground/ways/ways.h"

namespace ganscope::panels::playground {

std::span<const Room> all_rooms() {
  static const std::array rooms{plane_room(), line_room(),    board_room(), slowly_room(),
                                ways_room(),  figures_room(), flow_room()};
  return rooms;
}

const Room& home_room(const model::UiModel& model) {
  const api::DataInfo& data = model.status->data;
  const std::string_view key = has_flow(model)                            ? "flow"
                               : data.is_points() && data.dimensions == 1 ? "line"
                                                                          : "plane";
  return *std::ranges::find(all_rooms(), key, &Room::key);
}

const Room& shown_room(const model::UiModel& model) {
  const auto rooms = all_rooms();
  const auto entered = std::ranges::find(rooms, model.playground.room, &Room::key);
  if (entered == rooms.end() || (entered->obstacle != nullptr && entered->obstacle(model) != nullptr))
    return home_room(model);
  return *entered;
}

bool room_shown(const model::UiModel& model, std::string_view key) {
  return model.scene() == model::Workspace::playground && shown_room(model).key == key;
}

}  // namespace ganscope::panels::playground
