#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/panels/playground/slowly/slowly_numbers.h"
#include "app/panels/playground/slowly/slowly_parts.h"
#include "app/panels/step_buttons.h"
#include "app/ui/bounded.h"

// Back, Forward, Auto, To the end; twelve segments; the step and the pace.
namespace ganscope::panels::slowly {
namespace {

using model::UiModel;
using playground::changing;
using ui::Font;

bool stuck(const UiModel& model) { return model::at_slow_end(model) && !model.slow_step->finite; }
bool first_of_all(const UiModel& model) {
  return model::at_slow_beginning(model) && model.slow_step->earlier == 0;
}

}  // namespace

model::Action to_part(size_t part) {
  return changing([part](UiModel& model, double /*now_s*/) { model::show_slow_part(model, part); });
}

model::Action automatic(bool on) {
  return changing([on](UiModel& model, double now_s) { model::play_slowly(model, on, now_s); });
}

model::Action forward(const UiModel& model) {
  const size_t part = model::tool_state<model::Slowly>(model).part;
  if (model::at_slow_end(model) && model.slow_step->finite)
    return model::action::Post{api::Slowly{api::Slowly::Go::next}};
  return to_part(part + 1);
}

model::Action back(const UiModel& model) {
  const size_t part = model::tool_state<model::Slowly>(model).part;
  if (part == 0 && model.slow_step->earlier > 0)
    return model::action::Post{api::Slowly{api::Slowly::Go::previous}};
  return to_part(part == 0 ? 0 : part - 1);
}

void draw_left_transport(ui::Ui& ui, const UiModel& model, model::UiActions& actions) {
  const ImVec2 origin = ImGui::GetWindowPos(), size = ImGui::GetWindowSize();
  const float gap = ui.px(8), width = std::floor((size.x - ui.px(32) - gap) / 2);
  const float high = ui.px(ui.compact ? 32 : 36), low = ui.px(ui.compact ? 28 : 32);
  const ImVec2 at{origin.x + ui.px(16), origin.y + ui.px(ui.compact ? 9 : 12)};
  const bool there = model::slow_parts(model) > 0;
  const bool playing = model::tool_state<model::Slowly>(model).automatic;
  const auto place = [&](int column, int row) {
    ImGui::SetCursorScreenPos({at.x + static_cast<float>(column) * (width + gap),
                               at.y + static_cast<float>(row) * (high + ui.px(ui.compact ? 4 : 8))});
  };
  place(0, 0);
  if (ui::button(ui, "playground/slowly/back",
                 {.label = ui.tr("Back"),
                  .width = width,
                  .height = high,
                  .help = ui.tr("The part before; before the first, the step before, bitwise as it was."),
                  .key = "←",
                  .pending = model.is_pending("playground/slowly/back"),
                  .enabled = there && !first_of_all(model)}))
    actions(back(model));
  place(1, 0);
  if (ui::button(ui, "playground/slowly/forward",
                 {.label = ui.tr("Forward"),
                  .style = ui::ButtonStyle::primary,
                  .width = width,
                  .height = high,
                  .help = ui.tr("The next part; after the last the step is taken, and the next one begins."),
                  .key = "→",
                  .has_icon = !ui.compact,
                  .icon = ui::Icon::chevron_right,
                  .pending = model.is_pending("playground/slowly/forward"),
                  .enabled = there && !stuck(model)}))
    actions(forward(model));
  place(0, 1);
  if (ui::button(ui, "playground/slowly/auto",
                 {.label = ui.tr(playing ? "Stop" : "Auto"),
                  .width = width,
                  .height = low,
                  .help = ui.tr("Part after part by itself, step after step."),
                  .key = "P",
                  .has_icon = true,
                  .icon = playing ? ui::Icon::pause : ui::Icon::play,
                  .enabled = there && (playing || !stuck(model))}))
    actions(automatic(!playing));
  place(1, 1);
  if (ui::button(ui, "playground/slowly/end",
                 {.label = ui.tr("To the end"),
                  .width = width,
                  .height = low,
                  .help = ui.tr("The last part of this step."),
                  .key = ui.tr("End"),
                  .enabled = there && !model::at_slow_end(model)}))
    actions(to_part(model::slow_parts(model)));
}

namespace {

struct Segments {
  float left, top, each;
  size_t count;
  [[nodiscard]] float x_of(size_t part) const { return left + each * static_cast<float>(part); }
  [[nodiscard]] size_t part_at(float x) const {
    const float at = (x - left) / std::max(1.0F, each);
    return static_cast<size_t>(ui::within(at, 0.0F, static_cast<float>(count) - 1));
  }
};

void draw_segment(const ui::Ui& ui, const Segments& segments, size_t i, const api::PartFacts& facts,
                  size_t shown, bool critic, bool tight) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float x = segments.x_of(i), bar = segments.top + ui.px(25), high = ui.px(8);
  const ImU32 colour = colour_of(ui, player_of(facts.part));
  const ImVec2 min{x + ui.px(1), bar}, max{x + segments.each - ui.px(1), bar + high};
  draw->AddRectFilled(min, max,
                      i < shown    ? ui::faded(colour, 0.75F)
                      : i == shown ? colour
                                   : ui.theme.bg4,
                      ui.px(2));
  if (i == shown)
    draw->AddRect({min.x - ui.px(2), min.y - ui.px(2)}, {max.x + ui.px(2), max.y + ui.px(2)}, ui.theme.t1,
                  ui.px(3), 0, ui.px(2));
  const Font font = i == shown ? Font::caption_strong : Font::caption;
  std::string name = ui.tr(short_name(facts.part, critic));
  if (!name.ends_with('}')) name = ui::fitted(ui, font, name, segments.each - ui.px(2));
  draw_middle_words(ui, {x, segments.top}, segments.each, font, i == shown ? ui.theme.t1 : ui.theme.t2, name);
  if (!facts.finite)
    ui::draw_icon(draw, ui::Icon::warning, {x + segments.each / 2, bar + high / 2}, ui.px(14), ui.theme.warn);
  if (tight) return;
  const std::string number = std::to_string(i + 1);
  const float numeral = ui::text_size(ui, Font::mono_small, number).x;
  ui::text_at(ui, draw, {std::round(x + (segments.each - numeral) / 2), bar + ui.px(14)}, Font::mono_small,
              i == shown ? ui.theme.t1 : ui.theme.t3, number);
}

}  // namespace

