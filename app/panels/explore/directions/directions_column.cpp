#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "app/panels/explore/directions/directions.h"
#include "app/panels/explore/directions/directions_parts.h"
#include "app/panels/explore/directions/directions_state.h"
#include "app/panels/explore/directions/directions_views.h"
#include "app/ui/bounded.h"
#include "app/ui/widgets.h"
#include "app/ui/widgets/image_grid.h"

namespace ganscope::panels::directions {
namespace {

using explore_parts::Area;
using explore_parts::Context;

constexpr float row_pitch = 80, title_line = 26;  // design px

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
  const std::array<ui::MenuLine, 4> lines{
      {{ui.tr("Rename")}, {ui.tr("Turn it round")}, {ui.tr("Copy as Python")}, {ui.tr("Remove"), "Del"}}};
  switch (ui::menu(ui, name + "/more", ui::Icon::more, lines, ui.tr("More for this direction."))) {
    case 0:
      ImGui::GetStateStorage()->SetInt(renaming_id(), static_cast<int>(row.id));
      break;
    case 1:
      context.change([id = row.id](model::UiModel& model) { flip(model, id); });
      break;
    case 2:
      ImGui::SetClipboardText(python_of(row).c_str());
      break;
    case 3:
      context.change([id = row.id](model::UiModel& model) { remove(model, id); });
      break;
    default:
      break;
  }
  return start;
}

/// Name and what it does; the name as a field while it is being changed.
void draw_row_words(Context& context, const Direction& row, ImVec2 min, float width) {
  ui::Ui& ui = context.ui;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const std::string item = fmt::format("explore/direction/{}/name", row.id);
  int* renaming = ImGui::GetStateStorage()->GetIntRef(renaming_id(), 0);
  if (*renaming == static_cast<int>(row.id)) {
    std::string name = row.name;
    ImGui::SetCursorScreenPos({min.x, min.y - ui.px(4)});
    if (ui::text_field(ui, item, name, ui.px(140), ui.tr("Enter keeps the name."))) {
      *renaming = 0;
      context.change([id = row.id, name](model::UiModel& model) { rename(model, id, name); });
    }
    if (ImGui::IsItemDeactivated()) *renaming = 0;  // left without a new name
    return;
  }
  const std::string name = ui::fitted(ui, ui::Font::strong, name_words(ui, row), width * 0.5F);
  const ImVec2 size = ui::text_size(ui, ui::Font::strong, name);
  const float middle = min.y + ui.px(12);
  ImGui::SetCursorScreenPos({min.x, middle - size.y / 2});
  ui::press_area(item.c_str(), size);
  if (ImGui::IsItemHovered() && ImGui::IsMouseDoubleClicked(0)) *renaming = static_cast<int>(row.id);
  ui.items.add(item, ImGui::GetItemRectMin(), ImGui::GetItemRectMax(), row.name);
  ui::text_at(ui, draw, {min.x, middle - size.y / 2}, ui::Font::strong, ui.theme.t1, name);
  const std::string words = effect_words(ui, context.model, row);
  const float left = width - size.x - ui.px(10);
  const float height = ui::text_size(ui, ui::Font::caption, "X").y;
  if (ui::rich_text_width(ui, ui::Font::caption, words) <= left)
    ui::rich_text_at(ui, draw, {min.x + size.x + ui.px(10), middle - height / 2}, ui::Font::caption,
                     ui.theme.t2, words);
  else
    ui::text_at(ui, draw, {min.x + size.x + ui.px(10), middle - height / 2}, ui::Font::caption, ui.theme.t2,
                ui::fitted(ui, ui::Font::caption, ui::plain_words(words), left));
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
  const int nearest =
      static_cast<int>(std::lround((now + reach) / (2 * reach) * static_cast<double>(strip_pictures - 1)));
  const api::View view = context.model.view("directions/strips");
  for (int i = 0; i < strip_pictures; ++i) {
    const ImVec2 at{std::round(min.x + static_cast<float>(i) * pitch), min.y}, end{at.x + tile, at.y + tile};
    draw->AddRectFilled(at, end, ui.theme.bg0);
    if (place < most_drawn)
      explore_parts::draw_preview(context, draw, view, static_cast<int>(place) * strip_pictures + i, at, end);
    if (i == nearest) ui::frame_picture(ui, draw, at, end, 2, 0);
  }
}

void draw_row(Context& context, const Direction& row, size_t place, ImVec2 min, float width) {
  ui::Ui& ui = context.ui;
  const float words_end = draw_row_buttons(context, row, min, width);
  draw_row_words(context, row, min, words_end - min.x - ui.px(8));
  const float tile = std::floor(ui.px(width < ui.px(500) ? 40 : 48));
  const ImVec2 strip{min.x, min.y + ui.px(title_line)};
  draw_strip(context, row, place, strip, tile);
  const float x = min.x + strip_pictures * (tile + ui.px(2)) + ui.px(18);
  ImGui::SetCursorScreenPos({x, strip.y + tile / 2 - ui.px(14)});
  strength_slider(context, fmt::format("explore/direction/{}/strength", row.id), row.id, min.x + width - x);
}

/// Nothing found yet: what there is to find, and the button.
void draw_empty(Context& context, ImVec2 min, float width, float side) {
  ui::Ui& ui = context.ui;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const Directions& directions = model::tool_state<Directions>(context.model);
  const float wrap = std::min(width, ui.px(400));
  const float x = min.x + (width - wrap) / 2;
  float y = min.y + side * 0.28F;
  const auto say = [&](ui::Font font, ImU32 colour, const std::string& words) {
    ui::wrapped_text_at(ui, draw, {x, y}, font, colour, words, wrap);
    y += ui::wrapped_size(ui, font, words, wrap).y + ui.px(8);
  };
  say(ui::Font::title, ui.theme.t1, ui.tr("No directions yet."));
  say(ui::Font::body, ui.theme.t2,
      ui.tr("Looks for directions in latent space that mean something: the main ways in which this "
            "generator's pictures vary, and the attributes that are known of the data."));
  y += ui.px(8);
  if (busy(directions)) return draw_progress(context, {x, y}, wrap);
  ImGui::SetCursorScreenPos({x, y});
  if (ui::button(ui, "explore/directions/find",
                 {.label = ui.tr("Find directions"),
                  .style = ui::ButtonStyle::primary,
                  .help = ui.tr("With the model as it is shown. Training goes on meanwhile.")}))
    context.change([](model::UiModel& model) { find(model); });
}

void draw_rows(Context& context, const Directions& directions, ImVec2 min, float width, float side) {
  ui::Ui& ui = context.ui;
  ImGui::SetCursorScreenPos(min);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
  ui::begin_child("explore/directions", {width, side}, ImGuiWindowFlags_NoBackground);
  const ImVec2 origin = ImGui::GetCursorScreenPos();
  const float inner = width - ui.px(12), pitch = ui.px(row_pitch);
  const std::vector<size_t> rows = shown_rows(directions);
  for (size_t i = 0; i < rows.size(); ++i) {
    const float y = origin.y + static_cast<float>(i) * pitch;
    if (y + pitch > min.y && y < min.y + side)
      draw_row(context, directions.rows[rows[i]], i, {origin.x, y}, inner);
  }
  ImGui::SetCursorScreenPos({origin.x, origin.y + static_cast<float>(rows.size()) * pitch});
  ui::take_room({1, 1});
  ImGui::EndChild();
  ImGui::PopStyleVar();
}

void draw_footer(Context& context, const Directions& directions, const Area& area, float y) {
  ui::Ui& ui = context.ui;
  const std::vector<std::string> kinds{ui.tr("all kinds"), ui.tr("attributes"), ui.tr("main components"),
                                       ui.tr("first-layer factors"), ui.tr("my own")};
  const std::vector<std::string> orders{ui.tr("surest first"), ui.tr("as found"), ui.tr("by name")};
  const float gap = ui.px(8), choice = ui.px(124);
  const char* again = ui.tr("Search again");
  const float button = ui::text_size(ui, ui::Font::body, again).x + ui.px(28);
  const float room = area.width() - button - 2 * (choice + gap) - gap;
  if (busy(directions)) return draw_progress(context, {area.min.x, y}, area.width());
  explore_parts::draw_footer_words(
      context, {area.min.x, y}, room,
      fmt::format("{} {} {}", shown_rows(directions).size(), ui.tr("of"), directions.rows.size()));
  float x = area.max.x - button - 2 * (choice + gap);
  const auto choose = [&](const char* item, const std::vector<std::string>& lines, int now,
                          const char* help) {
    ImGui::SetCursorScreenPos({x, y});
    x += choice + gap;
    const bool changed = ui::combo(ui, item, lines, now, choice, help);
    return changed ? now : -1;
  };
  if (const int kind = choose("explore/directions/kind", kinds, directions.shown_kind,
                              ui.tr("Which directions are shown."));
      kind >= 0)
    context.change([kind](model::UiModel& model) { show_kind(model, kind); });
  if (const int order = choose("explore/directions/order", orders, directions.order,
                               ui.tr("Surest: what changes most, and little else."));
      order >= 0)
    context.change([order](model::UiModel& model) { show_order(model, order); });
  ImGui::SetCursorScreenPos({x, y});
  if (ui::button(ui, "explore/directions/find",
                 {.label = again,
                  .width = button,
                  .help = ui.tr("With the model as it is shown now. What you have kept stays.")}))
    context.change([](model::UiModel& model) { find(model); });
}

void draw_column(Context& context, const Area& area, float side) {
  const Directions& directions = model::tool_state<Directions>(context.model);
  const ImVec2 start = explore_parts::column_start(context, area);
  if (directions.rows.empty()) return draw_empty(context, start, area.width(), side);
  draw_rows(context, directions, start, area.width(), side);
  draw_footer(context, directions, area, start.y + side + context.ui.px(6));
}

}  // namespace

