#pragma once
#include <vector>

#include "app/model/view.h"
#include "app/panels/explore/explore_parts.h"

namespace ganscope::panels::paint {

/// The Mine tab's band: painting on the left, what D says of every stage on the right.
void draw_stage_band(explore_parts::Context& context, const explore_parts::Area& area);
/// All that painting and D's eyes have the explorer make.
[[nodiscard]] std::vector<model::View> stage_views();

}  // namespace ganscope::panels::paint
