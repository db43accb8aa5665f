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
    const std::string words = fmt::format(fmt::runtime(ui.tr("Latent {} in both, through the whole history")),
                                          std::max(0, model.selected_latent));
    const float width = ui::text_size(ui, Font::caption, words).x, line = y + ui.px(17);
    ui::text_at(ui, draw, {timeline.left, line}, Font::caption, ui.theme.t3,
                std::string(ui.tr("step")) + " 0");
    ui::text_at(ui, draw, {std::floor((timeline.left + timeline.right - width) / 2), line}, Font::caption,
                ui.theme.t2, words);
    const char* now = ui.tr("now");
    ui::text_at(ui, draw, {timeline.right - ui::text_size(ui, Font::caption_strong, now).x, line},
                Font::caption_strong, ui.theme.t1, now);
  }
  ImGui::PopClipRect();
}

void draw_compared_right(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions) {
  const ImVec2 origin = ImGui::GetWindowPos(), size = ImGui::GetWindowSize();
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const api::Status &a = *model.status, &b = *model.second->status;
  const float left = origin.x + ui.px(16), right = origin.x + size.x - ui.px(16);
  const float top = origin.y + ui.px(ui.compact ? 8 : 14);
  // One number while they keep step, else both.
  const bool one = a.step == b.step || (model.comparison.in_step && model::comparison_runs(model));
  const std::string steps =
      one ? ui::thousands(std::min(a.step, b.step)) : ui::thousands(a.step) + " · " + ui::thousands(b.step);
  const Font font = one && !ui.compact ? Font::mono_large : Font::mono_title;
  const float words = ui::text_size(ui, Font::body, ui.tr("step")).x + ui.px(10);
  const ImVec2 number = ui::text_size(ui, font, steps);
  ui::text_at(ui, draw, {left, top + number.y - ui::text_size(ui, Font::body, "0").y - ui.px(2)}, Font::body,
              ui.theme.t2, ui.tr("step"));
  ui::text_at(ui, draw, {left + words, top}, font, ui.theme.t1, steps);
  ui.items.add("compare/step", {left, top}, {left + words + number.x, top + number.y},
               fmt::format("{} | {}", a.step, b.step));
  const float below = top + number.y + ui.px(ui.compact ? 2 : 6);
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
}

}  // namespace ganscope::panels::transport
