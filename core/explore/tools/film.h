#pragma once
#include "core/explore/tool.h"

namespace ganscope::explore {

/// One latent, or one each, through the weights of `moments` → a picture (or point) a moment, and `steps`,
/// those really drawn. What was drawn before is remembered.
[[nodiscard]] ToolEntry film_tool();

}  // namespace ganscope::explore
