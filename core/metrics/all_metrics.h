#pragma once
#include <vector>

#include "core/config/catalogue.h"

namespace ganscope::metrics {

/// Everything that `ganscope evaluate` can tell, in the order in which it is shown. The key is the member of
/// its JSON.
[[nodiscard]] const std::vector<config::EntryInfo>& all_metrics();

}  // namespace ganscope::metrics
