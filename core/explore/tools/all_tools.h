#pragma once
#include <span>
#include <string_view>

#include "core/explore/tool.h"

namespace ganscope::explore {

/// Every tool. A new one is one file and one line here.
[[nodiscard]] std::span<const ToolEntry> all_tools();
/// Null: there is none of that key.
[[nodiscard]] const ToolEntry* find_tool(std::string_view key);

}  // namespace ganscope::explore
