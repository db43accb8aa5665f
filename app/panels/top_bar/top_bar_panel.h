#pragma once
#include <vector>

#include "app/panels/panel.h"

namespace ganscope::panels {

[[nodiscard]] std::vector<Panel> top_bar_panels();

}  // namespace ganscope::panels
