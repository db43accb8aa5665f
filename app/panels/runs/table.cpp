#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "app/panels/runs/parts.h"
#include "app/ui/bounded.h"
#include "app/ui/imgui_compat.h"
#include "app/ui/widgets.h"

namespace ganscope::panels::runs_table {
namespace {

using ui::Font;

constexpr size_t margin = 6;  ///< rows above and below the window whose pictures are wanted, too

/// Which way a column sorts now, as a small triangle.
void draw_arrow(const ui::Ui& ui, const model::RunsOrder& order, const std::string& key, ImVec2 centre) {
  if (order.column != key) return;
  const float half = ui.px(4), up = order.falling ? 1.0F : -1.0F;
  ImGui::GetWindowDrawList()->AddTriangleFilled({centre.x - half, centre.y - up * half * 0.6F},
                                                {centre.x + half, centre.y - up * half * 0.6F},
                                                {centre.x, centre.y + up * half}, ui.theme.t1);
}

struct Head {
  std::string key, label, help, real;
  bool right = false;
  float indent = 0;  ///< pixels
};

void draw_head(ui::Ui& ui, const model::RunsOrder& order, model::UiActions& actions, const Head& head,
               const Area& area) {
  ImGui::SetCursorScreenPos(area.min);
  const std::string item = "runs/sort/" + head.key;
  const std::string help =
      (head.help.empty() ? "" : head.help + " ") + ui.tr("A click sorts by it, another one the other way.");
  if (ui::button(
          ui, item,
          {.style = ui::ButtonStyle::quiet, .width = area.width(), .height = area.height(), .help = help}))
    actions(model::RunsAction(model::runs_action::Sort{head.key}));
  const bool sorts = order.column == head.key;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float pad = ui.px(pad_px), wrap = std::max(1.0F, area.width() - 2 * pad + ui.px(2) - head.indent);
  const ImVec2 size = ui::wrapped_size(ui, Font::caption, head.label, wrap);
  const float x = head.right ? area.max.x - pad - std::min(size.x, wrap) : area.min.x + pad + head.indent;
  const float top = area.min.y + ui.px(6);
  ui::wrapped_text_at(ui, draw, {x, top}, Font::caption, sorts ? ui.theme.t1 : ui.theme.t2, head.label, wrap);
  if (!head.real.empty()) {
    const ImVec2 real = ui::text_size(ui, Font::caption, head.real);
    ui::text_at(ui, draw, {area.max.x - pad - real.x, area.max.y - real.y - ui.px(5)}, Font::caption,
                ui.theme.real, head.real);
  }
  const float arrow =
      head.right ? area.min.x + ui.px(8) : std::min(x + size.x + ui.px(10), area.max.x - ui.px(6));
  draw_arrow(ui, order, head.key, {arrow, top + ui::text_size(ui, Font::caption, "A").y / 2});
}

void draw_heads(ui::Ui& ui, const model::RunsOrder& order, model::UiActions& actions, const Lay& lay,
                const Area& area, float scrolled) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float top = area.min.y, bottom = area.max.y, from = area.min.x + lay.left(), to = from + lay.room;
  draw_head(ui, order, actions, {"name", ui.tr("name"), "", "", false},
            {{area.min.x + lay.picture - ui.px(pad_px), top}, {from, bottom}});
  ImGui::PushClipRect({from, top}, {to, bottom}, true);
  float x = from - scrolled;
  for (const Column& column : lay.middle) {
    const float left = x;
    x += column.width;
    if (left >= to || x <= from) continue;
    draw_head(ui, order, actions, {column.key, column.label, column.help, column.real, column.right},
              {{left, top}, {x, bottom}});
  }
  ImGui::PopClipRect();
  draw_head(ui, order, actions,
            {"verdict", ui.tr("verdict"), ui.tr("What its curves and measures mean, as it stands now."), "",
             false, ui.px(sign_px)},
            {{to, top}, {to + lay.verdict, bottom}});
  draw_head(ui, order, actions,
            {"when", ui.tr("changed"), ui.tr("When something of it was last written."), "", false},
            {{to + lay.verdict, top}, {to + lay.right(), bottom}});
  const float line = std::max(1.0F, std::floor(ui.scale));
  draw->AddRectFilled({area.min.x, bottom - line}, {area.max.x, bottom}, ui.theme.line);
}

/// Nobody types a name, and no question or list lies over the table.
bool keyboard_is_free(const ui::Ui& ui, const model::RunsDesk& desk) {
  const std::string& typed = ui.items.interaction.edit.name;
  return (typed.empty() || typed == "runs/filter") && desk.asked.empty() && desk.naming.empty() &&
         !ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel);
}

