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
  const float margin = ui.px(16);
  const float split = std::round(area.min.x + area.width() * (ui.compact ? 0.5F : 0.465F));
  ImGui::GetWindowDrawList()->AddLine({split + 0.5F, area.min.y}, {split + 0.5F, area.max.y + ui.px(8)},
                                      ui.theme.line, std::max(1.0F, ui.px(1)));
  draw_paint_band(context, {area.min, {split - margin, area.max.y}});
  eyes::draw_says_band(context, {{split + margin, area.min.y}, area.max});
}

std::vector<model::View> stage_views() {
  std::vector<model::View> all = views();
  for (const model::View& view : eyes::views()) all.push_back(view);
  return all;
}

}  // namespace ganscope::panels::paint
