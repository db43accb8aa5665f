#pragma once
#include "app/panels/playground/room.h"

namespace ganscope::panels::playground {

/// The home of a flow on points of a plane: the field of arrows that carries noise to the data, at any time
/// between both, and the ways of the latents in it.
[[nodiscard]] Room flow_room();

}  // namespace ganscope::panels::playground
