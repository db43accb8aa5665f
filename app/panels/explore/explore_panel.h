#pragma once
#include <vector>

#include "app/model/view.h"
#include "app/panels/panel.h"

namespace ganscope::panels {

/// The Explore workspace: picture, pad, tabs; below them path and arithmetic, or what the tab puts there.
[[nodiscard]] std::vector<Panel> explore_panels();
/// What its tools have the explorer make: to be added to UiModel::views at the start.
[[nodiscard]] std::vector<model::View> explore_views();

}  // namespace ganscope::panels
