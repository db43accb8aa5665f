#pragma once
#include "core/train/embedder.h"

namespace ganscope::scorers {

/// Lines of words as vectors whose squared distance is the number of places at which they differ. There is
/// nothing to learn.
[[nodiscard]] std::unique_ptr<train::Embedder> make_line_embedder(data::DatasetPointer dataset);

}  // namespace ganscope::scorers
