#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "app/panels/transport/parts.h"
#include "app/ui/bounded.h"
#include "app/ui/widgets.h"

namespace ganscope::panels::transport {
namespace {

using ui::Font;

/// The words below both films: step 0, what they show, now.
void draw_film_words(const ui::Ui& ui, const Timeline& timeline, float y, const std::string& words) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float width = ui::text_size(ui, Font::caption, words).x;
  ui::text_at(ui, draw, {timeline.left, y}, Font::caption, ui.theme.t3, std::string(ui.tr("step")) + " 0");
  ui::text_at(ui, draw, {std::floor((timeline.left + timeline.right - width) / 2), y}, Font::caption,
              ui.theme.t2, words);
  const char* now = ui.tr("now");
  ui::text_at(ui, draw, {timeline.right - ui::text_size(ui, Font::caption_strong, now).x, y},
              Font::caption_strong, ui.theme.t1, now);
}

/// The film of one of two moments: a click, a drag or the arrow keys choose it. Returns its moment.
int64_t moment_film(ui::Ui& ui, const model::UiModel& model, const Timeline& timeline, bool second, float top,
                    float height) {
  const std::string name = std::string("compare/film/") + (second ? "b" : "a");
  const int64_t shown = model::compared_side(model, second).moment;
  draw_film_cells(ui, model, ui.atlases, timeline, top, height, shown);
  ImGui::SetCursorScreenPos({timeline.left, top});
  const ImVec2 max{timeline.right, top + height};
  ui::press_area(name.c_str(), {timeline.right - timeline.left, height});
  ui.items.add(name, {timeline.left, top}, max,
               static_cast<double>(shown == api::now ? model.status->step : shown));
  static_cast<void>(ui.items.interaction.visit(name));
  ui::tooltip(ui, ui.tr("Click, drag or use the arrow keys: which moment this one is."));
  if (ui.items.interaction.has_ring(name))
    ImGui::GetWindowDrawList()->AddRect({timeline.left - ui.px(3), top - ui.px(3)},
                                        {max.x + ui.px(3), max.y + ui.px(3)}, ui.theme.t1, ui.px(4), 0,
                                        ui.px(2));
  if (!ImGui::IsItemActive()) return moment_by_key(ui, model, name, shown);
  ui.items.interaction.focus(name, false);
  return moment_at(model, timeline, ImGui::GetIO().MousePos.x);
}

}  // namespace

void draw_compared_left(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions) {
  const ImVec2 origin = ImGui::GetWindowPos(), size = ImGui::GetWindowSize();
  const ImVec2 at{origin.x + ui.px(16), origin.y + ui.px(ui.compact ? 9 : 12)};
  const float width = size.x - ui.px(32), gap = ui.px(8), height = ui.px(ui.compact ? 32 : 36);
  const auto hand = model.comparison.hand;
  const bool runs = model::comparison_runs(model);
  const bool usable = model.trainable() || model.second->trainable();
  const float first = std::floor((width - gap) * 0.606F);
  std::string label = ui.tr(runs ? "Pause both" : "Start both");
  if (hand != model::Comparison::Hand::both)
    label = std::string(ui.tr(runs ? "Pause" : "Start")) + (hand == model::Comparison::Hand::a ? " A" : " B");
  ImGui::SetCursorScreenPos(at);
  if (ui::button(ui, "transport/start",
                 {.label = label,
                  .style = ui::ButtonStyle::primary,
                  .width = first,
                  .height = height,
                  .help = ui.tr(runs ? "Stops after this step. Nothing is lost; exploring goes on."
                                     : "Trains until you pause."),
                  .key = ui.tr("Space"),
                  .has_icon = true,
                  .icon = runs ? ui::Icon::pause : ui::Icon::play,
                  .enabled = usable})) {
    if (runs)
      actions(model::action::ToCompared{api::Pause{}});
    else
      actions(model::action::ToCompared{api::Train{}});
  }
  ImGui::SetCursorScreenPos({at.x + first + gap, at.y});
  if (ui::button(ui, "transport/reset",
                 {.label = ui.tr("Reset"),
                  .width = width - first - gap,
                  .height = height,
                  .help = ui.tr("Back to step 0 with exactly the same first weights."),
                  .key = "R",
                  .has_icon = true,
                  .icon = ui::Icon::reset,
                  .enabled = usable}))
    actions(model::action::ToCompared{api::Reset{}});
  const float below = at.y + height + ui.px(ui.compact ? 4 : 8), low = ui.px(ui.compact ? 28 : 32);
  const std::array<std::string, 3> who{ui.tr("Both"), "A", "B"};
  int index = static_cast<int>(hand);
  ImGui::SetCursorScreenPos({at.x, below});
  if (ui::segmented(ui, "compare/hand", who, index, ui.tr("Whom these buttons move.")))
    actions(model::action::SetHand{index});
  const float step_width = ui.px(92);
  ImGui::SetCursorScreenPos({at.x + width - step_width, below});
  if (ui::button(ui, "transport/step_both",
                 {.label = ui.tr("One step"),
                  .width = step_width,
                  .height = low,
                  .help = ui.tr("One step of both players."),
                  .key = "S",
                  .enabled = usable}))
    actions(model::action::ToCompared{api::StepOnce{api::StepKind::both}});
}

