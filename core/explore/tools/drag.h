#pragma once
#include "core/explore/tool.h"

namespace ganscope::explore {

/// Moves a latent so that what stands at handles of its picture goes to their targets (DragGAN, Pan 2023):
/// motion supervision and point tracking on G's last maps (drag_points.h), through Replica::pull_features,
/// by Adam, held a little to where the latent was.
/// Inputs: one latent; settings `handles` (their count, 1–16), `from_0_x`, `from_0_y`, `to_0_x`, `to_0_y` and
/// so on (pixels from the picture's upper left corner), `steps` (200), `rate` (0.03), `hold` (1: how much
/// what is not marked shall stay). `pictures`: none, or one of the data's size whose first channel is 1 where
/// things may move and −1 where they shall stay.
/// Ends when every handle is within a pixel of its target, or after `steps`. Answers, from its first slice
/// on, with the latent as it is: `vectors` [1, latent_dim], its picture, the curve "distance" (mean over
/// handles, pixels, by step) and a table row a handle, "handle": {x, y, target x, target y, distance,
/// distance at first}. Fails with `unsupported` where G has no maps, with `usage` where there is no handle,
/// or one outside the picture.
[[nodiscard]] ToolEntry drag_tool();

}  // namespace ganscope::explore
