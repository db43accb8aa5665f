#pragma once
#include "core/explore/tool.h"
#include "core/explore/tools/lines_numbers.h"

namespace ganscope::explore {

/// Lines of words of the latents of an ask: `values` and pictures as they are drawn, `scores`, and what is
/// said of them: in `vectors` for every place what D, the raw one, would gain if its word were another (of
/// the words that D's slope prefers there the best is tried), in the table the nearest training line
/// (lines_numbers.h). Fails with `unsupported` where the data are no words.
[[nodiscard]] ToolEntry lines_tool();

}  // namespace ganscope::explore
