#pragma once
#include <vector>

#include "app/panels/panel.h"

namespace ganscope::panels {

/// The table of all runs in a folder, over everything, while the sheet "runs" is open.
[[nodiscard]] std::vector<Panel> runs_panels();

}  // namespace ganscope::panels
