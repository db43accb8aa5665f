#pragma once
#include "core/explore/tool.h"
#include "core/explore/tools/eyes_maps.h"

namespace ganscope::explore {

/// Where D looks in one picture: that of the first latent, or the first of Ask::pictures.
/// `looks`: how strongly its raw output depends on each pixel, the length over channels of the slope, mean
/// over noisy copies (SmoothGrad, Smilkov 2017), a little blurred. `speaks_for`, `speaks_against`: what each
/// pixel adds to the raw output, or takes from it, against the mean real picture (grey, where there are
/// none): integrated gradients (Sundararajan 2017), whose sum is the difference between the two outputs;
/// values are ≥ 0.
/// Table: "score": {sigmoid of the raw output, raw output}; "balance": {sum of what speaks for it, against
/// it, raw output for the mean picture}, before the blur; "where": {row, column (0–2), share (0–1)} of the
/// ninth of the picture that it looks at most. `scores`: the one score.
/// Settings: `copies` (16), `noise` (0.2, standard deviation in [−1, 1]), `path` (16 pictures between),
/// `blur` (0.8 px), `seed` (1). Fails with `unsupported` where there is no D, or it judges points.
[[nodiscard]] ToolEntry eyes_tool();

}  // namespace ganscope::explore
