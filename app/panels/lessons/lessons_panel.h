#pragma once
#include <vector>

#include "app/panels/panel.h"

namespace ganscope::panels {

/// The course: a list of lessons, and the text of the one that is open beside the workspace that it drives.
[[nodiscard]] std::vector<Panel> lessons_panels();

}  // namespace ganscope::panels
