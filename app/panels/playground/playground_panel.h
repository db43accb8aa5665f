#pragma once
#include <optional>
#include <string_view>
#include <vector>

#include "app/model/view.h"
#include "app/panels/panel.h"

namespace ganscope::panels {

/// The Playground: the room that is shown (app/panels/playground/room.h).
[[nodiscard]] std::vector<Panel> playground_panels();
/// What its rooms have the explorer make.
[[nodiscard]] std::vector<model::View> playground_views();

/// What a key means to the room that is shown; nothing: what it means everywhere.
[[nodiscard]] std::optional<model::Action> room_key_action(const model::UiModel& model, std::string_view key);

}  // namespace ganscope::panels
