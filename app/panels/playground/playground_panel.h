#pragma once
#include <vector>

#include "app/model/view.h"
#include "app/panels/panel.h"

namespace ganscope::panels {

/// The Playground: the room that is shown (app/panels/playground/room.h).
[[nodiscard]] std::vector<Panel> playground_panels();
/// What its rooms have the explorer make.
[[nodiscard]] std::vector<model::View> playground_views();

}  // namespace ganscope::panels
