#pragma once
#include "core/explore/tool.h"

namespace ganscope::explore {

/// What a listener that learned the real samples takes an ask's latents for: `Answer::vectors` has how likely
/// each is each class of the data [count, classes]; no pictures. A row of the table repeats the setting
/// `heard_index`, the number that the asker knows the first by. It answers in one piece; for a few latents.
[[nodiscard]] ToolEntry heard_tool();

}  // namespace ganscope::explore
