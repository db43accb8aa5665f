#pragma once
#include "core/explore/tool.h"

namespace ganscope::explore {

/// Three ways to fit a model with one value function (three_ways.h), `steps` steps from their beginning. What
/// was done is kept: asked for more steps it goes on, asked for fewer it begins anew, with the same numbers.
/// Settings: `bells` (2), `noise` ("good", "bad", "contrastive"), `minimax` (false), `seed` (1), `steps` (0,
/// at most 200,000). Needs nothing of the run. Curves and table: ways_names.h.
[[nodiscard]] ToolEntry ways_tool();

/// D alone as a generator (hill_rounds.h), `rounds` rounds from the beginning, in the same manner. Settings:
/// `remembers` (true), `seed` (2), `rounds` (0, at most 5,000). `points`: this round's negatives, as pairs
/// with 0.
[[nodiscard]] ToolEntry hills_tool();

}  // namespace ganscope::explore
