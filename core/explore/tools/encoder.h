#pragma once
#include "core/explore/tool.h"

namespace ganscope::explore {

/// Teaches the bench's encoder (picture_encoder.h) the weights that are asked for. Answers with one table
/// row: `text` a remark about its file, if any; numbers: the step that it knows, its error of z (1: none of
/// it). Settings: `run_folder`, where the run is kept; `lessons` (600).
[[nodiscard]] ToolEntry encoder_tool();

}  // namespace ganscope::explore
