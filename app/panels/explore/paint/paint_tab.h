#pragma once
#include "app/panels/explore/explore_tab.h"

namespace ganscope::panels::explore_parts {

/// "Mine": painting on the picture in hand and dragging its points, and what D makes of it.
[[nodiscard]] ExploreTab paint_tab();

}  // namespace ganscope::panels::explore_parts
