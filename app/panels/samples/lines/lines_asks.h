#pragma once
#include <vector>

#include "app/model/view.h"

namespace ganscope::panels::samples {

/// What the text view has the explorer find out: what D would change in the lines that are shown and which
/// real ones are nearest; and the lines between two latents.
[[nodiscard]] std::vector<model::View> line_views();

}  // namespace ganscope::panels::samples
