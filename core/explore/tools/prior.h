#pragma once
#include "core/explore/tool.h"

namespace ganscope::explore {

/// The normal distribution fitted to the codes of at most a thousand real samples → `vectors`
/// (FittedCodes::rows). Fails with `unsupported` where the model has no encoder, or the data are not shared.
[[nodiscard]] ToolEntry prior_tool();

}  // namespace ganscope::explore
