#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "core/config/option.h"

namespace ganscope::config {

/// Hidden layers of a fully connected network, as its options say them.
inline constexpr int64_t most_units = 2048;
inline constexpr size_t most_hidden = 8;

/// How wide the hidden layers of G or D are: as `layers_g` or `layers_d` lists them ("32,16"), else
/// `hidden_layers` of `hidden_width` (of D: its own, where they are not 0). Fails with `usage` where the list
/// is none.
[[nodiscard]] Expected<std::vector<int64_t>> hidden_widths(const Settings& settings, Player player);

/// "32,16"
[[nodiscard]] std::string widths_text(const std::vector<int64_t>& widths);

}  // namespace ganscope::config
