#pragma once
#include "app/panels/explore/explore_tab.h"

namespace ganscope::panels::explore_parts {

/// What goes on inside G: every layer's answers to the latent in hand, channels switched off and scaled, what
/// depends on them, and the real pictures that are nearest to what comes out.
[[nodiscard]] ExploreTab inside_tab();

}  // namespace ganscope::panels::explore_parts
