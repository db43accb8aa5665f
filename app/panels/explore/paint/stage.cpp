#include "app/panels/explore/paint/stage.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "app/panels/explore/eyes/eyes.h"
#include "app/panels/explore/paint/paint.h"
#include "app/panels/explore/paint/paint_state.h"

namespace ganscope::panels::paint {

void draw_stage_band(explore_parts::Context& context, const explore_parts::Area& area) {
  const ui::Ui& ui = context.ui;
  const auto [left, right] = explore_parts::split_band(context, area, ui.compact ? 0.5F : 0.465F);
  draw_paint_band(context, left);
  eyes::draw_says_band(context, right);
}

std::vector<model::View> stage_views() {
  std::vector<model::View> all = views();
  for (const model::View& view : eyes::views()) all.push_back(view);
  return all;
}

}  // namespace ganscope::panels::paint
