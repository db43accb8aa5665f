#pragma once
#include <vector>

#include "app/panels/explore/explore_tab.h"

namespace ganscope::panels::explore_parts {

/// Directions that mean something: main components, factors of the first layer, attributes. Each with what it
/// does, a strip and a strength; their combination, and what it does to other samples.
[[nodiscard]] ExploreTab directions_tab();

}  // namespace ganscope::panels::explore_parts
