#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "app/ui/bounded.h"
#include "app/ui/widgets/parts.h"

namespace ganscope::ui {
namespace {

std::string part_name(std::string_view name, int index) {
  return std::string(name) + "/" + std::to_string(index);
}

/// One line of an open list; true when it was chosen.
bool list_line(Ui& ui, std::string_view name, std::string_view label, float width, bool chosen,
               bool highlighted) {
  const Touch touched = touch(ui, name, {width, ui.px(28)}, std::string(label));
  ImDrawList* draw = ImGui::GetWindowDrawList();
  if (touched.hovered || highlighted)
    draw->AddRectFilled(touched.min, touched.max, touched.held ? ui.theme.line2 : ui.theme.bg4, ui.px(4));
  const float y = centred_y(ui, Font::body, touched.min.y, touched.max.y);
  text_at(ui, draw, {touched.min.x + ui.px(10), y}, Font::body, ui.theme.t1, label);
  if (chosen)
    draw_icon(draw, Icon::check, {touched.max.x - ui.px(16), touched.centre().y}, ui.px(13), ui.theme.t1);
  return touched.clicked;
}

/// The open list of a combo. The line under the arrow keys is kept in the popup's own storage.
bool open_list(Ui& ui, std::string_view name, std::span<const std::string> labels, int& index, float width) {
  bool changed = false;
  ImGuiStorage* storage = ImGui::GetStateStorage();
  const ImGuiID key = ImGui::GetID("highlight");
  int highlight = storage->GetInt(key, index);
  const int count = static_cast<int>(labels.size());
  if (compat::key_pressed(ImGuiKey_DownArrow, true)) highlight = std::min(highlight + 1, count - 1);
  if (compat::key_pressed(ImGuiKey_UpArrow, true)) highlight = std::max(highlight - 1, 0);
  const bool entered = compat::key_pressed(ImGuiKey_Enter) && !ImGui::IsWindowAppearing();
  if (compat::key_pressed(ImGuiKey_Escape)) ImGui::CloseCurrentPopup();
  for (int i = 0; i < count; ++i) {
    const bool chosen =
        list_line(ui, part_name(name, i), labels[static_cast<size_t>(i)], width, i == index, i == highlight);
    if (!chosen && !(entered && i == highlight)) continue;
    changed = i != index;
    index = i;
    ImGui::CloseCurrentPopup();
  }
  storage->SetInt(key, changed ? index : highlight);
  return changed;
}

}  // namespace

bool segmented(Ui& ui, std::string_view name, std::span<const std::string> labels, int& index,
               std::string_view help, float padding) {
  const ImVec2 start = ImGui::GetCursorScreenPos();
  const float height = ui.px(32), pad = ui.px(padding);
  std::vector<float> widths;
  float total = 0;
  for (const std::string& label : labels) {
    widths.push_back(
        std::ceil(text_size(ui, Font::strong, label).x + 2 * pad));  // as wide when chosen as when not
    total += widths.back();
  }
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const ImVec2 end{start.x + total, start.y + height};
  const Theme& theme = ui.theme;
  draw->AddRectFilled(start, end, theme.bg3, ui.px(6));
  bool changed = false;
  float x = start.x;
  for (size_t i = 0; i < labels.size(); ++i) {
    const bool chosen = static_cast<int>(i) == index;
    const std::string part = part_name(name, static_cast<int>(i));
    ImGui::SetCursorScreenPos({x, start.y});
    const Touch touched = touch(ui, part, {widths[i], height}, chosen, true, help);
    if (chosen)
      draw->AddRectFilled({x + ui.px(1), start.y + ui.px(1)}, {x + widths[i] - ui.px(1), end.y - ui.px(1)},
                          theme.dark ? theme.bg1 : theme.bg0, ui.px(5));
    const Font font = chosen ? Font::strong : Font::body;
    const float left = x + (widths[i] - text_size(ui, font, labels[i]).x) / 2;
    text_at(ui, draw, {left, centred_y(ui, font, start.y, end.y)}, font,
            chosen || touched.hovered ? theme.t1 : theme.t2, labels[i]);
    focus_ring(ui, part, touched.min, touched.max, ui.px(6));
    const bool arrows = touched.focused && ui.items.interaction.has_ring(part) &&
                        (compat::key_pressed(ImGuiKey_LeftArrow) || compat::key_pressed(ImGuiKey_RightArrow));
    if (arrows && !changed) {
      const int way = compat::key_pressed(ImGuiKey_LeftArrow) ? -1 : 1;
      const int next = within(static_cast<int>(i) + way, 0, static_cast<int>(labels.size()) - 1);
      changed |= next != index;
      index = next;
      ui.items.interaction.focus(part_name(name, next), true);
    } else if (touched.clicked && !chosen) {
      index = static_cast<int>(i);
      changed = true;
    }
    x += widths[i];
  }
  const std::string value =
      index >= 0 && index < static_cast<int>(labels.size()) ? labels[static_cast<size_t>(index)] : "";
  ui.items.add(name, start, end, value);
  ImGui::SetCursorScreenPos(start);
  take_room({total, height});
  return changed;
}

bool combo(Ui& ui, std::string_view name, std::span<const std::string> labels, int& index, float width,
           std::string_view help) {
  const bool valid = index >= 0 && index < static_cast<int>(labels.size());
  const std::string shown = valid ? labels[static_cast<size_t>(index)] : "–";
  if (width <= 0) {
    for (const std::string& label : labels) width = std::max(width, text_size(ui, Font::body, label).x);
    width = std::ceil(width + ui.px(12 + 34));
  }
  const std::string popup = std::string(name) + "##list";
  const bool enabled = !labels.empty();
  const Touch touched = touch(ui, name, {width, ui.px(32)}, shown, enabled, help);
  const bool open = ImGui::IsPopupOpen(popup.c_str());
  const float alpha = enabled ? 1.0F : 0.45F;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddRectFilled(touched.min, touched.max,
                      faded(touched.held              ? ui.theme.line2
                            : touched.hovered || open ? ui.theme.bg4
                                                      : ui.theme.bg3,
                            alpha),
                      ui.px(6));
  const float y = centred_y(ui, Font::body, touched.min.y, touched.max.y);
  text_at(ui, draw, {touched.min.x + ui.px(12), y}, Font::body, faded(ui.theme.t1, alpha),
          fitted(ui, Font::body, shown, width - ui.px(12 + 30)));
  draw_icon(draw, Icon::chevron_down, {touched.max.x - ui.px(16), touched.centre().y}, ui.px(14),
            faded(ui.theme.t2, alpha));
  focus_ring(ui, name, touched.min, touched.max, ui.px(6));
  if (touched.clicked && !open) ImGui::OpenPopup(popup.c_str());
  if (!ImGui::IsPopupOpen(popup.c_str())) return false;

  bool changed = false;
  float list_width = width;
  for (const std::string& label : labels)
    list_width = std::max(list_width, std::ceil(text_size(ui, Font::body, label).x + ui.px(10 + 40)));
  const ImVec2 display = ImGui::GetIO().DisplaySize;
  const float whole = static_cast<float>(labels.size()) * ui.px(28) + ui.px(8);
  const float room_below = display.y - touched.max.y - ui.px(8), room_above = touched.min.y - ui.px(8);
  const bool below = whole <= room_below || room_below >= room_above;
  const float list_height = std::min(whole, below ? room_below : room_above);
  if (list_height < whole) list_width += ImGui::GetStyle().ScrollbarSize;
  move_window({std::min(touched.min.x, display.x - list_width - ui.px(12)),
               below ? touched.max.y + ui.px(4) : touched.min.y - ui.px(4) - list_height});
  limit_window({0, 0}, {list_width + ui.px(12), list_height});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {ui.px(4), ui.px(4)});
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
  if (ImGui::BeginPopup(popup.c_str(), ImGuiWindowFlags_NoMove)) {
    changed = open_list(ui, name, labels, index, list_width - ui.px(8));
    ImGui::EndPopup();
  }
  ImGui::PopStyleVar(2);
  return changed;
}

