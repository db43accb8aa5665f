#pragma once
#include <string_view>

namespace ganscope::explore {

/// A whole number in the ask's settings that the tool `heard` repeats in a row of its table.
inline constexpr std::string_view heard_index = "index";

}  // namespace ganscope::explore
