#pragma once
#include "app/panels/playground/room.h"

namespace ganscope::panels::playground {

/// The home of points in a plane.
[[nodiscard]] Room plane_room();

}  // namespace ganscope::panels::playground
