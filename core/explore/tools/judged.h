#pragma once
#include "core/explore/tool.h"

namespace ganscope::explore {

/// D's score of pictures: those of Ask::pictures (a tool that draws latents has them scored itself), or, with
/// the setting `real` (a count, at most 4,096), so many real pictures spread evenly over the data. `scores`
/// [count]: the sigmoid of D's raw output. Table: "mean": {mean score, pictures}. Fails with `unsupported`
/// where there is no D, or it judges points, or no real pictures are there.
[[nodiscard]] ToolEntry judged_tool();

}  // namespace ganscope::explore
