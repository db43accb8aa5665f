#pragma once
#include "core/explore/tool.h"
#include "core/train/embedder.h"

namespace ganscope::explore {

/// The embedder of the model's data, made when it is first needed and kept as long as they stay. Fails where
/// there can be none.
[[nodiscard]] Expected<train::Embedder*> embedder_of(Bench& bench);
/// Lets it learn until about `until`; true: it has learned.
[[nodiscard]] bool embedder_has_learned(Bench& bench, Clock::time_point until);

}  // namespace ganscope::explore
