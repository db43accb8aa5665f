#include "app/panels/step_buttons.h"

#include <cmath>
#include <string>

#include "app/ui/widgets.h"

namespace ganscope::panels {
namespace {

struct StepButton {
  const char* name;
  const char* label;
  const char* short_label;
  const char* help;
  const char* key;
  api::StepKind kind;
};
constexpr StepButton step_buttons[] = {
    {"transport/step_d", "{q:Step} {D}", "{q:+1} {D}", "One step of the discriminator alone. Pauses first.",
     "D", api::StepKind::discriminator},
    {"transport/step_g", "{q:Step} {G}", "{q:+1} {G}", "One step of the generator alone. Pauses first.", "G",
     api::StepKind::generator},
    {"transport/step_both", "{q:Step} both", "{q:+1} both",
     "One whole step: the discriminator, then the generator. Pauses first.", "S", api::StepKind::both}};

/// How often a press of a step button counts.
int64_t times_held() {
  const ImGuiIO& io = ImGui::GetIO();
  return io.KeyCtrl ? 100 : io.KeyShift ? 10 : 1;
}

}  // namespace

void draw_step_buttons(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions, ImVec2 at,
                       float width, float height, int64_t times) {
  const float gap = ui.px(8);
  const bool together = !model.status->model.single_steps;  // its players do not move alone
  const float each = together ? width : std::floor((width - 2 * gap) / 3);
  float x = at.x;
  for (const StepButton& step : step_buttons) {
    if (together && step.kind != api::StepKind::both) continue;
    const std::string keys = std::string(step.key) + ui.tr(" · Shift: 10 times, Ctrl: 100 times");
    ImGui::SetCursorScreenPos({x, at.y});
    if (ui::button(ui, step.name,
                   {.label = ui.tr(together     ? (ui.compact ? "{q:+1} step" : "One {q:step}")
                                   : ui.compact ? step.short_label
                                                : step.label),
                    .width = &step == &step_buttons[2] ? at.x + width - x : each,
                    .height = height,
                    .help = ui.tr(together ? "One step of training. Pauses first." : step.help),
                    .key = keys.c_str(),
                    .pending = model.is_pending(step.name),
                    .enabled = model.trainable() && model.status->phase != api::Phase::loading}))
      actions(model::action::Post{api::StepOnce{step.kind, times * times_held()}});
    x += each + gap;
  }
}

}  // namespace ganscope::panels
