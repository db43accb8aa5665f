#pragma once
#include "core/explore/tool.h"

namespace ganscope::explore {

/// What carries noise to points of a plane: settings "time" in [0, 1] and a rectangle "x0", "x1", "y0", "y1"
/// of the data's frame with "columns" and "rows" → `points`, where the latents are at that time; the velocity
/// on a lattice over the rectangle, and the way of every point so far (current_names.h). Fails with
/// `unsupported` where the model is no flow of points.
[[nodiscard]] ToolEntry current_tool();

}  // namespace ganscope::explore
