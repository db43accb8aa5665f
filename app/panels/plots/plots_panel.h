#pragma once
#include <vector>

#include "app/panels/panel.h"

namespace ganscope::panels {

/// The right column below the diagnosis: every plot that the run declares, in order, as many as fit at 110 px
/// and more.
[[nodiscard]] std::vector<Panel> plots_panels();

}  // namespace ganscope::panels
