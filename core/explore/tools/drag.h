#pragma once
#include "core/explore/tool.h"

namespace ganscope::explore {

/// Moves a latent until its picture shows what stands at handles at their targets (drag_points.h), through
/// Replica::pull, by Adam, held to where the latent was and, in z, to its length. The patch around a handle
/// is asked for on its way to the target during the first 60 % of the steps, then there. Inputs: one latent;
/// settings `handles` (their count, 1–16), `from_0_x`, `from_0_y`, `to_0_x`, `to_0_y` and so on (pixels from
/// the picture's upper left corner), `steps` (400), `rate` (0.05), `keep` (0.6; 0–1: how much all
/// that is away from handles and targets shall stay), `hold` (1: how much what is not marked
/// shall stay). `pictures`: none, or one of the data's size whose first channel is 1 where things may move
/// and −1 where they shall stay. Ends when everything was found at its target, or after `steps`. Answers,
/// from its first slice on, with the latent as it is: `vectors` [1, latent_dim], its picture, the curve
/// "distance" (mean over handles, pixels, by step) and a table row a handle, "handle", with numbers as in
/// drag_numbers.h. Places are found in the picture every ten steps by something else than what is asked of
/// it. Fails with `unsupported` where the model has no slopes, with `usage` where there is no handle, or one
/// outside the picture.
[[nodiscard]] ToolEntry drag_tool();

}  // namespace ganscope::explore
