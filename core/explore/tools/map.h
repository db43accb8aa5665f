#pragma once
#include "core/explore/tool.h"

namespace ganscope::explore {

/// latents z [count, latent_dim] → vectors w, which the generator's mapping network makes of them; z itself
/// where there is none.
[[nodiscard]] ToolEntry map_tool();

}  // namespace ganscope::explore