void draw_compared_middle(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions) {
  const ImVec2 origin = ImGui::GetWindowPos(), size = ImGui::GetWindowSize();
  const float letters = ui.px(18), inset = ui.px(ui.compact ? 0 : 16);
  Timeline timeline = timeline_of(model, origin.x + inset + letters, origin.x + size.x - inset);
  timeline.last = std::max(timeline.last, model.second->status->step);
  const float top = origin.y + ui.px(ui.compact ? 7 : 8), row = ui.px(ui.compact ? 20 : 26), gap = ui.px(2);
  ImDrawList* draw = ImGui::GetWindowDrawList();
  ImGui::PushClipRect({origin.x - ui.px(8), origin.y}, {origin.x + size.x + ui.px(8), origin.y + size.y},
                      false);
  float y = top;
  struct Row {
    const char* letter;
    const model::RunModel& run;
    const ui::Atlases& atlases;
  };
  const ui::Atlases& second = ui.second_atlases != nullptr ? *ui.second_atlases : ui.atlases;
  for (const Row& side : {Row{"A", model, ui.atlases}, Row{"B", *model.second, second}}) {
    const ImVec2 letter = ui::text_size(ui, Font::mono_small, side.letter);
    ui::text_at(ui, draw, {origin.x + inset, y + (row - letter.y) / 2}, Font::mono_small, ui.theme.t2,
                side.letter);
    draw_film_cells(ui, side.run, side.atlases, timeline, y, row, model.moment);
    y += row + gap;
  }
  ImGui::SetCursorScreenPos({timeline.left, top});
  ui::press_area("compare/film", {timeline.right - timeline.left, y - top});
  ui.items.add("compare/film", {timeline.left, top}, {timeline.right, y});
  if (ImGui::IsItemActive()) {
    const int64_t moment = moment_at(model, timeline, ImGui::GetIO().MousePos.x);
    if (moment != model.moment) actions(model::action::SetMoment{moment});
  }
  ui::tooltip(
      ui, ui.tr("The selected latent in both runs, from step 0 to now. Click or drag to see that moment."));
  draw_scrubber(ui, model, actions, timeline, y + ui.px(ui.compact ? 10 : 8), false, false);
  if (!ui.compact) {
    const std::string words =
        model.status->model.translates()
            ? std::string(ui.tr("This picture in both, through the whole history"))
            : fmt::format(fmt::runtime(ui.tr("Latent {} in both, through the whole history")),
                          std::max(0, model.selected_latent));
    draw_film_words(ui, timeline, y + ui.px(17), words);
  }
  ImGui::PopClipRect();
}

