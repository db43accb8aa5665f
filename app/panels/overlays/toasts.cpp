#include <algorithm>
#include <cmath>

#include "app/panels/overlays/parts.h"
#include "app/ui/imgui_compat.h"
#include "app/ui/widgets.h"

namespace ganscope::panels::overlays {
namespace {

using ui::Font;
using ui::Ui;

constexpr double stays_s = 5;
constexpr size_t most = 4;

float wrapped_height(const Ui& ui, Font font, const std::string& words, float wrap) {
  return std::ceil(ui::wrapped_size(ui, font, words, wrap).y * 1.15F);
}

}  // namespace

/// Bottom right above the transport, the newest below. Errors stay; others go after 5 s, which they spend
/// unmoved.
void draw_toasts(Ui& ui, const model::UiModel& model, model::UiActions& actions) {
  const ImVec2 display = ImGui::GetIO().DisplaySize;
  const model::WorkspaceRow& row = model::row_of(model.scene());
  const float width = ui.px(360), right = display.x - ui.px(16);
  float bottom = display.y - ui.px(ui.compact ? row.transport_compact : row.transport) - ui.px(16);
  size_t shown = 0;
  for (auto toast = model.toasts.rbegin(); toast != model.toasts.rend(); ++toast) {
    if (!toast->error && ui.time_s - toast->born_s > stays_s) {
      actions(model::action::DismissToast{toast->serial});
      continue;
    }
    // What went wrong with the run stands over the pictures already, and in the diagnosis.
    const auto& failure = model.status->failure;
    if (toast->error && failure && toast->text.starts_with(failure->what)) continue;
    if (++shown > most) continue;
    const float left_pad = toast->error ? ui.px(40) : ui.px(16);
    const float wrap = width - left_pad - ui.px(44);
    const std::string text = ui.tr.sentence(toast->text), hint = ui.tr.sentence(toast->hint);
    const float text_height = wrapped_height(ui, Font::body, text, wrap);
    const float hint_height = wrapped_height(ui, Font::caption, hint, wrap);
    const float action_height = toast->action_label.empty() ? 0 : ui.px(28 + 8);
    const float height =
        ui.px(24) + text_height + (hint_height > 0 ? hint_height + ui.px(4) : 0) + action_height;
    const ImVec2 at{right - width, std::floor(bottom - height)};
    const std::string name = "toast/" + std::to_string(toast->serial);
    begin_plate(ui, name.c_str(), at, {width, height});
    // Also over a sheet: what went wrong there is told here.
    if (!model.open_sheet.empty()) ui::compat::bring_to_front(ImGui::GetCurrentWindow());
    ImDrawList* draw = ImGui::GetWindowDrawList();
    if (toast->error)
      ui::draw_icon(draw, ui::Icon::warning, {at.x + ui.px(22), at.y + ui.px(21)}, ui.px(16), ui.theme.warn);
    ImGui::SetCursorScreenPos({at.x + left_pad, at.y + ui.px(12)});
    ui::rich_text(ui, Font::body, ui.theme.t1, text, wrap);
    float y = at.y + ui.px(12) + text_height + ui.px(4);
    if (hint_height > 0) {
      ImGui::SetCursorScreenPos({at.x + left_pad, y});
      ui::rich_text(ui, Font::caption, ui.theme.t2, hint, wrap);
      y += hint_height;
    }
    if (!toast->action_label.empty()) {
      ImGui::SetCursorScreenPos({at.x + left_pad, y + ui.px(4)});
      if (ui::button(ui, name + "/action", {.label = toast->action_label, .height = ui.px(28)})) {
        actions(model::action::OpenPath{toast->action_path});
        actions(model::action::DismissToast{toast->serial});
      }
    }
    ImGui::SetCursorScreenPos({at.x + width - ui.px(34), at.y + ui.px(6)});
    if (ui::icon_button(ui, name + "/close", ui::Icon::close, ui.tr("Close")))
      actions(model::action::DismissToast{toast->serial});
    ui.items.add(name, at, {at.x + width, at.y + height}, toast->text);
    end_plate();
    bottom = at.y - ui.px(8);
  }
}

}  // namespace ganscope::panels::overlays
