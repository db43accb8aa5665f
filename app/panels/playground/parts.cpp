#include "app/panels/playground/parts.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "app/ui/bounded.h"
#include "app/ui/imgui_compat.h"

namespace ganscope::panels::playground {

RoomArea area_here() {
  const ImVec2 at = ImGui::GetCursorScreenPos(), room = ImGui::GetContentRegionAvail();
  return {at, {at.x + room.x, at.y + room.y}};
}

void draw_room_title(ui::Ui& ui, model::UiActions& actions, const char* title, float width) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float side = ui.px(28);
  const ImVec2 size = ui::text_size(ui, ui::Font::strong, ui.tr(title));
  ui::text_at(ui, ImGui::GetWindowDrawList(), {at.x, at.y + (side - size.y) / 2}, ui::Font::strong,
              ui.theme.t1, ui.tr(title));
  ImGui::SetCursorScreenPos({at.x + width - side, at.y});
  if (ui::icon_button(ui, "playground/leave", ui::Icon::close, ui.tr("Back to the data."), "Esc"))
    actions(model::action::EnterRoom{});
  ImGui::SetCursorScreenPos({at.x, at.y + side + ui.px(10)});
}

float draw_controls(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions, const Controls& of) {
  if (!ui.left_closed()) return 0;
  const char* popup = "playground/controls##list";
  const char* words = ui.tr(of.words);
  const float width = ui::text_size(ui, ui::Font::body, words).x + ui.px(40), wide = ui.px(304);
  const float left = of.from_right ? of.corner.x - width : of.corner.x;
  ImGui::SetCursorScreenPos({left, of.corner.y});
  if (ui::button(ui, "playground/controls",
                 {.label = words,
                  .width = width,
                  .help = ui.tr("The layers, choices and rooms of the left column."),
                  .has_icon = true,
                  .icon = ui::Icon::chevron_down}))
    ImGui::OpenPopup(popup);
  const float high = ImGui::GetIO().DisplaySize.y - of.corner.y - ui.px(60);
  ui::move_window({of.from_right ? of.corner.x - wide : left, of.corner.y + ui.px(36)});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
  const bool open = ImGui::BeginPopup(popup, ImGuiWindowFlags_NoMove);
  ImGui::PopStyleVar();
  if (!open) return width;
  if (ui::compat::key_pressed(ImGuiKey_Escape)) ImGui::CloseCurrentPopup();
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {ui.px(16), ui.px(14)});
  const bool drawn = ui::begin_child(
      "playground/controls/left", {wide, ui::within(high, ui.px(120), ui.px(640))},
      ImGuiWindowFlags_AlwaysUseWindowPadding |
          (of.scrolls ? 0 : ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse));
  ImGui::PopStyleVar();
  if (drawn) of.left(ui, model, actions);
  ImGui::EndChild();
  ImGui::EndPopup();
  return width;
}

void draw_part_title(const ui::Ui& ui, ImVec2 at, float width, const char* title, const std::string& words) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const ImVec2 size = ui::text_size(ui, ui::Font::strong, title);
  ui::text_at(ui, draw, at, ui::Font::strong, ui.theme.t1, title);
  const float left = at.x + size.x + ui.px(10);
  if (words.empty() || left + ui::rich_text_width(ui, ui::Font::caption, words) > at.x + width) return;
  const float lower = size.y - ui::text_size(ui, ui::Font::caption, "0").y;
  ui::rich_text_at(ui, draw, {left, at.y + lower * 0.7F}, ui::Font::caption, ui.theme.t3, words);
}

void row_words(const ui::Ui& ui, const char* words, float width, float control) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float height = ui.px(32), line = ui::text_size(ui, ui::Font::body, "0").y;
  ui::text_at(ui, ImGui::GetWindowDrawList(), {at.x, at.y + (height - line) / 2}, ui::Font::body, ui.theme.t2,
              ui::fitted(ui, ui::Font::body, words, width - control - ui.px(8)));
  ImGui::SetCursorScreenPos({at.x + width - control, at.y});
}