void draw_moments_middle(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions) {
  const ImVec2 origin = ImGui::GetWindowPos(), size = ImGui::GetWindowSize();
  const float inset = ui.px(ui.compact ? 0 : 16), letters = ui.px(72);
  const Timeline timeline =
      timeline_of(model, origin.x + inset + letters, origin.x + size.x - inset - ui.px(4));
  const float row = ui.px(ui.compact ? 24 : 27), gap = ui.px(5);
  ImGui::PushClipRect({origin.x - ui.px(8), origin.y}, {origin.x + size.x + ui.px(8), origin.y + size.y},
                      false);
  float y = origin.y + ui.px(ui.compact ? 8 : 7);
  for (const bool second : {false, true}) {
    const int64_t shown = model::compared_side(model, second).moment;
    const std::string words = std::string(second ? "B " : "A ") +
                              (shown == api::now ? std::string(ui.tr("now")) : ui::thousands(shown));
    const ImVec2 said = ui::text_size(ui, Font::mono_small, words);
    ui::text_at(ui, ImGui::GetWindowDrawList(), {origin.x + inset, y + (row - said.y) / 2}, Font::mono_small,
                ui.theme.t2, words);
    const int64_t moment = moment_film(ui, model, timeline, second, y, row);
    if (moment != shown && second)
      actions(model::action::SetOtherMoment{moment});
    else if (moment != shown)
      actions(model::action::SetMoment{moment});
    y += row + gap;
  }
  draw_film_words(
      ui, timeline, y - ui.px(1),
      model.status->model.translates()
          ? std::string(ui.tr(model::is_sounds(model) ? "This sound through the whole history, twice"
                                                      : "This picture through the whole history, twice"))
          : fmt::format(fmt::runtime(ui.tr("Latent {} through the whole history, twice")),
                        std::max(0, model.selected_latent)));
  ImGui::PopClipRect();
}

void draw_compared_right(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions) {
  const ImVec2 origin = ImGui::GetWindowPos(), size = ImGui::GetWindowSize();
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const api::Status &a = *model.status, &b = *model.second->status;
  const float left = origin.x + ui.px(16), right = origin.x + size.x - ui.px(16);
  const float top = origin.y + ui.px(ui.compact ? 6 : 7);
  // One number while they keep step, else both.
  const bool one = a.step == b.step || (model.comparison.in_step && model::comparison_runs(model));
  const std::string steps =
      one ? ui::thousands(std::min(a.step, b.step)) : ui::thousands(a.step) + " · " + ui::thousands(b.step);
  const Font font = Font::mono_title;
  const float words = ui::text_size(ui, Font::body, ui.tr("step")).x + ui.px(10);
  const ImVec2 number = ui::text_size(ui, font, steps);
  ui::text_at(ui, draw, {left, top + number.y - ui::text_size(ui, Font::body, "0").y - ui.px(2)}, Font::body,
              ui.theme.t2, ui.tr("step"));
  ui::text_at(ui, draw, {left + words, top}, font, ui.theme.t1, steps);
  ui.items.add("compare/step", {left, top}, {left + words + number.x, top + number.y},
               fmt::format("{} | {}", a.step, b.step));
  const float below = top + number.y + ui.px(ui.compact ? 0 : 2);
  const std::string rates =
      fmt::format("{} + {} {}", ui::rate_text(a.steps_per_s), ui::rate_text(b.steps_per_s), ui.tr("steps/s"));
  ui::text_at(ui, draw, {left, below}, Font::mono_small, ui.theme.t3,
              ui::fitted(ui, Font::mono_small, rates, right - left));
  bool in_step = model.comparison.in_step;
  const char* label = ui.tr("In step");
  const float label_width = ui::text_size(ui, Font::body, label).x;
  ImGui::SetCursorScreenPos({right - ui.px(36), top});
  if (ui::toggle(ui, "compare/in_step", in_step, ui.tr("Neither gets ahead: the slower one sets the pace.")))
    actions(model::action::KeepStep{in_step});
  ui::text_at(ui, draw, {right - ui.px(46) - label_width, top + ui.px(1)}, Font::body, ui.theme.t2, label);

  // The speed of whom the transport moves: words, slider, value in one line at the foot.
  const float y = origin.y + ui.px(ui.compact ? 64 : 68);
  const auto centred = [&](Font of) { return std::floor(y - ui::text_size(ui, of, "0").y / 2 + 0.5F); };
  const char* speed_label = ui.tr("Speed");
  ui::text_at(ui, draw, {left, centred(Font::body)}, Font::body, ui.theme.t2, speed_label);
  const float track = left + ui::text_size(ui, Font::body, speed_label).x + ui.px(14), value = ui.px(46);
  ImGui::SetCursorScreenPos({track, y - ui.px(14)});
  const std::string shown = speed_words(ui, speed_slider(ui, model, actions, right - value - track));
  const Font speed_font =
      ui::text_size(ui, Font::body, shown).x > value - ui.px(4) ? Font::caption : Font::body;
  ui::text_at(ui, draw, {right - ui::text_size(ui, speed_font, shown).x, centred(speed_font)}, speed_font,
              ui.theme.t1, shown);
}

}  // namespace ganscope::panels::transport
