#include "app/ui/bounded.h"
#include "app/ui/widgets/parts.h"

namespace ganscope::ui {

Touch touch(Ui& ui, std::string_view name, ImVec2 size, ItemMap::ItemValue value, bool enabled,
            std::string_view help, std::string_view key) {
  Interaction& hands = ui.items.interaction;
  Touch touched;
  const std::string id(name);
  const bool clicked = press_area(id.c_str(), size);
  touched.min = ImGui::GetItemRectMin();
  touched.max = ImGui::GetItemRectMax();
  ui.items.add(name, touched.min, touched.max, std::move(value), enabled);
  if (enabled) {
    touched.hovered = ImGui::IsItemHovered();
    touched.held = ImGui::IsItemActive();
    touched.pressed = ImGui::IsItemActivated();
    touched.released = ImGui::IsItemDeactivated();
    touched.clicked = clicked;
    touched.double_clicked = touched.hovered && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left);
    touched.focused = hands.visit(name);
    if (touched.pressed) hands.focus(name, false);
    if (touched.focused && hands.edit.name.empty() && compat::key_pressed(ImGuiKey_Enter) &&
        !ImGui::GetIO().KeyCtrl)
      touched.clicked = true;
    if (touched.focused && hands.has_ring(name) && !ImGui::IsItemVisible()) ImGui::SetScrollHereY();
  }
  if (touched.held || touched.released || clicked)
    hush_tooltip(ui);
  else if (!help.empty())
    tooltip(ui, help, key);
  return touched;
}

void focus_ring(const Ui& ui, std::string_view name, ImVec2 min, ImVec2 max, float rounding) {
  if (!ui.items.interaction.has_ring(name)) return;
  const float gap = ui.px(3);
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->PushClipRectFullScreen();
  draw->AddRect({min.x - gap, min.y - gap}, {max.x + gap, max.y + gap}, ui.theme.t1, rounding + gap, 0,
                ui.px(2));
  draw->PopClipRect();
}

}  // namespace ganscope::ui