void draw_middle_transport(ui::Ui& ui, const UiModel& model, model::UiActions& actions) {
  const ImVec2 origin = ImGui::GetWindowPos(), size = ImGui::GetWindowSize();
  const size_t parts = model::slow_parts(model);
  if (parts == 0) return;
  const float inset = ui.px(ui.compact ? 10 : 16);
  const Segments segments{origin.x + inset, origin.y + ui.px(ui.compact ? 8 : 12),
                          (size.x - 2 * inset) / static_cast<float>(api::step_parts), parts};
  const size_t shown = model::tool_state<model::Slowly>(model).part;
  const bool critic = game_of(model).critic;
  for (size_t i = 0; i < parts; ++i) {
    draw_segment(ui, segments, i, model.slow_step->parts[i], shown, critic, ui.compact);
    const float x = segments.x_of(i);
    ui.items.add(fmt::format("playground/slowly/segment/{}", i + 1), {x, segments.top},
                 {x + segments.each, segments.top + ui.px(54)}, i == shown);
  }
  ImGui::SetCursorScreenPos({segments.left, segments.top});
  ui::press_area("playground/slowly/segments", {segments.each * static_cast<float>(parts), ui.px(54)});
  if (ImGui::IsItemActive()) {
    const size_t under = segments.part_at(ImGui::GetIO().MousePos.x);
    if (under != shown) actions(to_part(under));
  }
  ui::tooltip(ui, ui.tr("Click a part, or drag through all of them."));
  const float words = segments.top + ui.px(ui.compact ? 40 : 62);
  ImDrawList* draw = ImGui::GetWindowDrawList();
  config::Player before = config::Player::real;
  for (size_t i = 0; i < parts; ++i) {
    const config::Player player = player_of(model.slow_step->parts[i].part);
    if (player == before) continue;
    before = player;
    ui::rich_text_at(ui, draw, {segments.x_of(i) + ui.px(1), words}, Font::caption, ui.theme.t3,
                     ui.tr(player == config::Player::none            ? "both"
                           : player == config::Player::discriminator ? "{D}’s turn"
                                                                     : "{G}’s turn"));
  }
}

