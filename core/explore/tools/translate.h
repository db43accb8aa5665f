#pragma once
#include "core/explore/tool.h"

namespace ganscope::explore {

/// Pictures of pictures: the ask's `pictures` [count, input channels, height, width] in direction `direction`
/// (a setting, 0 at first) → pictures with scores where a D judges them, and in `vectors` the masks where it
/// drew (none: everywhere). With `moments`: the first of the pictures through the weights of each, and
/// `steps`, those really drawn.
[[nodiscard]] ToolEntry translate_tool();

}  // namespace ganscope::explore
