#include "app/panels/plots/plot_moving.h"

#include <algorithm>
#include <cmath>

#include "app/ui/bounded.h"
#include "app/ui/widgets.h"

namespace ganscope::panels::plots {

Grip title_grip(ui::Ui& ui, const std::string& item, const std::string& title, ImVec2 min, ImVec2 max) {
  ImGui::SetCursorScreenPos(min);
  ui::press_area(item.c_str(), {max.x - min.x, max.y - min.y});
  const bool hovered = ImGui::IsItemHovered(), held = ImGui::IsItemActive();
  const bool released = ImGui::IsItemDeactivated();
  ui.items.add(item, min, max, title);
  if (hovered && !held) ui::tooltip(ui, ui.tr("Drag it to another plot to take its place."));
  const ImGuiIO& io = ImGui::GetIO();
  const ImVec2 from = io.MouseClickedPos[ImGuiMouseButton_Left];
  const bool far = std::max(std::fabs(io.MousePos.x - from.x), std::fabs(io.MousePos.y - from.y)) > ui.px(6);
  const Grip grip{held && far, released && far};
  if (grip.dragged)
    ui::plate(ui, ImGui::GetForegroundDrawList(), {io.MousePos.x + ui.px(12), io.MousePos.y + ui.px(8)},
              ui::Font::strong, title);
  return grip;
}

void draw_target(const ui::Ui& ui, ImVec2 min, ImVec2 max) {
  const float around = ui.px(3);
  ImGui::GetForegroundDrawList()->AddRect({min.x - around, min.y - around}, {max.x + around, max.y + around},
                                          ui.theme.t1, ui.px(4), 0, ui.px(2));
}

}  // namespace ganscope::panels::plots