/// Scrolls so that a row can be seen.
void bring_into_view(int row, float pitch, float height) {
  const float top = static_cast<float>(row) * pitch, at = ImGui::GetScrollY();
  if (top < at) ImGui::SetScrollY(top);
  if (top + pitch > at + height) ImGui::SetScrollY(top + pitch - height);
}

void take_keys(ui::Ui& ui, const model::RunsDesk& desk, model::UiActions& actions, const Lay& lay,
               float height) {
  const ImGuiIO& io = ImGui::GetIO();
  if (!keyboard_is_free(ui, desk) || desk.shown.empty() || io.KeyCtrl || io.KeyAlt) return;
  const auto pressed = [](ImGuiKey key) { return ui::compat::key_pressed(key, true) ? 1 : 0; };
  const bool typing = !ui.items.interaction.edit.name.empty();
  if (!typing)
    if (const int along = pressed(ImGuiKey_RightArrow) - pressed(ImGuiKey_LeftArrow); along != 0)
      ImGui::SetScrollX(ui::within(ImGui::GetScrollX() + static_cast<float>(along) * ui.px(80), 0.0F,
                                   std::max(0.0F, lay.between - lay.room)));
  const int last = static_cast<int>(desk.shown.size()) - 1, at = desk.place_of(desk.selected);
  const int page = std::max(1, static_cast<int>(height / lay.row) - 1);
  int by = pressed(ImGuiKey_DownArrow) - pressed(ImGuiKey_UpArrow) +
           page * (pressed(ImGuiKey_PageDown) - pressed(ImGuiKey_PageUp));
  if (!typing) by += (last + 1) * (pressed(ImGuiKey_End) - pressed(ImGuiKey_Home));
  if (by == 0) return;
  const int to = at < 0 ? 0 : ui::within(at + by, 0, last);
  bring_into_view(to, lay.row, height);
  ui.items.interaction.drop_focus();
  actions(model::RunsAction(
      model::runs_action::Select{desk.table->rows[desk.shown[static_cast<size_t>(to)]].folder}));
}

/// Pictures of the rows from `first` to before `end`, and of some around them.
void want_pictures(const model::RunsDesk& desk, model::UiActions& actions, size_t first, size_t end) {
  std::vector<std::string> files;
  for (size_t i = first > margin ? first - margin : 0; i < std::min(end + margin, desk.shown.size()); ++i)
    if (const auto& picture = desk.table->rows[desk.shown[i]].run->thumbnail; !picture.empty())
      files.push_back(picture.string());
  if (files != desk.pictures_wanted)
    actions(model::RunsAction(model::runs_action::SeePictures{std::move(files)}));
}

}  // namespace

void draw_table(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions, const Area& area) {
  const model::RunsDesk& desk = model.runs_desk;
  const float bar = ImGui::GetStyle().ScrollbarSize, width = area.width() - bar;
  const Lay lay = lay_out(ui, *desk.table, width);
  const float head = header_height(ui, lay), top = area.min.y + head;
  const float content = lay.row * static_cast<float>(desk.shown.size());
  ImGui::SetCursorScreenPos({area.min.x, top});
  const bool sideways = lay.room < lay.between;
  ui::scroll_over({sideways ? width + lay.between - lay.room : 1, content});
  // One scroll position a folder: its name is part of the region's.
  ui::begin_child(("rows" + desk.folder).c_str(), {area.width(), area.max.y - top},
                  ImGuiWindowFlags_NoNav | ImGuiWindowFlags_HorizontalScrollbar);
  const float height = area.max.y - top - (sideways ? bar : 0);
  take_keys(ui, desk, actions, lay, height);
  const float down = ImGui::GetScrollY(), scrolled = ImGui::GetScrollX();
  const auto first = static_cast<size_t>(std::max(0.0F, std::floor(down / lay.row)));
  const size_t end =
      std::min(desk.shown.size(), first + static_cast<size_t>(std::max(0.0F, height / lay.row)) + 2);
  for (size_t i = first; i < end; ++i)
    draw_row(ui, model, actions, lay, i,
             {area.min.x, std::floor(top - down + lay.row * static_cast<float>(i))}, width, scrolled);
  if (sideways) {  // there is more behind the verdicts, or behind the names
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const float line = std::max(1.0F, std::floor(ui.scale)), right = area.min.x + lay.left() + lay.room;
    draw->AddRectFilled({right, top}, {right + line, top + height}, ui.theme.line);
    if (scrolled > 0)
      draw->AddRectFilled({area.min.x + lay.left() - line, top}, {area.min.x + lay.left(), top + height},
                          ui.theme.line);
  }
  want_pictures(desk, actions, std::min(first, end), end);
  ImGui::EndChild();
  draw_heads(ui, desk.order, actions, lay, {area.min, {area.max.x, top}}, scrolled);
}

}  // namespace ganscope::panels::runs_table
