#pragma once
#include <vector>

#include "app/panels/panel.h"

namespace ganscope::panels {

[[nodiscard]] std::vector<Panel> transport_panels();

}  // namespace ganscope::panels
