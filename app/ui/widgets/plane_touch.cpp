#include "app/ui/widgets/plane_touch.h"

#include <string>

#include "app/ui/bounded.h"
#include "app/ui/widgets.h"

namespace ganscope::ui {
namespace {

int nearest(std::span<const ImVec2> dots, ImVec2 to, float reach) {
  int best = -1;
  float least = reach * reach;
  for (size_t i = 0; i < dots.size(); ++i) {
    const float dx = dots[i].x - to.x, dy = dots[i].y - to.y;
    if (dx * dx + dy * dy >= least) continue;
    least = dx * dx + dy * dy;
    best = static_cast<int>(i);
  }
  return best;
}

}  // namespace

GridAnswer plane_touch(Ui& ui, std::string_view name, std::string_view item_prefix, ImVec2 min, ImVec2 max,
                       std::span<const ImVec2> dots) {
  GridAnswer answer;
  ImGui::SetCursorScreenPos(min);
  ImGui::PushID(name.data(), name.data() + name.size());
  press_area("##plane", {max.x - min.x, max.y - min.y});
  if (ImGui::IsItemHovered()) answer.hovered = nearest(dots, ImGui::GetIO().MousePos, ui.px(12));
  if (ImGui::IsItemActivated()) {
    ui.items.interaction.focus(name, false);
    answer.clicked = answer.hovered;
  }
  answer.opened = answer.clicked >= 0 && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left);
  ImGui::PopID();
  std::string item(item_prefix);
  const float half = ui.px(4);
  for (size_t i = 0; i < dots.size(); ++i) {
    item.resize(item_prefix.size());
    item += std::to_string(i);
    ui.items.add(item, {dots[i].x - half, dots[i].y - half}, {dots[i].x + half, dots[i].y + half});
  }
  return answer;
}

void draw_latent_dot(const Ui& ui, ImDrawList* draw, ImVec2 at, int index, bool selected) {
  draw->AddCircleFilled(at, ui.px(selected ? 9 : 8), ui.theme.t1);
  draw->AddCircleFilled(at, ui.px(6), ui.theme.bg1);
  draw->AddCircleFilled(at, ui.px(5.5F), ui.theme.g);
  if (selected) latent_tag(ui, draw, {at.x - ui.px(54), at.y - ui.px(24)}, index);
}

}  // namespace ganscope::ui
