#pragma once
#include <vector>

#include "app/model/view.h"

namespace ganscope::panels::directions {

/// Whether the tab is shown.
[[nodiscard]] bool on_screen(const model::UiModel& model);

/// "directions/strips": strip_pictures for each shown row, at most most_drawn rows. Then the
/// searches, what directions_samples.h has and what directions_precise.h has.
[[nodiscard]] std::vector<model::View> views();

}  // namespace ganscope::panels::directions
