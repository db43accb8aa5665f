#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "app/panels/explore/directions/directions_parts.h"
#include "app/panels/explore/directions/directions_precise.h"
#include "app/ui/bounded.h"
#include "app/ui/widgets.h"
#include "app/ui/widgets/image_grid.h"

// A row of the column: name, effect, buttons; strip and strength.
namespace ganscope::panels::directions {
namespace {

using explore_parts::Area;
using explore_parts::Context;

constexpr float title_line = 26;  // design px

void draw_menu(Context& context, const Direction& row, const std::string& item) {
  ui::Ui& ui = context.ui;
  const Directions& directions = model::tool_state<Directions>(context.model);
  const std::array<ui::MenuLine, 5> lines{{{ui.tr("Rename"), "F2"},
                                           {ui.tr("Turn it round")},
                                           {ui.tr("Measure again"), {}, !busy(directions)},
                                           {ui.tr("Copy as Python")},
                                           {ui.tr("Remove"), "Del"}}};
  const uint64_t id = row.id;
  switch (ui::menu(ui, item, ui::Icon::more, lines, ui.tr("More for this direction."))) {
    case 0:
      context.change([id](model::UiModel& model) { begin_renaming(model, id); });
      break;
    case 1:
      context.change([id](model::UiModel& model) { flip(model, id); });
      break;
    case 2:
      context.change([id](model::UiModel& model) { measure_again(model, id); });
      break;
    case 3:
      ImGui::SetClipboardText(python_of(row, directions.space).c_str());
      break;
    case 4:
      context.change([id](model::UiModel& model) { remove(model, id); });
      break;
    default:
      break;
  }
}

/// The part of a row's header at its right end: both axes, kept, more. Returns where they begin.
float draw_row_buttons(Context& context, const Direction& row, ImVec2 min, float width) {
  ui::Ui& ui = context.ui;
  const model::ExploreState& state = context.model.explore;
  const std::string name = fmt::format("explore/direction/{}", row.id);
  const float icon = ui.px(24), gap = ui.px(2);
  float x = min.x + width - 4 * icon - 3 * gap;
  const float start = x;
  const auto small_button = [&](const std::string& item, ui::Icon shape, const char* help, bool pressed) {
    ImGui::SetCursorScreenPos({x, min.y});
    x += icon + gap;
    return ui::button(ui, item,
                      {.style = pressed ? ui::ButtonStyle::primary : ui::ButtonStyle::quiet,
                       .width = icon,
                       .height = icon,
                       .help = help,
                       .has_icon = true,
                       .icon = shape});
  };
  for (const bool vertical : {false, true}) {
    const auto& axis = vertical ? state.pad_y : state.pad_x;
    if (small_button(name + (vertical ? "/up" : "/across"),
                     vertical ? ui::Icon::arrows_vertical : ui::Icon::arrows_horizontal,
                     vertical ? ui.tr("Lay it upwards on the pad.") : ui.tr("Lay it across on the pad."),
                     row.kept && axis.direction == row.along))
      context.change([id = row.id, vertical](model::UiModel& model) { lay_along_axis(model, id, vertical); });
  }
  if (small_button(name + "/keep", row.kept ? ui::Icon::star_full : ui::Icon::star,
                   row.kept ? ui.tr("Kept: the pad offers it. Click: no longer.")
                            : ui.tr("Keep it: the pad offers it, and a new search leaves it."),
                   false))
    context.change([id = row.id, kept = !row.kept](model::UiModel& model) { set_kept(model, id, kept); });
  ImGui::SetCursorScreenPos({x, min.y});
  draw_menu(context, row, name + "/more");
  return start;
}

/// What it does, in so many of 100; what that was judged by is its tooltip.
void draw_effect(Context& context, const Direction& row, ImVec2 min, float width) {
  ui::Ui& ui = context.ui;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const std::string words = effect_words(ui, context.model, row);
  if (words.empty() || width < ui.px(24)) return;
  const std::string item = fmt::format("explore/direction/{}/effect", row.id);
  const float height = ui::text_size(ui, ui::Font::caption, "X").y;
  const ImVec2 at{min.x, min.y + ui.px(12) - height / 2};
  const float whole = ui::rich_text_width(ui, ui::Font::caption, words);
  ImGui::SetCursorScreenPos(at);
  ui::press_area(item.c_str(), {std::min(whole, width), height});
  ui.items.add(item, ImGui::GetItemRectMin(), ImGui::GetItemRectMax(), ui::plain_words(words));
  const bool precise = shows_precise(context.model, row);
  ui::tooltip(ui, precise
                      ? ui.tr("Judged on 100 fresh latents, each moved all of its curved way (strength 2.5), "
                              "by a second network: the one that steers would flatter itself.")
                      : ui.tr("Judged on 200 fresh latents moved by a strength of 2, by a network that had "
                              "no part in finding the directions."));
  if (whole <= width)
    ui::rich_text_at(ui, draw, at, ui::Font::caption, ui.theme.t2, words);
  else
    ui::text_at(ui, draw, at, ui::Font::caption, ui.theme.t2,
                ui::fitted(ui, ui::Font::caption, ui::plain_words(words), width));
}

/// Name and what it does; the name as a field while it is being changed.
void draw_row_words(Context& context, const Direction& row, ImVec2 min, float width) {
  ui::Ui& ui = context.ui;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const std::string item = fmt::format("explore/direction/{}/name", row.id);
  if (model::tool_state<Chosen>(context.model).renaming == row.id) {
    std::string name = name_words(ui, row);
    ImGui::SetCursorScreenPos({min.x, min.y - ui.px(2)});
    const ui::Naming naming = ui::name_field(ui, item, name, ui.px(140));
    const char* hint = ui.tr("Enter keeps the name");
    ui::text_at(ui, draw,
                {min.x + ui.px(150), min.y + ui.px(12) - ui::text_size(ui, ui::Font::caption, hint).y / 2},
                ui::Font::caption, ui.theme.t3, ui::fitted(ui, ui::Font::caption, hint, width - ui.px(154)));
    if (naming == ui::Naming::typing) return;
    context.change([id = row.id, name, kept = naming == ui::Naming::kept](model::UiModel& model) {
      if (kept) rename(model, id, name);
      begin_renaming(model, 0);
    });
    return;
  }
  const std::string name = ui::fitted(ui, ui::Font::strong, name_words(ui, row), width * 0.5F);
  const ImVec2 size = ui::text_size(ui, ui::Font::strong, name);
  const float middle = min.y + ui.px(12);
  ImGui::SetCursorScreenPos({min.x, middle - size.y / 2});
  ui::press_area(item.c_str(), size);
  if (ImGui::IsItemHovered() && ImGui::IsMouseDoubleClicked(0))
    context.change([id = row.id](model::UiModel& model) { begin_renaming(model, id); });
  ui::tooltip(ui, ui.tr("Double click: another name."), "F2");
  ui.items.add(item, ImGui::GetItemRectMin(), ImGui::GetItemRectMax(), row.name);
  ui::text_at(ui, draw, {min.x, middle - size.y / 2}, ui::Font::strong, ui.theme.t1, name);
  draw_effect(context, row, {min.x + size.x + ui.px(10), min.y}, width - size.x - ui.px(10));
}

/// Seven pictures from −3 to +3; the one nearest to the present strength is framed. Click or drag: go there.
void draw_strip(Context& context, const Direction& row, size_t place, ImVec2 min, float tile) {
  ui::Ui& ui = context.ui;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const double now = strength(context.model, row.id);
  const float pitch = tile + ui.px(2), width = strip_pictures * pitch - ui.px(2);
  const std::string item = fmt::format("explore/direction/{}/strip", row.id);
  ImGui::SetCursorScreenPos(min);
  ui::press_area(item.c_str(), {width, tile});
  ui.items.add(item, ImGui::GetItemRectMin(), ImGui::GetItemRectMax(), now);
  const bool active = ImGui::IsItemActive(), ended = ImGui::IsItemDeactivated();
  ui::tooltip(ui, ui.tr("From −3 to +3 of this direction. Click or drag: go there."));
  if (active || ended) {
    const float share = (ImGui::GetIO().MousePos.x - min.x) / std::max(1.0F, width);
    // A click means the picture under it, a drag any place between.
    const bool dragged = ImGui::IsMouseDragging(0, ui.px(4)) || ImGui::GetMouseDragDelta(0, 0).x != 0;
    const double place01 =
        dragged ? static_cast<double>(share)
                : std::floor(static_cast<double>(share) * strip_pictures) / (strip_pictures - 1);
    const double value = ui::within(reach * (2 * place01 - 1), -reach, reach);
    if (value != now || ended)
      context.change(
          [id = row.id, value, ended](model::UiModel& model) { set_strength(model, id, value, ended); });
  }
  const double inside = ui::within(now, -reach, reach);
  const int nearest = static_cast<int>(std::lround((inside + reach) / (2 * reach) * (strip_pictures - 1)));
  const api::View view = context.model.view("directions/strips");
  for (int i = 0; i < strip_pictures; ++i) {
    const ImVec2 at{std::round(min.x + static_cast<float>(i) * pitch), min.y}, end{at.x + tile, at.y + tile};
    draw->AddRectFilled(at, end, ui.theme.bg0);
    if (place < most_drawn)
      explore_parts::draw_preview(context, draw, view, static_cast<int>(place) * strip_pictures + i, at, end);
    if (i == nearest) ui::frame_picture(ui, draw, at, end, 2, 0);
  }
}

/// Marks the row that has the keyboard; a click, or the Tab key on one of its controls, gives it to this one.
void draw_chosen(Context& context, const Direction& row, ImVec2 min, float width, float height) {
  ui::Ui& ui = context.ui;
  const ImVec2 max{min.x + width, min.y + height};
  const bool chosen = model::tool_state<Chosen>(context.model).id == row.id;
  const bool clicked = ImGui::IsMouseClicked(0) && ImGui::IsMouseHoveringRect(min, max) &&
                       ImGui::IsWindowHovered(ImGuiHoveredFlags_AllowWhenBlockedByActiveItem);
  const std::string& focused = ui.items.interaction.focused();
  const bool tabbed = focused.starts_with(fmt::format("explore/direction/{}/", row.id)) &&
                      ui.items.interaction.has_ring(focused);
  if (!chosen && (clicked || tabbed))
    context.change([id = row.id](model::UiModel& model) { choose(model, id); });
  if (!chosen) return;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const ImVec2 clip_min = draw->GetClipRectMin(), clip_max = draw->GetClipRectMax();
  draw->PushClipRect({clip_min.x - ui.px(8), clip_min.y}, clip_max);
  draw->AddRectFilled({min.x - ui.px(8), min.y}, {min.x - ui.px(5), max.y - ui.px(6)}, ui.theme.t1, ui.px(1));
  draw->PopClipRect();
}

}  // namespace

void draw_row(Context& context, const Direction& row, size_t place, ImVec2 min, float width) {
  ui::Ui& ui = context.ui;
  draw_chosen(context, row, min, width, ui.px(row_pitch));
  const float words_end = draw_row_buttons(context, row, min, width);
  draw_row_words(context, row, min, words_end - min.x - ui.px(8));
  const float tile = std::floor(ui.px(width < ui.px(500) ? 40 : 48));
  const ImVec2 strip{min.x, min.y + ui.px(title_line)};
  draw_strip(context, row, place, strip, tile);
  const float x = min.x + strip_pictures * (tile + ui.px(2)) + ui.px(18);
  ImGui::SetCursorScreenPos({x, strip.y + tile / 2 - ui.px(14)});
  strength_slider(context, fmt::format("explore/direction/{}/strength", row.id), row.id, min.x + width - x);
}

void strength_slider(Context& context, const std::string& item, uint64_t id, float width) {
  ui::Ui& ui = context.ui;
  double value = strength(context.model, id);
  bool final = true;
  const ui::SliderSpec spec{
      .min = -reach,
      .max = reach,
      .initial = 0,
      .signed_fill = true,
      .width = std::max(ui.px(60), width),
      .field_width = 58,
      .typed_reach = farthest,
      .arrows = false,  // they belong to the row: see directions_keys.cpp
      .help = ui.tr("How far to go. Double click: not at all. Beyond ±3, where few latents "
                    "lie, it can be typed.")};
  if (ui::slider(ui, item, spec, value, &final))
    context.change([id, value, final](model::UiModel& model) { set_strength(model, id, value, final); });
}

}  // namespace ganscope::panels::directions
