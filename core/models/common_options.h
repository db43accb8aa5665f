#pragma once
#include <string>
#include <vector>

#include "core/config/option.h"

namespace ganscope::models {

/// The options of every run, whatever its data, network and objective: for Catalogue::common.
[[nodiscard]] const std::vector<config::Option>& common_options();

/// A learning rate: logarithmic, tunable, in the short list.
[[nodiscard]] config::Option rate_option(std::string key, std::string title, std::string help, double initial,
                                         config::Player player = config::Player::none);

}  // namespace ganscope::models
