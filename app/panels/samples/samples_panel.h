#pragma once
#include <vector>

#include "app/panels/panel.h"

namespace ganscope::panels {

/// The middle of Train: the fixed latents drawn again and again (or their points in the data plane), EMA or
/// raw, with real data for comparison below.
[[nodiscard]] std::vector<Panel> samples_panels();

}  // namespace ganscope::panels
