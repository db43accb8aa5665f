#pragma once
#include "app/panels/explore/explore_tab.h"

namespace ganscope::panels::explore_parts {

/// Some thousand samples laid out by what they look like: an overview in place of the pad, a part of it
/// enlarged in the column, and in the band what a lasso took and where it can be sent.
[[nodiscard]] ExploreTab map_tab();

}  // namespace ganscope::panels::explore_parts
