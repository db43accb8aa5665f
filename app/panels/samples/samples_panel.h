#pragma once
#include <vector>

#include "app/panels/panel.h"

namespace ganscope::panels {

/// The middle of Train: the fixed latents drawn again and again (or their points in the data plane), EMA or
/// raw, with real data for comparison below.
[[nodiscard]] std::vector<Panel> samples_panels();
/// What stands below the verdict, where samples of a form have something of their own there.
[[nodiscard]] std::vector<Panel> samples_verdict_panels();
/// What samples of some forms have the explorer find out.
[[nodiscard]] std::vector<model::View> samples_views();

}  // namespace ganscope::panels
