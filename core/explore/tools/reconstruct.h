#pragma once
#include "core/explore/tool.h"

namespace ganscope::explore {

/// Pictures [count, channels · height · width] of the data's size (else those of the latents), and their
/// labels where the model is told them → the same pictures given back: encoded, and drawn from their codes.
/// `table` "error": the mean of |y − x| over all values, in units of [−1, 1], of the pictures as they are
/// drawn (in 256 steps); `vectors`: the codes [count, latent_dim]. Fails with `unsupported` where the model
/// has no encoder.
[[nodiscard]] ToolEntry reconstruct_tool();

}  // namespace ganscope::explore
