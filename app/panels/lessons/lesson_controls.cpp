#include <algorithm>

#include "app/panels/lessons/parts.h"
#include "app/panels/option_control.h"
#include "app/ui/widgets.h"

namespace ganscope::panels::lessons_parts {

void draw_controls(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions) {
  const std::vector<std::string> keys = model::introduced_controls(model);
  const float width = ImGui::GetContentRegionAvail().x;
  ImVec2 at = ImGui::GetCursorScreenPos();
  if (model::hides_anything(model)) {
    ImGui::SetCursorScreenPos({at.x, at.y + ui.px(4)});
    draw_hidden_line(ui, "lesson/later", width);
    at = ImGui::GetCursorScreenPos();
  }
  if (keys.empty() || model.catalogue == nullptr) return;
  ImGui::SetCursorScreenPos({at.x, at.y + ui.px(4)});
  const ImVec2 top = ImGui::GetCursorScreenPos();
  for (const config::Option& option : config::active_options(*model.catalogue, model.experiment().settings)) {
    if (std::ranges::find(keys, option.key) == keys.end()) continue;
    at = ImGui::GetCursorScreenPos();
    option_control(ui, model, actions, option, width);
    ImGui::SetCursorScreenPos({at.x, std::max(ImGui::GetItemRectMax().y, at.y + ui.px(32)) + ui.px(8)});
  }
  const float bottom = ImGui::GetCursorScreenPos().y;
  ui.items.add("lesson/controls", top, {top.x + width, bottom - ui.px(8)});
  ImGui::SetCursorScreenPos({top.x, bottom + ui.px(2)});
}

}  // namespace ganscope::panels::lessons_parts