ImGuiID renaming_id() { return ImGui::GetID("explore/direction/renaming"); }

namespace {

/// "glasses", "no glasses", "hair colour: red" in the user's language, as far as it is known.
std::string attribute_words(const ui::Ui& ui, const std::string& text) {
  if (const size_t colon = text.find(": "); colon != std::string::npos)
    return fmt::format("{}: {}", ui.tr(text.substr(0, colon).c_str()), ui.tr(text.substr(colon + 2).c_str()));
  if (text.starts_with("no "))
    return fmt::format(fmt::runtime(ui.tr("no {}")), ui.tr(text.substr(3).c_str()));
  return ui.tr(text.c_str());
}

/// What goes on, by the word that the tool has for it.
std::string work_words(const ui::Ui& ui, const std::string& what) {
  if (what == "components") return ui.tr("Looking for main components");
  if (what == "factors") return ui.tr("Looking for first-layer factors");
  if (what == "attributes") return ui.tr("Looking for attributes");
  if (what == "effects") return ui.tr("Measuring what each does");
  return ui.tr("Learning what the data show");
}

}  // namespace

std::string name_words(const ui::Ui& ui, const Direction& row) {
  for (const char* known : {"main ", "factor ", "combination "})
    if (row.name.starts_with(known)) {
      const std::string word(known, std::char_traits<char>::length(known) - 1);
      return fmt::format("{} {}", ui.tr(word.c_str()), row.name.substr(word.size() + 1));
    }
  return attribute_words(ui, row.name);
}

