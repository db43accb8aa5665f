#pragma once
#include <vector>

#include "core/config/option.h"

namespace ganscope::models {

/// The options of every run, whatever its data, network and objective: for Catalogue::common.
[[nodiscard]] const std::vector<config::Option>& common_options();

}  // namespace ganscope::models