void draw_lines(const ui::Ui& ui, const std::string& marked, float width) {
  const float left = ImGui::GetCursorScreenPos().x;
  ui::rich_text(ui, ui::Font::body, ui.theme.t2, marked, width);
  ImGui::SetCursorScreenPos({left, ImGui::GetCursorScreenPos().y + ui.px(2)});
}

namespace {

/// A large number and its bracket: beside it, both smaller where it is narrow, below it where that is not
/// enough. Never without it.
void draw_figure(ui::Ui& ui, std::string_view name, const RoomArea& area, const std::string& number,
                 const std::string& bracket) {
  using ui::Font;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const ImVec2 small = ui::text_size(ui, Font::mono_small, bracket);
  const auto beside = [&](Font font) {
    const bool narrow = font == Font::mono_title && area.width() < ui.px(150);  // tiles in a row look alike
    return !narrow && ui::text_size(ui, font, number).x + ui.px(6) + small.x <= area.width();
  };
  const bool below = !bracket.empty() && !beside(Font::mono_title) && !beside(Font::mono);
  const Font font = below || !(bracket.empty() || beside(Font::mono_title)) ? Font::mono : Font::mono_title;
  const ImVec2 size = ui::text_size(ui, font, number);
  const float lines = size.y + (below ? small.y : 0);
  const ImVec2 at{area.min.x, std::round((area.min.y + area.max.y - lines) / 2)};
  ui::text_at(ui, draw, at, font, ui.theme.t1, number);
  if (bracket.empty()) return;
  const ImVec2 place = below ? ImVec2{at.x, at.y + size.y}
                             : ImVec2{at.x + size.x + ui.px(6), at.y + size.y - small.y - ui.px(1)};
  ui::text_at(ui, draw, place, Font::mono_small, ui.theme.t3, bracket);
  ui.items.add(std::string(name) + "/floor", place, {place.x + small.x, place.y + small.y}, bracket);
}

}  // namespace

void draw_tile(ui::Ui& ui, std::string_view name, const RoomArea& area, const std::string& caption,
               const std::string& number, const std::string& bracket, std::string_view help) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  draw->AddRectFilled(area.min, area.max, ui.theme.bg0, ui.px(6));
  const float pad = ui.px(10), room = area.width() - 2 * pad;
  ui::text_at(ui, draw, {area.min.x + pad, area.min.y + ui.px(7)}, ui::Font::caption, ui.theme.t2,
              ui::fitted(ui, ui::Font::caption, caption, room));
  draw_figure(ui, name,
              {{area.min.x + pad, area.min.y + ui.px(24)}, {area.max.x - pad, area.max.y - ui.px(5)}}, number,
              bracket);
  ui.items.add(name, area.min, area.max, number);
  ImGui::SetCursorScreenPos(area.min);
  ui::take_room({area.width(), area.height()});
  if (!help.empty()) ui::tooltip(ui, help);
}

void draw_in_the_middle(const ui::Ui& ui, const RoomArea& area, const std::string& words) {
  const float wrap = std::min(area.width() - ui.px(40), ui.px(460));
  const ImVec2 size = ui::wrapped_size(ui, ui::Font::body, words, wrap);
  ui::wrapped_text_at(ui, ImGui::GetWindowDrawList(),
                      {(area.min.x + area.max.x - size.x) / 2, (area.min.y + area.max.y - size.y) / 2},
                      ui::Font::body, ui.theme.t2, words, wrap);
}

const api::Curve* find_curve(const api::Answer* answer, std::string_view key) {
  return answer == nullptr ? nullptr : answer->curve(key);
}

double find_number(const api::Answer* answer, std::string_view key, size_t index) {
  const api::TableRow* row = answer == nullptr ? nullptr : answer->row(key);
  return row != nullptr && index < row->numbers.size() ? row->numbers[index]
                                                       : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace ganscope::panels::playground