int menu(Ui& ui, std::string_view name, Icon icon, std::span<const MenuLine> lines, std::string_view help) {
  const std::string popup = std::string(name) + "##menu";
  if (icon_button(ui, name, icon, help)) ImGui::OpenPopup(popup.c_str());
  if (!ImGui::IsPopupOpen(popup.c_str())) return -1;
  const ImVec2 min = ImGui::GetItemRectMin(), max = ImGui::GetItemRectMax();
  float width = 0;
  for (const MenuLine& line : lines)
    width = std::max(width,
                     text_size(ui, Font::body, line.label).x + text_size(ui, Font::mono_small, line.key).x);
  width = std::ceil(width + ui.px(52));
  const float height = static_cast<float>(lines.size()) * ui.px(30) + ui.px(8);
  const ImVec2 display = ImGui::GetIO().DisplaySize;
  const float x =
      within(max.x - width - ui.px(8), ui.px(8), std::max(ui.px(8), display.x - width - ui.px(16)));
  const bool below = max.y + height + ui.px(12) < display.y;
  move_window({min.x < ui.px(400) ? min.x : x, below ? max.y + ui.px(4) : min.y - ui.px(4) - height});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {ui.px(4), ui.px(4)});
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
  int chosen = -1;
  if (ImGui::BeginPopup(popup.c_str(), ImGuiWindowFlags_NoMove)) {
    if (compat::key_pressed(ImGuiKey_Escape)) ImGui::CloseCurrentPopup();
    for (size_t i = 0; i < lines.size(); ++i) {
      const MenuLine& line = lines[i];
      const Touch touched =
          touch(ui, part_name(name, static_cast<int>(i)), {width, ui.px(30)}, line.label, line.enabled);
      ImDrawList* draw = ImGui::GetWindowDrawList();
      const float alpha = line.enabled ? 1.0F : 0.45F;
      if (touched.hovered) draw->AddRectFilled(touched.min, touched.max, ui.theme.bg4, ui.px(4));
      text_at(ui, draw, {touched.min.x + ui.px(10), centred_y(ui, Font::body, touched.min.y, touched.max.y)},
              Font::body, faded(ui.theme.t1, alpha), line.label);
      const float key = text_size(ui, Font::mono_small, line.key).x;
      text_at(
          ui, draw,
          {touched.max.x - ui.px(10) - key, centred_y(ui, Font::mono_small, touched.min.y, touched.max.y)},
          Font::mono_small, faded(ui.theme.t3, alpha), line.key);
      focus_ring(ui, part_name(name, static_cast<int>(i)), touched.min, touched.max, ui.px(4));
      if (!touched.clicked) continue;
      chosen = static_cast<int>(i);
      ImGui::CloseCurrentPopup();
    }
    ImGui::EndPopup();
  }
  ImGui::PopStyleVar(2);
  return chosen;
}

