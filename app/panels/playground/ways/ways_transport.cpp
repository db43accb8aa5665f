#include <fmt/format.h>

#include "app/panels/playground/ways/ways_parts.h"
#include "app/ui/bounded.h"

namespace ganscope::panels::playground {

void draw_ways_buttons(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions) {
  const WaysState& state = model::tool_state<WaysState>(model);
  const ImVec2 origin = ImGui::GetWindowPos(), size = ImGui::GetWindowSize();
  const ImVec2 at{origin.x + ui.px(16), origin.y + ui.px(ui.compact ? 9 : 12)};
  const float width = size.x - ui.px(32), gap = ui.px(8), half = std::floor((width - gap) / 2);
  const float first_row = ui.px(ui.compact ? 32 : 36), second = at.y + first_row + ui.px(ui.compact ? 4 : 8);
  const bool end = state.position() >= state.last_position();
  ImGui::SetCursorScreenPos(at);
  if (ui::button(ui, "playground/ways/run",
                 {.label = ui.tr(state.running ? "Pause" : "Run"),
                  .style = ui::ButtonStyle::primary,
                  .width = half,
                  .height = first_row,
                  .help = ui.tr("Lets it go on by itself. The run that you train is not touched."),
                  .key = ui.tr("Space"),
                  .has_icon = true,
                  .icon = state.running ? ui::Icon::pause : ui::Icon::play,
                  .enabled = model.configured() && !end}))
    alter<WaysState>(actions,
                     [on = !state.running, now_s = ui.time_s](WaysState& ways) { run(ways, on, now_s); });
  ImGui::SetCursorScreenPos({at.x + half + gap, at.y});
  if (ui::button(ui, "playground/ways/again",
                 {.label = ui.tr("Start over"),
                  .width = width - half - gap,
                  .height = first_row,
                  .help = ui.tr("Back to the beginning, with the same seed."),
                  .key = "R",
                  .has_icon = true,
                  .icon = ui::Icon::reset}))
    alter<WaysState>(actions, start_over);
  const auto step = [&](const char* name, const char* label, int64_t count, float left, float wide,
                        const char* key) {
    ImGui::SetCursorScreenPos({left, second});
    if (ui::button(ui, name,
                   {.label = ui.tr(label),
                    .width = wide,
                    .height = ui.px(ui.compact ? 28 : 32),
                    .help = ui.tr("Goes on by so many and stops."),
                    .key = key,
                    .enabled = model.configured() && !end}))
      alter<WaysState>(actions, [count](WaysState& ways) { step_on(ways, count); });
  };
  const bool hills = state.page == 0;
  step("playground/ways/one", hills ? "One round" : "One step", 1, at.x, half, "S");
  step("playground/ways/many", hills ? "Ten rounds" : "100 steps", hills ? 10 : 100, at.x + half + gap,
       width - half - gap, "");
}

void draw_ways_words(ui::Ui& ui, const model::UiModel& model, model::UiActions& /*actions*/) {
  const WaysState& state = model::tool_state<WaysState>(model);
  const ImVec2 origin = ImGui::GetWindowPos(), size = ImGui::GetWindowSize();
  const float inset = ui.px(ui.compact ? 12 : 16);  // less than half of the padding would be clipped
  const ImVec2 at{origin.x + inset, origin.y + ui.px(ui.compact ? 14 : 24)};
  const float width = size.x - 2 * inset;
  ui::rich_text_at(
      ui, ImGui::GetWindowDrawList(), at, ui::Font::body, ui.theme.t2,
      ui.tr(state.page == 0
                ? "A small {D} of its own, 1-32-32-1; the run that you train is not touched."
                : "Small models of their own on the same batches; the run that you train is not touched."));
  const std::string words =
      state.page == 0
          ? ui.tr("a round: 20 steps on 128 real numbers and 128 negatives, then 64 walks uphill")
          : ui.tr("batch 256, Adam; densities, V and KL of the models averaged over the last hundred steps");
  ui::text_at(ui, ImGui::GetWindowDrawList(), {at.x, at.y + ui.px(24)}, ui::Font::caption, ui.theme.t3,
              ui::fitted(ui, ui::Font::caption, words, width));
}

void draw_ways_speed(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions) {
  const WaysState& state = model::tool_state<WaysState>(model);
  const ImVec2 origin = ImGui::GetWindowPos(), size = ImGui::GetWindowSize();
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const bool hills = state.page == 0;
  const float left = origin.x + ui.px(16), top = origin.y + ui.px(ui.compact ? 10 : 16);
  const char* word = ui.tr(hills ? "round" : "step");
  ui::text_at(ui, draw, {left, top + ui.px(ui.compact ? 2 : 10)}, ui::Font::body, ui.theme.t2, word);
  const int64_t shown = std::max<int64_t>(0, shown_position(model));
  const std::string number = ui::thousands(shown);
  const ui::Font font = ui.compact ? ui::Font::mono_title : ui::Font::mono_large;
  const ImVec2 at{left + ui::text_size(ui, ui::Font::body, word).x + ui.px(10), top};
  const ImVec2 extent = ui::text_size(ui, font, number);
  ui::text_at(ui, draw, at, font, ui.theme.t1, number);
  ui.items.add("playground/ways/position", at, {at.x + extent.x, at.y + extent.y},
               static_cast<double>(shown));
  // In little room the slider has the row below for itself.
  const float right = origin.x + size.x - ui.px(16), width = ui.compact ? right - left : ui.px(210);
  const float words = ui.compact ? right - at.x - extent.x - ui.px(12) : width;
  const std::string unit =
      ui::fitted(ui, ui::Font::caption, ui.tr(hills ? "rounds a second" : "steps a second"), words);
  const float begin = ui.compact ? right - ui::text_size(ui, ui::Font::caption, unit).x : right - width;
  ui::text_at(ui, draw, {begin, top + ui.px(ui.compact ? 4 : 0)}, ui::Font::caption, ui.theme.t3, unit);
  ImGui::SetCursorScreenPos({right - width, top + ui.px(ui.compact ? 34 : 20)});
  double speed = hills ? state.rounds_per_s : state.steps_per_s;
  const ui::SliderSpec spec{.min = hills ? 0.5 : 5,
                            .max = hills ? 20.0 : 1000.0,
                            .initial = hills ? 2.0 : 250.0,
                            .logarithmic = true,
                            .width = width,
                            .field_width = 56,
                            .help = ui.tr("How fast it goes on by itself, as far as the machine can.")};
  if (ui::slider(ui, "playground/ways/speed", spec, speed))
    alter<WaysState>(actions, [speed](WaysState& ways) { ways.speed() = speed; });
}

}  // namespace ganscope::panels::playground
