#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/panels/explore/sketch/sketch_parts.h"
#include "app/ui/bounded.h"
#include "app/ui/imgui_compat.h"
#include "app/ui/widgets.h"

namespace ganscope::panels::sketch {
namespace {

using model::SketchHand;

struct Row {
  Context& context;
  float x, y, gap;
  bool tool(const char* name, const char* label, ui::Icon icon, const char* help, const char* key,
            bool pressed) {
    ui::Ui& ui = context.ui;
    const bool words = *label != '\0';
    const float width = words ? ui::text_size(ui, ui::Font::strong, label).x + ui.px(20) : ui.px(32);
    ImGui::SetCursorScreenPos({x, y});
    x += width + gap;
    return ui::button(ui, name,
                      {.label = label,
                       .style = pressed ? ui::ButtonStyle::primary : ui::ButtonStyle::normal,
                       .width = width,
                       .help = help,
                       .key = key,
                       .has_icon = !words,
                       .icon = icon});
  }
};

/// Each a tile; the chosen one framed. None where there is one colour alone.
void draw_colours(Context& context, Row& row, float room) {
  ui::Ui& ui = context.ui;
  const auto colours = model::sketch_colours(context.model);
  if (colours.size() < 2) return;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const model::SketchPen& pen = model::sketch_pen(context.model);
  const float tile = std::floor(std::min(ui.px(20), room / static_cast<float>(colours.size()) - ui.px(2)));
  if (tile < ui.px(4)) return;
  for (size_t i = 0; i < colours.size(); ++i) {
    const auto& colour = colours[i];
    const std::string name = fmt::format("board/colour/{}", i);
    ImGui::SetCursorScreenPos({row.x, row.y + (ui.px(32) - tile) / 2});
    if (ui::press_area(name.c_str(), {tile, tile}))
      context.change([i](model::UiModel& model) { model::choose_sketch_colour(model, i); });
    const ImVec2 from = ImGui::GetItemRectMin(), to = ImGui::GetItemRectMax();
    ui.items.add(name, from, to, fmt::format("#{:02x}{:02x}{:02x}", colour[0], colour[1], colour[2]));
    ui::tooltip(ui, ui.tr("Draw with this colour."));
    draw->AddRectFilled(from, to, IM_COL32(colour[0], colour[1], colour[2], 255), ui.px(3));
    const bool chosen = i == pen.colour && pen.hand == SketchHand::pen;
    draw->AddRect(from, to, chosen ? ui.theme.t1 : ui.theme.line2, ui.px(3), 0, ui.px(chosen ? 2 : 1));
    row.x += tile + ui.px(2);
  }
  row.x += row.gap;
}

void take_keys(Context& context) {
  const ImGuiIO& io = ImGui::GetIO();
  if (io.WantTextInput || io.KeyCtrl || io.KeyAlt || !context.model.open_sheet.empty()) return;
  const int size = model::sketch_pen(context.model).size;
  if (ui::compat::code_pressed('['))
    context.change([size](model::UiModel& model) { model::set_sketch_size(model, size - 1); });
  if (ui::compat::code_pressed(']'))
    context.change([size](model::UiModel& model) { model::set_sketch_size(model, size + 1); });
}

}  // namespace

float draw_past(Context& context, ImVec2 right_top) {
  ui::Ui& ui = context.ui;
  const model::UiModel& model = context.model;
  const char* clear = ui.tr("Clear");
  const float clear_width = std::ceil(ui::text_size(ui, ui::Font::body, clear).x + ui.px(24));
  const float icon = ui.px(32), gap = ui.px(4), width = clear_width + 2 * (icon + gap);
  float x = right_top.x - width;
  const auto place = [&](float wide) {
    ImGui::SetCursorScreenPos({x, right_top.y});
    x += wide + gap;
  };
  place(icon);
  if (explore_parts::plated_icon(ui, "board/undo", ui::Icon::undo, ui.tr("Takes back the last stroke."),
                                 "Ctrl-Z", model.explore_undo.can_undo()))
    context.ask(model::explore_action::ExploreUndo{});
  place(icon);
  if (explore_parts::plated_icon(ui, "board/redo", ui::Icon::redo, ui.tr("Does again what was taken back."),
                                 "Ctrl-Y", model.explore_undo.can_redo()))
    context.ask(model::explore_action::ExploreRedo{});
  place(clear_width);
  if (ui::button(ui, "board/clear",
                 {.label = clear,
                  .width = clear_width,
                  .help = ui.tr("Can be taken back with Ctrl-Z."),
                  .enabled = !model::sketch_of(model).pixels.empty()}))
    context.change(model::clear_sketch);
  return width;
}

void draw_tools(Context& context, ImVec2 min, float side) {
  ui::Ui& ui = context.ui;
  take_keys(context);
  const model::SketchPen& pen = model::sketch_pen(context.model);
  const model::SketchSheet sheet = model::sketch_sheet(context.model);
  Row row{context, min.x, min.y + ui.px(6), ui.px(4)};
  const auto choose = [&](SketchHand hand) {
    context.change([hand](model::UiModel& model) { model::take_sketch_hand(model, hand); });
  };
  if (row.tool("board/pen", "", ui::Icon::brush, ui.tr("Draws. The result follows every stroke."), "p",
               pen.hand == SketchHand::pen))
    choose(SketchHand::pen);
  if (row.tool("board/eraser", "", ui::Icon::eraser,
               sheet.holes() ? ui.tr("Brings back what was there.") : ui.tr("Makes it white again."), "e",
               pen.hand == SketchHand::eraser))
    choose(SketchHand::eraser);
  if (sheet.holes() &&
      row.tool("board/hole", ui.tr("Hole"), ui::Icon::close,
               ui.tr("Takes pixels out: G paints what is missing."), "", pen.hand == SketchHand::hole))
    choose(SketchHand::hole);
  row.x += ui.px(4);
  const float right = min.x + side, least = ui.px(ui.compact ? 84 : 150);
  draw_colours(context, row, right - row.x - least - row.gap);
  // Where there is room, which number it is stands in a field.
  const float field = ui.compact ? 0.0F : 46.0F;
  const std::string label = ui.tr("Size");
  const float words = ui::text_size(ui, ui::Font::body, label).x + ui.px(8);
  const bool named = right - row.x - words > least;
  if (named) {
    ui::text_at(ui, ImGui::GetWindowDrawList(), {row.x, row.y + ui.px(7)}, ui::Font::body, ui.theme.t2,
                label);
    row.x += words;
  }
  ImGui::SetCursorScreenPos({row.x, row.y + ui.px(2)});
  double size = pen.size;
  const ui::SliderSpec spec{
      .min = 1,
      .max = model::widest_pen,
      .initial = 1,
      .integer = true,
      .width = right - row.x,
      .field_width = field,
      .help = ui.tr("How wide the pen is, in pixels of the picture. [ and ] change it.")};
  if (ui::slider(ui, "board/size", spec, size))
    context.change([size](model::UiModel& model) { model::set_sketch_size(model, static_cast<int>(size)); });
}

}  // namespace ganscope::panels::sketch
