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

/// What goes on, by the word that the tool has for it.
std::string work_words(const ui::Ui& ui, const std::string& what) {
  if (what == "components") return ui.tr("Looking for main components");
  if (what == "factors") return ui.tr("Looking for first-layer factors");
  if (what == "attributes") return ui.tr("Looking for attributes");
  if (what == "effects") return ui.tr("Measuring what each does");
  return ui.tr("Learning what the data show");
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
  if (!context.model.status->trainable)
    return say(ui::Font::body, ui.theme.t2,
               ui.tr("The layers of this generator are not known, and there are no labelled data of it here: "
                     "there is nothing to find directions by."));
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

/// Below the rows: the searches that found nothing, and why. Returns its height.
float draw_why_not(Context& context, const Directions& directions, ImVec2 at, float width) {
  const ui::Ui& ui = context.ui;
  const std::array<const char*, methods> what{ui.tr("attributes"), ui.tr("main components"),
                                              ui.tr("first-layer factors")};
  const float top = at.y;
  for (size_t i = 0; i < methods; ++i) {
    const Search& search = directions.searches[i];
    if (search.state != Search::State::failed) continue;
    const std::string words = fmt::format("{}: {}. {}.", what[i], ui.tr.sentence(search.failure.what),
                                          ui.tr.sentence(search.failure.hint));
    ui::wrapped_text_at(ui, ImGui::GetWindowDrawList(), at, ui::Font::caption, ui.theme.t3, words, width);
    at.y += ui::wrapped_size(ui, ui::Font::caption, words, width).y + ui.px(6);
  }
  return std::max(1.0F, at.y - top);
}

void draw_rows(Context& context, const Directions& directions, ImVec2 min, float width, float side) {
  ui::Ui& ui = context.ui;
  ImGui::SetCursorScreenPos(min);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
  ui::begin_child("explore/directions", {width, side}, ImGuiWindowFlags_NoBackground);
  const ImVec2 origin = ImGui::GetCursorScreenPos();
  const float inner = width - ui.px(12), pitch = ui.px(row_pitch);
  const std::vector<size_t> rows = shown_rows(directions);
  take_keys(context, rows, side);
  for (size_t i = 0; i < rows.size(); ++i) {
    const float y = origin.y + static_cast<float>(i) * pitch;
    if (y + pitch > min.y && y < min.y + side)
      draw_row(context, directions.rows[rows[i]], i, {origin.x, y}, inner);
  }
  const float end = origin.y + static_cast<float>(rows.size()) * pitch;
  ImGui::SetCursorScreenPos({origin.x, end});
  ui::take_room({1, draw_why_not(context, directions, {origin.x, end}, inner)});
  ImGui::EndChild();
  ImGui::PopStyleVar();
}

/// How many rows there are and, when weights have moved on, what they were measured with.
void draw_count(const Context& context, const Directions& directions, ImVec2 at, float width) {
  const ui::Ui& ui = context.ui;
  const std::string count =
      fmt::format("{} {} {}", shown_rows(directions).size(), ui.tr("of"), directions.rows.size());
  const auto step = outdated(context.model);
  if (!step) return explore_parts::draw_footer_words(context, at, width, count);
  std::string when = fmt::format(fmt::runtime(ui.tr("measured at step {}")), ui::thousands(*step));
  if (ui::text_size(ui, ui::Font::caption, when).x > width)
    when = fmt::format(fmt::runtime(ui.tr("at step {}")), ui::thousands(*step));
  const float line = ui::text_size(ui, ui::Font::caption, count).y;
  float y = at.y + (ui.px(32) - 2 * line) / 2;
  for (const std::string& words : {count, when}) {
    ui::text_at(ui, ImGui::GetWindowDrawList(), {at.x, y}, ui::Font::caption, ui.theme.t2,
                ui::fitted(ui, ui::Font::caption, words, width));
    y += line;
  }
  ui.items.add("explore/directions/measured_at", at, {at.x + width, at.y + ui.px(32)},
               static_cast<double>(*step));
}

void draw_footer(Context& context, const Directions& directions, const Area& area, float y) {
  ui::Ui& ui = context.ui;
  if (busy(directions)) return draw_progress(context, {area.min.x, y}, area.width());
  const std::vector<std::string> kinds{ui.tr("all kinds"), ui.tr("attributes"), ui.tr("main components"),
                                       ui.tr("first-layer factors"), ui.tr("my own")};
  const std::vector<std::string> orders{ui.tr("surest"), ui.tr("strongest"), ui.tr("by name"),
                                        ui.tr("as placed")};
  const char* again = ui.tr("Measure again");
  const float gap = ui.px(6), choice = ui.px(118), icon = ui.px(32);
  const float button = std::ceil(ui::text_size(ui, ui::Font::body, again).x + ui.px(20));
  const float beside = 2 * (choice + gap) + button + gap + icon;
  draw_count(context, directions, {area.min.x, y}, area.width() - beside - gap);
  float x = area.max.x - beside;
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
  if (const int order = choose("explore/directions/order", orders, static_cast<int>(directions.order),
                               ui.tr("Surest: what does much, and little else. Strongest: what changes the "
                                     "picture most. As placed: as they were found, and moved with Alt ↑ ↓."));
      order >= 0)
    context.change([order](model::UiModel& model) { show_order(model, static_cast<Order>(order)); });
  ImGui::SetCursorScreenPos({x, y});
  if (ui::button(ui, "explore/directions/measure",
                 {.label = again,
                  .width = button,
                  .help = ui.tr("What each of them does, with the model as it is shown now.")}))
    context.change([](model::UiModel& model) { measure_again(model); });
  ImGui::SetCursorScreenPos({x + button + gap, y});
  if (explore_parts::plated_icon(
          ui, "explore/directions/find", ui::Icon::reset,
          ui.tr("Looks for directions anew, with the model as it is shown now. What you have kept stays.")))
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
