#pragma once
#include <vector>

#include "core/config/option.h"

namespace ganscope::networks {

/// The options of every network: how labels enter, and the mapping network.
[[nodiscard]] const std::vector<config::Option>& shared_options();

}  // namespace ganscope::networks
