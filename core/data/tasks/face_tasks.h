#pragma once
#include "core/data/dataset.h"

namespace ganscope::data {

// Tasks of which the truth is known because the program draws the faces itself: the same face twice, in one
// thing different. They fail with `usage` for other data.

/// Without glasses → with: pairs.
[[nodiscard]] Expected<DatasetPointer> faces_with_glasses(const config::Settings& settings,
                                                          const DatasetPointer& base,
                                                          const WorkContext& context);
/// Two domains of different faces, half of the data each; what is held out has its truth in both directions.
[[nodiscard]] Expected<DatasetPointer> faces_glasses_apart(const config::Settings& settings,
                                                           const DatasetPointer& base,
                                                           const WorkContext& context);
[[nodiscard]] Expected<DatasetPointer> faces_black_and_blond(const config::Settings& settings,
                                                             const DatasetPointer& base,
                                                             const WorkContext& context);

}  // namespace ganscope::data
