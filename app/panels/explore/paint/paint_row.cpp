#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/panels/explore/paint/paint.h"
#include "app/panels/explore/paint/paint_parts.h"
#include "app/ui/bounded.h"
#include "app/ui/imgui_compat.h"
#include "app/ui/widgets.h"

namespace ganscope::panels::paint {
namespace {

using explore_parts::Context;

/// Draws one after the other from the left, 32 px high.
struct Row {
  Context& context;
  float x, y, gap;
  bool icon(const char* name, ui::Icon icon, const char* help, const char* key, bool pressed, bool enabled) {
    ui::Ui& ui = context.ui;
    const float width = ui.px(ui.compact ? 28 : 32);
    ImGui::SetCursorScreenPos({x, y});
    x += width + gap;
    return ui::button(ui, name,
                      {.style = pressed ? ui::ButtonStyle::primary : ui::ButtonStyle::normal,
                       .width = width,
                       .help = help,
                       .key = key,
                       .has_icon = true,
                       .icon = icon,
                       .enabled = enabled});
  }
};

void draw_colours(Context& context, Row& row, float tile) {
  ui::Ui& ui = context.ui;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const Brush& hand = brush(context.model);
  const float top = row.y + (ui.px(32) - tile) / 2;
  for (size_t i = 0; i < hand.palette.size(); ++i) {
    const auto& colour = hand.palette[i];
    const std::string name = fmt::format("explore/paint/colour/{}", i);
    ImGui::SetCursorScreenPos({row.x, top});
    if (ui::press_area(name.c_str(), {tile, tile}))
      context.change([i](model::UiModel& model) { choose_colour(model, i); });
    const ImVec2 from = ImGui::GetItemRectMin(), to = ImGui::GetItemRectMax();
    ui.items.add(name, from, to, fmt::format("#{:02x}{:02x}{:02x}", colour[0], colour[1], colour[2]));
    ui::tooltip(ui, ui.tr("Paint with this colour. They are taken from the picture."));
    draw->AddRectFilled(from, to, IM_COL32(colour[0], colour[1], colour[2], 255), ui.px(3));
    const bool chosen = i == hand.colour && hand.hand == Hand::brush;
    draw->AddRect(from, to, chosen ? ui.theme.t1 : ui.theme.line2, ui.px(3), 0, ui.px(chosen ? 2 : 1));
    row.x += tile + ui.px(2);
  }
  row.x += row.gap - ui.px(2);
}

void draw_drag_controls(Context& context, Row& row, float right) {
  ui::Ui& ui = context.ui;
  const Painting now = painting(context.model);
  const char* words = now.dragging ? ui.tr("Stop") : ui.tr("Go");
  const float width = ui::text_size(ui, ui::Font::body, words).x + ui.px(28);
  ImGui::SetCursorScreenPos({row.x, row.y});
  if (ui::button(
          ui, "explore/paint/go",
          {.label = words,
           .style = ui::ButtonStyle::primary,
           .width = width,
           .help = ui.tr("Moves what stands at the handles to their targets, as far as the generator can."),
           .enabled = aimed(now)}))
    context.change([go = !now.dragging](model::UiModel& model) { drag(model, go); });
  row.x += width + row.gap;
  const char* hint = now.handles.empty()         ? ui.tr("Click what shall move.")
                     : !now.handles.back().aimed ? ui.tr("Now click where it shall go.")
                                                 : "";
  const std::string fit = ui::fitted(ui, ui::Font::caption, hint, right - row.x);
  ui::text_at(ui, ImGui::GetWindowDrawList(), {row.x, row.y + ui.px(9)}, ui::Font::caption, ui.theme.t2, fit);
}

}  // namespace

Spot Frame::spot(ImVec2 on_screen) const {
  return {ui::within(static_cast<double>((on_screen.x - min.x) / scale), 0.0, static_cast<double>(width)),
          ui::within(static_cast<double>((on_screen.y - min.y) / scale), 0.0, static_cast<double>(height))};
}

Frame frame_of(const model::UiModel& model, ImVec2 min, float side) {
  const int width = std::max(1, model.status->data.width), height = std::max(1, model.status->data.height);
  float scale = side / static_cast<float>(std::max(width, height));
  if (width != height) scale = std::max(1.0F, std::floor(scale));
  const float w = scale * static_cast<float>(width), h = scale * static_cast<float>(height);
  if (width == height) return {min, scale, width, height};
  return {{std::round(min.x + (side - w) / 2), std::round(min.y + (side - h) / 2)}, scale, width, height};
}

void take_keys(Context& context) {
  const ImGuiIO& io = ImGui::GetIO();
  if (io.WantTextInput || io.KeyCtrl || io.KeyAlt || !context.model.open_sheet.empty()) return;
  const double size = brush(context.model).size;
  const auto pressed = [](int code) { return ui::compat::code_pressed(code); };
  if (pressed('B')) context.change([](model::UiModel& model) { take_hand(model, Hand::brush); });
  if (pressed('E')) context.change([](model::UiModel& model) { take_hand(model, Hand::eraser); });
  if (pressed('[')) context.change([size](model::UiModel& model) { set_size(model, size - 1); });
  if (pressed(']')) context.change([size](model::UiModel& model) { set_size(model, size + 1); });
}

void draw_picture_row(Context& context, ImVec2 min, float side) {
  ui::Ui& ui = context.ui;
  const model::UiModel& model = context.model;
  const bool can = obstacle(model) == nullptr;
  const Brush& hand = brush(model);
  const Painting now = painting(model);
  take_keys(context);
  Row row{context, min.x, min.y + ui.px(6), ui.px(ui.compact ? 3 : 4)};
  const auto choose = [&](Hand wanted) {
    context.change([wanted](model::UiModel& later) { take_hand(later, wanted); });
  };
  if (row.icon("explore/paint/brush", ui::Icon::brush, ui.tr("Paint on the picture: the latent follows."),
               "b", hand.hand == Hand::brush, can))
    choose(Hand::brush);
  if (row.icon("explore/paint/eraser", ui::Icon::eraser, ui.tr("Takes strokes away."), "e",
               hand.hand == Hand::eraser, can))
    choose(Hand::eraser);
  if (row.icon("explore/paint/points", ui::Icon::hand_point,
               ui.tr("Drag a point: click what shall move, then where it shall go."), "",
               hand.hand == Hand::points, can))
    choose(Hand::points);
  if (row.icon("explore/paint/undo", ui::Icon::undo, ui.tr("Takes the last stroke back, and what it did."),
               "Ctrl-Z", false, model.explore_undo.can_undo()))
    context.ask(model::explore_action::ExploreUndo{});
  const float bin = ui.px(ui.compact ? 28 : 32), right = min.x + side - bin;
  if (hand.hand == Hand::points) {
    draw_drag_controls(context, row, right - row.gap);
  } else {
    const float size_width = ui.px(ui.compact ? 44 : 64), plus = ui.px(24);
    const float room = right - row.x - size_width - plus - 4 * row.gap;
    const auto colours = static_cast<float>(std::max<size_t>(1, hand.palette.size()));
    const float tile = std::floor(std::min(ui.px(20), room / colours - ui.px(2)));
    if (can && tile >= ui.px(4)) draw_colours(context, row, tile);
    ImGui::SetCursorScreenPos({row.x, row.y + ui.px(4)});
    if (ui::button(ui, "explore/paint/pick",
                   {.style = hand.hand == Hand::picker ? ui::ButtonStyle::primary : ui::ButtonStyle::quiet,
                    .width = plus,
                    .height = ui.px(24),
                    .help = ui.tr("Another colour: click on the picture where it is."),
                    .has_icon = true,
                    .icon = ui::Icon::plus,
                    .enabled = can}))
      choose(Hand::picker);
    row.x += plus + row.gap;
    ImGui::SetCursorScreenPos({row.x, row.y + ui.px(2)});
    double size = hand.size;
    const ui::SliderSpec spec{
        .min = 1,
        .max = std::max(2.0, model.status->data.width / 2.0),
        .initial = 4,
        .width = right - row.x - row.gap,
        .field_width = 0,
        .help = ui.tr("How wide the brush is, in pixels of the picture. [ and ] change it.")};
    if (ui::slider(ui, "explore/paint/size", spec, size))
      context.change([size](model::UiModel& later) { set_size(later, size); });
  }
  row.x = right;
  if (row.icon("explore/paint/clear", ui::Icon::bin,
               ui.tr("Takes all strokes away: back to the picture before."), "", false,
               !now.strokes.empty() || !now.handles.empty()))
    context.change([](model::UiModel& later) { clear(later); });
}

}  // namespace ganscope::panels::paint
