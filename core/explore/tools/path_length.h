#pragma once
#include "core/explore/tool.h"

namespace ganscope::explore {

/// How long a path is to the eye: `latents` [n + 1, latent_dim] are places at equal times on it, all are
/// drawn, and the curve `steps` has the distance of each picture to the next, [n] (x: the middles of the
/// pieces, from 0 to 1). Distances are of the features of a network that has learned the data
/// (train::Embedder), of the pixels in [−1, 1] where there is none (root of the mean square), of points in
/// the plane; the table's only row has `features`, `pixels` or `plane` as its key. Its numbers: the sum; the
/// perceptual path length (PPL, Karras 2019, eq. 2), the mean of (distance / ε)², where the way from key to
/// key counts as 1; and ε, the length of a piece on that scale. Karras' ε is 1e-4; pictures of 8 bits do not
/// differ by so little, so ε is the distance of the places given, and both figures are lower bounds that grow
/// as it shrinks. Settings:
/// `spans` (1), the number of ways from key to key; `patient` (0), 1: waits for a network that has to learn
/// first.
[[nodiscard]] ToolEntry path_length_tool();

}  // namespace ganscope::explore
