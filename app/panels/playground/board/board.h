#pragma once
#include "app/panels/playground/room.h"

namespace ganscope::panels::playground {

/// Data of one's own: a board to draw on with mouse or pen, blobs, tables.
[[nodiscard]] Room board_room();

}  // namespace ganscope::panels::playground
