#include <algorithm>

#include "app/panels/lessons/parts.h"
#include "app/ui/widgets.h"

namespace ganscope::panels::lessons_parts {

void draw_pointing(ui::Ui& ui, const model::UiModel& model, model::UiActions& /*actions*/) {
  if (!model.open_sheet.empty()) return;
  ImDrawList* draw = ImGui::GetForegroundDrawList();
  for (const std::string& name : model::pointed_items(model)) {
    const ui::ItemMap::Item* item = ui.items.find(name);
    if (item == nullptr) continue;
    const float gap = ui.px(6);
    const ImVec2 min{item->min.x - gap, item->min.y - gap}, max{item->max.x + gap, item->max.y + gap};
    const float soft = ui.px(4), line = std::max(1.0F, ui.px(2));
    draw->AddRect({min.x - soft / 2, min.y - soft / 2}, {max.x + soft / 2, max.y + soft / 2},
                  ui::faded(ui.theme.t1, 0.22F), ui.px(9), 0, soft + line);
    draw->AddRect(min, max, ui.theme.t1, ui.px(7), 0, line);
  }
}

}  // namespace ganscope::panels::lessons_parts