namespace {

/// "{D} alone, 10 times: its loss 1.34 → 1.29", marked; empty: nothing was made by a step button.
std::string words_of_made(const ui::Ui& ui, const model::Slowly& state) {
  if (!state.made || !state.made->done) return {};
  const model::Slowly::Made& made = *state.made;
  const auto change = [](double before, double after) {
    return "{n:" + significant(before, 3) + " → " + significant(after, 3) + "}";
  };
  const std::string times = "{n:" + ui::thousands(made.times) + "}";
  switch (made.kind) {
    case api::StepKind::discriminator:
      return fmt::format(fmt::runtime(ui.tr("{} × {}, alone: its loss {}")), times, "{D}",
                         change(made.d_before, made.d));
    case api::StepKind::generator:
      return fmt::format(fmt::runtime(ui.tr("{} × {}, alone: its loss {}")), times, "{G}",
                         change(made.g_before, made.g));
    case api::StepKind::both:
      break;
  }
  return fmt::format(fmt::runtime(ui.tr("{} × both: {} {}, {} {}")), times, "{D}",
                     change(made.d_before, made.d), "{G}", change(made.g_before, made.g));
}

/// Where the shown part is among the others, or what the step buttons did. Not in little room.
void draw_place(ui::Ui& ui, const Context& context, ImVec2 at, float width) {
  const model::Slowly& state = context.state();
  const size_t parts = model::slow_parts(context.model);
  if (parts == 0) return;
  const std::string made = words_of_made(ui, state);
  const std::string words =
      fmt::format("{} {} {} {}", ui.tr("part"), std::min(state.part, parts - 1) + 1, ui.tr("of"),
                  api::step_parts) +
      fmt::format(" · {} {}", context.batch(), ui.tr(context.points() ? "points" : "pictures"));
  if (!ui.compact && made.empty())
    ui::text_at(ui, ImGui::GetWindowDrawList(), at, Font::mono_small, ui.theme.t3, words);
  else if (!ui.compact)
    ui::rich_text_at(ui, ImGui::GetWindowDrawList(), at, Font::caption, ui.theme.t2, made);
  if (!made.empty()) {
    ImGui::SetCursorScreenPos(at);
    ui::take_room({width, ui.px(18)});
    ui::tooltip(
        ui,
        ui.tr("Losses of the step that was shown before and of the one that is shown now; each on its own "
              "batch."));
    ui.items.add("playground/slowly/made", at, {at.x + width, at.y + ui.px(18)}, ui::plain_words(made));
  }
  ui.items.add("playground/slowly/part", at, {at.x + width, at.y + ui.px(18)},
               static_cast<double>(state.part + 1));
}

/// How long a part stays: from slow to quick, so the slider shows parts a second.
void draw_pace(ui::Ui& ui, const model::Slowly& state, model::UiActions& actions, ImVec2 at, float width) {
  ImGui::SetCursorScreenPos(at);
  double rate = 1 / state.seconds;
  if (ui::slider(
          ui, "playground/slowly/pace",
          {.min = 1 / model::Slowly::slowest,
           .max = 1 / model::Slowly::fastest,
           .initial = 0.5,
           .logarithmic = true,
           .width = width,
           .field_width = 0,
           .arrows = false,
           .help = ui.tr("How long each part stays when they follow each other by themselves: 5 to 0.2 "
                         "seconds.")},
          rate))
    actions(
        changing([rate](UiModel& changed, double /*now_s*/) { model::set_slow_seconds(changed, 1 / rate); }));
}

/// Step D, Step G, both; and how often each of them counts.
void draw_whole_steps(ui::Ui& ui, const UiModel& model, model::UiActions& actions, ImVec2 at, float width) {
  int64_t times = model::tool_state<model::Slowly>(model).times;
  const float height = ui.px(ui.compact ? 28 : 32);
  // In little room Shift and Ctrl alone count.
  const float counter = ui.compact ? 0 : ui.px(116);
  const float buttons = ui.compact ? width : width - counter - ui.px(26);
  draw_step_buttons(ui, model, actions, at, buttons, height, ui.compact ? 1 : times);
  if (ui.compact) return;
  const float line = ui::text_size(ui, Font::body, "×").y;
  ui::text_at(ui, ImGui::GetWindowDrawList(), {at.x + buttons + ui.px(9), at.y + (height - line) / 2},
              Font::body, ui.theme.t2, "×");
  ImGui::SetCursorScreenPos({at.x + width - counter, at.y});
  if (ui::stepper(
          ui, "playground/slowly/times", 1, model::Slowly::most_times, times, counter,
          ui.tr("So many steps at a press, or at a key d, g, s. Then the next one is shown part by part.")))
    actions(changing([times](UiModel& changed, double /*now_s*/) { model::set_slow_times(changed, times); }));
}

}  // namespace