std::string effect_words(const ui::Ui& ui, const model::UiModel& model, const Direction& row) {
  const Directions& directions = model::tool_state<Directions>(model);
  if (!row.effect) {
    if (directions.measuring.state != Search::State::wanted) return {};
    const Progress& progress = directions.measuring.progress;
    return fmt::format("{} ··· {} {} {}", ui.tr("measuring"), progress.done, ui.tr("of"), progress.total);
  }
  if (row.effect->what.empty()) return {};
  if (row.effect->what == row.name)  // the name says it
    return fmt::format(fmt::runtime(ui.tr("in {{b:{:.0f}}} of 100, something else in {{b:{:.0f}}}")),
                       row.effect->did, row.effect->besides);
  return fmt::format(fmt::runtime(ui.tr("{} in {{b:{:.0f}}} of 100, something else in {{b:{:.0f}}}")),
                     attribute_words(ui, row.effect->what), row.effect->did, row.effect->besides);
}

void strength_slider(Context& context, const std::string& item, uint64_t id, float width) {
  ui::Ui& ui = context.ui;
  double value = strength(context.model, id);
  bool final = true;
  const ui::SliderSpec spec{.min = -reach,
                            .max = reach,
                            .initial = 0,
                            .signed_fill = true,
                            .width = std::max(ui.px(60), width),
                            .field_width = 58,
                            .help = ui.tr("How far to go. Double click: not at all.")};
  if (ui::slider(ui, item, spec, value, &final))
    context.change([id, value, final](model::UiModel& model) { set_strength(model, id, value, final); });
}

std::string python_of(const Direction& row) {
  std::string values;
  for (const float value : row.along) values += fmt::format("{}{:.7g}", values.empty() ? "" : ", ", value);
  return fmt::format("import torch\n# {}: z + strength * direction\ndirection = torch.tensor([{}])\n",
                     row.name, values);
}

void draw_progress(Context& context, ImVec2 at, float width) {
  ui::Ui& ui = context.ui;
  const Directions& directions = model::tool_state<Directions>(context.model);
  const Progress progress = progress_of(directions);
  ImGui::SetCursorScreenPos(at);
  ui::begin_child("explore/directions/progress", {width, ui.px(34)}, ImGuiWindowFlags_NoBackground);
  bool cancelled = false;
  const double share =
      progress.total > 0 ? static_cast<double>(progress.done) / static_cast<double>(progress.total) : -1;
  const std::string words = progress.total > 0 ? fmt::format("{} · {} {} {}", work_words(ui, progress.what),
                                                             progress.done, ui.tr("of"), progress.total)
                                               : std::string(ui.tr("Looking for directions"));
  ui::progress_bar(ui, "explore/directions/progress", share, words, true, cancelled);
  ImGui::EndChild();
  if (cancelled) context.change([](model::UiModel& model) { cancel(model); });
}

}  // namespace ganscope::panels::directions

namespace ganscope::panels::explore_parts {

ExploreTab directions_tab() {
  return {.key = "directions",
          .title = "Directions",
          .draw_column = directions::draw_column,
          .draw_band = directions::draw_band,
          .views = directions::views};
}

}  // namespace ganscope::panels::explore_parts