bool toggle(Ui& ui, std::string_view name, bool& on, std::string_view help) {
  const Touch touched = touch(ui, name, {ui.px(32), ui.px(18)}, on, true, help);
  if (touched.clicked) on = !on;
  const Theme& theme = ui.theme;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float radius = touched.size().y / 2;
  const ImU32 track = on ? theme.t1 : touched.hovered ? theme.line2 : theme.bg4;
  draw->AddRectFilled(touched.min, touched.max, track, radius);
  const float x = on ? touched.max.x - radius : touched.min.x + radius;
  draw->AddCircleFilled({x, touched.centre().y}, radius - ui.px(3), on ? theme.bg1 : theme.t3);
  focus_ring(ui, name, touched.min, touched.max, radius);
  return touched.clicked;
}

bool stepper(Ui& ui, std::string_view name, int64_t min, int64_t max, int64_t& value, float width,
             std::string_view help) {
  const float height = ui.px(32), key = ui.px(32), gap = ui.px(4);
  if (width <= 0) width = ui.px(120);
  const ImVec2 start = ImGui::GetCursorScreenPos();
  const int64_t before = value;
  const std::string base(name);
  const auto key_button = [&](const std::string& part, Icon icon, float x, bool enabled) {
    ImGui::SetCursorScreenPos({x, start.y});
    return button(
        ui, part,
        {.width = key, .height = height, .help = help, .has_icon = true, .icon = icon, .enabled = enabled});
  };
  if (key_button(base + "/less", Icon::minus, start.x, value > min)) --value;
  ImGui::SetCursorScreenPos({start.x + key + gap, start.y});
  std::string typed;
  const float middle = width - 2 * (key + gap);
  if (edit_field(ui, name, thousands(value), {.size = {middle, height}, .right_aligned = false, .help = help},
                 typed)) {
    char* end = nullptr;
    const long long number = std::strtoll(typed.c_str(), &end, 10);
    if (end != typed.c_str()) value = number;
  }
  if (key_button(base + "/more", Icon::plus, start.x + width - key, value < max)) ++value;
  value = within(value, min, max);
  ImGui::SetCursorScreenPos(start);
  take_room({width, height});
  return value != before;
}

}  // namespace ganscope::ui
