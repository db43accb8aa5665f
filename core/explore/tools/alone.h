#pragma once
#include "core/explore/tool.h"

namespace ganscope::explore {

/// What D alone would draw: gradient ascent on a picture, along the slope of D's raw output, so that D finds
/// it ever more real. Each step shifts the picture by up to a pixel before it asks D (jitter), moves every
/// pixel by `rate` times the slope divided by its root mean square, pulls all values a little towards grey
/// (L2) and, every fourth step, blurs a little; values stay in [−1, 1].
/// Settings: `start` ("noise"; "picture": that of the first latent or of Ask::pictures; "real": one of the
/// data), `steps` (200), `rate` (0.04), `pull` (0.002 a step), `blur` (0.4 px, 0: none), `seed` (1: of the
/// noise, of the jitter and of which real one).
/// Answers with two pictures, as it is now and as it began; `scores` of both; the curve "score" (D's score of
/// the unshifted picture after each step); `vectors` [1, channels · height · width] the picture in [−1, 1];
/// table "moved": {root mean square of the change of all values}. Fails with `unsupported` where there is no
/// D, it judges points, or no real picture is there.
[[nodiscard]] ToolEntry alone_tool();

}  // namespace ganscope::explore
