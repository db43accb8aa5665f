#pragma once
#include "core/explore/tool.h"

namespace ganscope::explore {

/// `samples` of the data, else pictures [count, channels · height · width] of their size (else those of the
/// latents) and their labels where the model is told them → the same given back: encoded, and drawn from
/// their codes. `table` "error": the mean of |y − x| over all values, of points in their frame, of pictures
/// in units of [−1, 1] as they are drawn (in 256 steps); `vectors`: the codes [count, latent_dim]. Fails with
/// `unsupported` where the model has no encoder.
[[nodiscard]] ToolEntry reconstruct_tool();

}  // namespace ganscope::explore
