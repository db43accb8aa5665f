#pragma once
#include "app/panels/playground/room.h"

namespace ganscope::panels::playground {

/// Two figures of the NIPS 2016 tutorial that move: KL both ways and JS (14), G's cost against D(G(z)) (16).
[[nodiscard]] Room figures_room();

}  // namespace ganscope::panels::playground
