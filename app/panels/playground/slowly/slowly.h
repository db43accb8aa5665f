#pragma once
#include "app/panels/playground/room.h"

namespace ganscope::panels::playground {

/// One step, slowly: its twelve parts, one at a time.
[[nodiscard]] Room slowly_room();

}  // namespace ganscope::panels::playground
