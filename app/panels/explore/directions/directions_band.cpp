#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "app/panels/explore/directions/directions_parts.h"
#include "app/panels/explore/directions/directions_precise.h"
#include "app/panels/explore/directions/directions_samples.h"
#include "app/panels/explore/directions/directions_together.h"
#include "app/ui/bounded.h"
#include "app/ui/widgets.h"
#include "app/ui/widgets/image_grid.h"

namespace ganscope::panels::directions {
namespace {

using explore_parts::Area;
using explore_parts::Context;

/// The rows that the combination takes, in the order in which they were found.
std::vector<const Direction*> used_rows(const model::UiModel& model) {
  const Combination now = combination(model);
  std::vector<const Direction*> used;
  for (const Direction& row : model::tool_state<Directions>(model).rows)
    if (now.strengths.contains(row.id)) used.push_back(&row);
  return used;
}

void draw_caption(const Context& context, ImVec2 at, float width, const std::string& words) {
  const ui::Ui& ui = context.ui;
  ui::text_at(ui, ImGui::GetWindowDrawList(), at, ui::Font::caption, ui.theme.t2,
              ui::fitted(ui, ui::Font::caption, words, width));
}

/// Straight or precise, ending at `right`; only where there is an attribute to be precise about. Returns
/// where it begins.
float draw_way_choice(Context& context, float right, float top) {
  ui::Ui& ui = context.ui;
  if (std::ranges::none_of(model::tool_state<Directions>(context.model).rows, can_be_precise)) return right;
  const std::vector<std::string> ways{ui.tr("straight"), ui.tr("precise")};
  const float padding = ui.compact ? 6 : 10;
  float width = 0;
  for (const std::string& way : ways)
    width += std::ceil(ui::text_size(ui, ui::Font::strong, way).x + 2 * ui.px(padding));
  int chosen = combination(context.model).precise ? 1 : 0;
  ImGui::SetCursorScreenPos({right - width, top});
  if (ui::segmented(
          ui, "explore/combination/way", ways, chosen,
          ui.tr("Straight: the same step for every latent. Precise: for attributes, every latent goes "
                "its own curved way, found by Adam, that leaves the rest as it is; all of it at 2.5."),
          padding))
    context.change([precise = chosen == 1](model::UiModel& model) { set_precise(model, precise); });
  return right - width;
}

/// What the precise edit waits for, or why there is none; empty: nothing is to be said.
std::string way_words(const ui::Ui& ui, const model::UiModel& model) {
  const Combination now = combination(model);
  if (!now.precise) return {};
  const Precise& precise = model::tool_state<Precise>(model);
  if (!precise.failure.what.empty())
    return fmt::format("{}: {}", ui.tr("straight"), ui.tr.sentence(precise.failure.what));
  if (!ways_are_found(model, now, false)) return ui.tr("Straight so far: the curved way is being found.");
  if (!ways_are_found(model, now, true)) {
    const Progress& progress = precise.samples.progress;
    return fmt::format("{} · {} {} {}", ui.tr("The curved ways of all samples"), progress.done, ui.tr("of"),
                       progress.total);
  }
  if (!now.strengths.empty() && now.result == now.start) return ui.tr("This picture has all that already.");
  return {};
}

void draw_combination_header(Context& context, const Area& area, bool any) {
  ui::Ui& ui = context.ui;
  const float top = area.min.y + ui.px(6), gap = ui.px(8);
  const char* keep = ui.tr("Keep as one");
  const char* clear = ui.tr("Clear");
  const float keep_width = ui::text_size(ui, ui::Font::body, keep).x + ui.px(50);
  const float clear_width = ui::text_size(ui, ui::Font::body, clear).x + ui.px(28);
  float x = area.max.x - keep_width - gap - clear_width;
  const float ways = draw_way_choice(context, x - gap, top);
  explore_parts::draw_title(context, {area.min.x, top}, ui.tr("Combination"),
                            ui.compact ? "" : ui.tr("several directions, one step"), ways - area.min.x - gap);
  ImGui::SetCursorScreenPos({x, top});
  if (ui::button(
          ui, "explore/combination/clear",
          {.label = clear, .width = clear_width, .help = ui.tr("Back to where you began."), .enabled = any}))
    context.change([](model::UiModel& model) { clear_strengths(model); });
  x += clear_width + gap;
  ImGui::SetCursorScreenPos({x, top});
  if (ui::button(ui, "explore/combination/keep",
                 {.label = keep,
                  .width = keep_width,
                  .help = ui.tr("Makes one direction of them all."),
                  .has_icon = true,
                  .icon = ui::Icon::star,
                  .enabled = any})) {
    const size_t own = static_cast<size_t>(
        std::ranges::count(model::tool_state<Directions>(context.model).rows, Kind::own, &Direction::kind));
    context.change([name = fmt::format("combination {}", own + 1)](model::UiModel& model) {
      keep_combination(model, name);
    });
  }
}

/// A line for each direction that is used: + name, slider, ×.
void draw_terms(Context& context, const std::vector<const Direction*>& used, ImVec2 min, float width,
                float height) {
  ui::Ui& ui = context.ui;
  ImGui::SetCursorScreenPos(min);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
  ui::begin_child("explore/combination/terms", {width, height}, ImGuiWindowFlags_NoBackground);
  const ImVec2 origin = ImGui::GetCursorScreenPos();
  const float pitch = ui.px(44), name_width = std::min(ui.px(140), width * 0.34F), close = ui.px(28);
  for (size_t i = 0; i < used.size(); ++i) {
    const Direction& row = *used[i];
    const float middle = origin.y + static_cast<float>(i) * pitch + pitch / 2;
    const std::string words = ui::fitted(ui, ui::Font::body, "+  " + name_words(ui, row), name_width);
    const float text_height = ui::text_size(ui, ui::Font::body, words).y;
    ui::text_at(ui, ImGui::GetWindowDrawList(), {origin.x, middle - text_height / 2}, ui::Font::body,
                ui.theme.t1, words);
    ImGui::SetCursorScreenPos({origin.x + name_width + ui.px(8), middle - ui.px(14)});
    strength_slider(context, fmt::format("explore/combination/{}", row.id), row.id,
                    width - name_width - close - ui.px(24));
    ImGui::SetCursorScreenPos({origin.x + width - close - ui.px(8), middle - ui.px(14)});
    if (ui::button(ui, fmt::format("explore/combination/{}/leave", row.id),
                   {.style = ui::ButtonStyle::quiet,
                    .width = close,
                    .height = close,
                    .help = ui.tr("Leaves it out."),
                    .has_icon = true,
                    .icon = ui::Icon::close}))
      context.change([id = row.id](model::UiModel& model) { set_strength(model, id, 0, true); });
  }
  ImGui::SetCursorScreenPos({origin.x, origin.y + static_cast<float>(used.size()) * pitch});
  ui::take_room({1, 1});
  ImGui::EndChild();
  ImGui::PopStyleVar();
}

/// The line below them: what the precise way waits for, or what all of them do together.
void draw_below(Context& context, ImVec2 at, float width) {
  ui::Ui& ui = context.ui;
  const ImVec2 end{at.x + width, at.y + ui.px(18)};
  if (const std::string waits = way_words(ui, context.model); !waits.empty()) {
    draw_caption(context, at, width, waits);
    return ui.items.add("explore/combination/waits", at, end, waits);
  }
  const std::string words = together_words(ui, context.model);
  if (words.empty()) return;
  if (ui::rich_text_width(ui, ui::Font::caption, words) <= width)
    ui::rich_text_at(ui, ImGui::GetWindowDrawList(), at, ui::Font::caption, ui.theme.t2, words);
  else
    draw_caption(context, at, width, ui::plain_words(words));
  ui.items.add("explore/combination/together", at, end, ui::plain_words(words));
}

void draw_combination(Context& context, const Area& area) {
  ui::Ui& ui = context.ui;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const std::vector<const Direction*> used = used_rows(context.model);
  draw_combination_header(context, area, !used.empty());
  const float top = area.min.y + ui.px(explore_parts::header_height), caption = ui.px(24), gap = ui.px(20);
  const float side = std::floor(std::min(ui.px(128), area.max.y - top - caption));
  const ImVec2 start{area.min.x, top}, result{area.max.x - side, top};
  const auto picture = [&](ImVec2 at, api::View view) {
    const ImVec2 end{at.x + side, at.y + side};
    draw->AddRectFilled(at, end, ui.theme.bg0);
    explore_parts::draw_preview(context, draw, view, 0, at, end);
    return end;
  };
  picture(start, context.model.view("directions/samples"));
  const ImVec2 end = picture(result, model::view::picture);
  if (!used.empty()) ui::frame_picture(ui, draw, result, end, 2, 0);
  const float below = top + side + ui.px(6);
  draw_caption(context, {start.x, below}, side, ui.tr("as it was"));
  const std::string score = explore_parts::score_words(context, model::view::picture, 0);
  ui::rich_text_at(ui, draw, {result.x + side - ui::rich_text_width(ui, ui::Font::caption, score), below},
                   ui::Font::caption, ui.theme.t2, score);
  const float terms = area.min.x + side + gap, width = area.width() - 2 * (side + gap);
  draw_below(context, {terms, below}, width);
  if (!used.empty()) return draw_terms(context, used, {terms, top}, width, side);
  const std::string words = ui.tr("Move a slider above: what you choose adds up here.");
  ui::wrapped_text_at(ui, draw, {terms, top + side / 2 - ui.px(16)}, ui::Font::body, ui.theme.t2, words,
                      width);
}

/// Put back, and apply. Returns where they begin.
float draw_apply_buttons(Context& context, const Area& area, float top) {
  ui::Ui& ui = context.ui;
  const float gap = ui.px(8);
  const char* apply = ui.tr("Apply to all samples");
  const char* back = ui.tr("Put back");
  const float apply_width = ui::text_size(ui, ui::Font::body, apply).x + ui.px(28);
  const float back_width = ui::text_size(ui, ui::Font::body, back).x + ui.px(28);
  float x = area.max.x - apply_width;
  const char* obstacle = apply_obstacle(context.model);
  ImGui::SetCursorScreenPos({x, top});
  if (ui::button(
          ui, "explore/all/apply",
          {.label = apply,
           .width = apply_width,
           .help = obstacle != nullptr
                       ? ui.tr(obstacle)
                       : ui.tr("Shows every fixed latent moved so, here and in Train; the sliders begin anew "
                               "from there. Training, measures and files keep them as they are."),
           .key = "Ctrl Enter",
           .enabled = obstacle == nullptr}))
    context.change([](model::UiModel& model) { apply_to_all(model); });
  if (!context.model.samples_moved()) return x;
  x -= back_width + gap;
  ImGui::SetCursorScreenPos({x, top});
  if (ui::button(
          ui, "explore/all/put_back",
          {.label = back, .width = back_width, .help = ui.tr("Shows the fixed latents where they were.")}))
    context.change([](model::UiModel& model) { put_back(model); });
  return x;
}

/// One fixed latent as it is and, below, moved; a click takes it in hand.
void draw_sample(Context& context, int place, int number, ImVec2 at, float tile, float gap) {
  ui::Ui& ui = context.ui;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const api::View view = context.model.view("directions/samples");
  const ImVec2 now_end{at.x + tile, at.y + tile}, below{at.x, at.y + tile + gap};
  const ImVec2 end{below.x + tile, below.y + tile};
  const std::string item = fmt::format("explore/all/{}", number);
  ImGui::SetCursorScreenPos(at);
  if (ui::press_area(item.c_str(), {tile, 2 * tile + gap}))
    context.actions(model::action::SelectLatent{number, false});
  ui.items.add(item, at, end, explore_parts::picture_hash(context.model, view, 1 + shown_samples + place));
  ui::tooltip(ui, ui.tr("Click: take it in hand."));
  draw->AddRectFilled(at, now_end, ui.theme.bg0);
  draw->AddRectFilled(below, end, ui.theme.bg0);
  explore_parts::draw_preview(context, draw, view, 1 + place, at, now_end);
  explore_parts::draw_preview(context, draw, view, 1 + shown_samples + place, below, end);
  if (number != sample_in_hand(context.model)) return;
  ui::frame_picture(ui, draw, at, end, 2, 0);
  ui::latent_tag(ui, draw, {at.x + ui.px(3), at.y + ui.px(3)}, number);
}

/// Fixed latents as they are, and below each with the combination.
void draw_samples(Context& context, const Area& area) {
  ui::Ui& ui = context.ui;
  const float top = area.min.y + ui.px(6);
  const float buttons = draw_apply_buttons(context, area, top);
  explore_parts::draw_title(context, {area.min.x, top}, ui.tr("On all samples"),
                            context.model.samples_moved() ? ui.tr("moved by directions")
                                                          : ui.tr("the combination on every fixed latent"),
                            buttons - area.min.x - ui.px(8));
  const float square = area.min.y + ui.px(explore_parts::header_height);
  const float words_width = std::max(ui::text_size(ui, ui::Font::caption, ui.tr("now")).x,
                                     ui::text_size(ui, ui::Font::caption, ui.tr("after")).x) +
                            ui.px(12);
  const float gap = ui.px(2);
  const float room = area.width() - words_width;
  const float tile = std::floor(
      std::min({ui.px(62), (room + gap) / shown_samples - gap, (area.max.y - square - ui.px(8)) / 2 - gap}));
  if (tile < ui.px(8)) return;
  for (const bool after : {false, true}) {
    const float y = square + (after ? tile + gap : 0);
    const char* words = after ? ui.tr("after") : ui.tr("now");
    const float height = ui::text_size(ui, ui::Font::caption, words).y;
    draw_caption(context, {area.min.x, y + (tile - height) / 2}, words_width, words);
  }
  const std::vector<int> numbers = shown_sample_numbers(context.model);
  for (size_t i = 0; i < numbers.size(); ++i)
    draw_sample(context, static_cast<int>(i), numbers[i],
                {area.min.x + words_width + static_cast<float>(i) * (tile + gap), square}, tile, gap);
  if (numbers.empty() || context.model.fixed_count() <= shown_samples) return;
  draw_caption(context, {area.min.x + words_width, square + 2 * (tile + gap) + ui.px(4)}, room,
               fmt::format("{} {} {}", numbers.size(), ui.tr("of"), context.model.fixed_count()));
}

}  // namespace

void draw_band(Context& context, const Area& area) {
  ui::Ui& ui = context.ui;
  const auto [left, right] = explore_parts::split_band(context, area, ui.compact ? 0.5F : 0.465F);
  draw_combination(context, left);
  draw_samples(context, right);
}

}  // namespace ganscope::panels::directions
