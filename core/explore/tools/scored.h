#pragma once
#include "core/explore/tool.h"

namespace ganscope::explore {

/// What a network that has learned the data's attributes says of many latents: those of
/// core/explore/tools/seeded.h. Answers with its probabilities in `vectors` [count, Σ values], question after
/// question, and a table row each: `key` the question's, `text` its values, one a line, and how often the
/// network is right on pictures of the data that it did not learn from. It learns first, if it has not yet.
/// With the
/// setting `step` the weights are those of the newest map, if it is of that step: training may have gone on.
/// Fails with `unsupported` where the data have nothing to be asked.
[[nodiscard]] ToolEntry scored_tool();

}  // namespace ganscope::explore