void draw_right_transport(ui::Ui& ui, const UiModel& model, model::UiActions& actions) {
  const ImVec2 origin = ImGui::GetWindowPos(), size = ImGui::GetWindowSize();
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const model::Slowly& state = model::tool_state<model::Slowly>(model);
  const float left = origin.x + ui.px(16), right = origin.x + size.x - ui.px(16);
  const float top = origin.y + ui.px(8);
  const Font font = ui.compact ? Font::mono_title : Font::mono_large;
  const std::string number = ui::thousands(model.status->step);
  const float step = ui::text_size(ui, Font::body, ui.tr("step")).x;
  ui::text_at(ui, draw, {left, top + ui.px(ui.compact ? 3 : 10)}, Font::body, ui.theme.t2, ui.tr("step"));
  ui::text_at(ui, draw, {left + step + ui.px(9), top}, font, ui.theme.t1, number);
  const ImVec2 extent = ui::text_size(ui, font, number);
  const float end = left + step + ui.px(9) + extent.x;
  ui.items.add("status/step", {left, top}, {end, top + extent.y}, static_cast<double>(model.status->step));

  const std::string pace = ui.compact
                               ? fmt::format("{} s", significant(state.seconds, 2))
                               : fmt::format("{} {}", significant(state.seconds, 2), ui.tr("s a part"));
  const float words = ui::text_size(ui, Font::body, pace).x;
  ui::text_at(ui, draw, {right - words, top + ui.px(ui.compact ? 3 : 0)}, Font::body, ui.theme.t1, pace);
  const float width = ui.compact ? std::max(ui.px(24), right - words - end - ui.px(24)) : ui.px(140);
  if (!ui.compact) ui::text_at(ui, draw, {right - width, top}, Font::body, ui.theme.t2, ui.tr("Auto"));
  draw_pace(ui, state, actions,
            ui.compact ? ImVec2{right - words - ui.px(8) - width, top + ui.px(4)}
                       : ImVec2{right - width, top + ui.px(22)},
            width);
  draw_place(ui, {ui, model, actions}, {left, top + ui.px(36)}, right - left - ui.px(156));
  draw_whole_steps(ui, model, actions, {left, top + ui.px(ui.compact ? 36 : 57)}, right - left);
}

}  // namespace ganscope::panels::slowly
