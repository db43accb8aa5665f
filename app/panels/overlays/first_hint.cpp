#include <algorithm>
#include <array>
#include <cmath>

#include "app/panels/overlays/parts.h"
#include "app/ui/widgets.h"

namespace ganscope::panels::overlays {

using ui::Font;

/// First start: three lines over the empty grid that say what to do. Gone at the first key, or when it
/// trains.
void draw_first_hint(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions) {
  const bool waiting = model.status->phase == api::Phase::ready && model.status->step == 0;
  if (!model.show_hint || !model.status->trainable || !waiting || model.workspace != model::Workspace::train)
    return;
  const std::array lines{ui.tr("Press {b:space}: it trains."),
                         ui.tr("Drag the {b:scrubber}: see how it learned."),
                         ui.tr("Click a {b:picture}: explore it.")};
  float wide = 0;
  for (const char* line : lines) wide = std::max(wide, ui::rich_text_width(ui, Font::body, line));
  const float width = wide + ui.px(24 + 28 + 14 + 24), height = ui.px(36) * 3 + ui.px(28);
  const Frame frame = middle_of(ui, model);
  const ImVec2 at{std::floor((frame.min.x + frame.max.x - width) / 2),
                  std::floor((frame.min.y + frame.max.y - height) / 2)};
  begin_plate(ui, "overlay/hint", at, {width, height});
  ImDrawList* draw = ImGui::GetWindowDrawList();
  for (size_t i = 0; i < lines.size(); ++i) {
    const float y = at.y + ui.px(14) + ui.px(36) * (static_cast<float>(i) + 0.5F);
    const std::string number = std::to_string(i + 1);
    const ImVec2 disc{at.x + ui.px(24 + 13), y};
    draw->AddCircle(disc, ui.px(13), ui.theme.line2, 0, std::max(1.0F, ui.px(1)));
    const ImVec2 size = ui::text_size(ui, Font::mono_small, number);
    ui::text_at(ui, draw, {std::floor(disc.x - size.x / 2 + 0.5F), std::floor(y - size.y / 2)},
                Font::mono_small, ui.theme.t1, number);
    const float height_of_line = ui::text_size(ui, Font::body, "A").y;
    ui::rich_text_at(ui, draw, {at.x + ui.px(24 + 26 + 14), std::floor(y - height_of_line / 2)}, Font::body,
                     ui.theme.t2, lines[i]);
  }
  ui.items.add("overlay/hint", at, {at.x + width, at.y + height}, std::string("hint"));
  const bool pressed = ImGui::IsWindowHovered() && ImGui::IsMouseClicked(ImGuiMouseButton_Left);
  end_plate();
  if (pressed) actions(model::action::DismissHint{});
}

}  // namespace ganscope::panels::overlays
