#pragma once
#include "core/explore/tool.h"
#include "core/explore/tools/agreement.h"

namespace ganscope::explore {

/// Moves a latent until its picture agrees with brush strokes (iGAN, Zhu 2016): Adam, through
/// Replica::pull, on strength · mean squared difference from the colours under the strokes + keep · mean
/// squared change of the picture elsewhere + a little of the squared distance from where the latent was.
/// Inputs: `latents` two rows, as it was before and where to begin; `pictures` two of the data's size, the
/// colours, and (in its first channel) −1 where nothing was painted to 1 under the strokes. Settings:
/// `strength` (0.75; 0–1), `keep` (0.6; 0–1: how much the rest shall stay), `only` (false: true lets nothing
/// change elsewhere, whatever `keep` says), `steps` (150), `turn`: asks of one number go on from where the
/// last one came to, so that a moving brush is followed; another number begins where the ask says.
/// Answers, from its first slice on, with the best so far: `vectors` [1, latent_dim], its picture, table
/// "agrees": {agreement}. Fails with `unsupported` where the model has no slopes, with `usage` where nothing
/// is painted.
[[nodiscard]] ToolEntry paint_tool();

}  // namespace ganscope::explore
