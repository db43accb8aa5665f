#pragma once
#include "core/explore/tool.h"

namespace ganscope::explore {

/// A direction for every attribute of the data (for every class where there are none): many random latents
/// are drawn and scored by a network that learned the data, and the latents are regressed on all answers at
/// once, so that each direction leaves the other attributes as they are as far as one line can (InterFaceGAN,
/// Shen 2020, finds one at a time). Answers with unit directions in `vectors` [count, latent_dim] of the
/// space that is asked for, and a table row each: `text` its name ("glasses", "hair colour: red"); numbers:
/// share of samples that have it, share of right answers of the network on pictures of the data that it had
/// not seen, number of the question, number of the value. A value that no sample has gets a direction of
/// zeros. Settings: `samples` (6,000), `ridge` (10), `seed` (1). Fails with `unsupported` where the data have
/// nothing to be asked.
[[nodiscard]] ToolEntry attributes_tool();

}  // namespace ganscope::explore
