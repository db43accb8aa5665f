#pragma once
#include "app/panels/playground/room.h"

namespace ganscope::panels::playground {

/// The home of numbers on a line: the picture of the first paper, live.
[[nodiscard]] Room line_room();

}  // namespace ganscope::panels::playground
