#pragma once
#include <vector>

#include "app/panels/panel.h"

namespace ganscope::panels {

/// The Explore workspace: picture, pad, dimensions; below them path and arithmetic.
[[nodiscard]] std::vector<Panel> explore_panels();

}  // namespace ganscope::panels
