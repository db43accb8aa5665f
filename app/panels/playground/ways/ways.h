#pragma once
#include "app/panels/playground/room.h"

namespace ganscope::panels::playground {

/// Other ways to a model on the same axis: D alone as a generator, round by round; and noise-contrastive
/// estimation, maximum likelihood and a GAN in one value function.
[[nodiscard]] Room ways_room();

}  // namespace ganscope::panels::playground
