#include <algorithm>
#include <cmath>
#include <string>

#include "app/panels/explore/directions/directions_parts.h"
#include "app/panels/explore/directions/directions_samples.h"
#include "app/ui/bounded.h"
#include "app/ui/imgui_compat.h"

// The keys of Directions: up and down through the rows, left and right along one, and what can be done to it.
namespace ganscope::panels::directions {
namespace {

using explore_parts::Context;

/// Nobody types, nothing lies over the window, and no control elsewhere has the keyboard.
bool keyboard_is_free(const Context& context) {
  const ui::Interaction& hands = context.ui.items.interaction;
  if (ImGui::GetIO().WantTextInput || !hands.edit.name.empty() || !context.model.open_sheet.empty())
    return false;
  if (ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel)) return false;
  const std::string& focused = hands.focused();
  return focused.empty() || focused.starts_with("explore/direction") ||
         focused.starts_with("explore/combination") || focused.starts_with("explore/all") ||
         focused.starts_with("explore/tab") || focused == "explore/undo" || focused == "explore/redo";
}

/// Scrolls so that a row can be seen.
void bring_into_view(const ui::Ui& ui, int row, float height) {
  const float pitch = ui.px(row_pitch), top = static_cast<float>(row) * pitch, at = ImGui::GetScrollY();
  if (top < at) ImGui::SetScrollY(top);
  if (top + pitch > at + height) ImGui::SetScrollY(top + pitch - height);
}

/// What the keys do to the chosen row.
void take_row_keys(Context& context, uint64_t id) {
  const ImGuiIO& io = ImGui::GetIO();
  const auto pressed = [](ImGuiKey key) { return ui::compat::key_pressed(key, true) ? 1 : 0; };
  if (io.KeyAlt) return;
  if (const int along = pressed(ImGuiKey_RightArrow) - pressed(ImGuiKey_LeftArrow); along != 0) {
    const double step = io.KeyShift ? 1 : io.KeyCtrl ? 0.01 : 0.1;
    const double now = strength(context.model, id), most = std::max(reach, std::abs(now));
    const double value = ui::within(std::round((now + along * step) * 100) / 100, -most, most);
    context.change([id, value](model::UiModel& model) { set_strength(model, id, value, true); });
  }
  if (io.KeyCtrl || io.KeyShift) return;
  if (pressed(ImGuiKey_Home) != 0 && strength(context.model, id) != 0)
    context.change([id](model::UiModel& model) { set_strength(model, id, 0, true); });
  if (ui::compat::code_pressed(ui::compat::code::f1 + 1))
    context.change([id](model::UiModel& model) { begin_renaming(model, id); });
  if (ui::compat::code_pressed('K')) {
    const Direction* row = find_row(model::tool_state<Directions>(context.model), id);
    context.change([id, kept = !row->kept](model::UiModel& model) { set_kept(model, id, kept); });
  }
}

}  // namespace

void take_keys(Context& context, const std::vector<size_t>& rows, float height) {
  if (rows.empty() || !keyboard_is_free(context)) return;
  const ImGuiIO& io = ImGui::GetIO();
  const Directions& directions = model::tool_state<Directions>(context.model);
  const auto id_at = [&](int place) { return directions.rows[rows[static_cast<size_t>(place)]].id; };
  const auto pressed = [](ImGuiKey key) { return ui::compat::key_pressed(key, true) ? 1 : 0; };
  if (io.KeyCtrl && ui::compat::key_pressed(ImGuiKey_Enter))
    return context.change([](model::UiModel& model) { apply_to_all(model); });

  const int last = static_cast<int>(rows.size()) - 1;
  const uint64_t chosen = model::tool_state<Chosen>(context.model).id;
  int at = last;
  while (at >= 0 && id_at(at) != chosen) --at;
  if (const int by = pressed(ImGuiKey_DownArrow) - pressed(ImGuiKey_UpArrow); by != 0 && !io.KeyCtrl) {
    const int to = at < 0 ? 0 : ui::within(at + by, 0, last);
    bring_into_view(context.ui, to, height);
    context.ui.items.interaction.drop_focus();
    if (io.KeyAlt && at >= 0)
      return context.change([chosen, by](model::UiModel& model) { place(model, chosen, by); });
    return context.change([id = id_at(to)](model::UiModel& model) { choose(model, id); });
  }
  if (at < 0) return;
  take_row_keys(context, chosen);
  if (ui::compat::key_pressed(ImGuiKey_Delete) && !io.KeyCtrl && !io.KeyAlt && !io.KeyShift) {
    const uint64_t next = last > 0 ? id_at(at < last ? at + 1 : at - 1) : 0;
    context.change([chosen, next](model::UiModel& model) {
      remove(model, chosen);
      choose(model, next);
    });
  }
}

}  // namespace ganscope::panels::directions
