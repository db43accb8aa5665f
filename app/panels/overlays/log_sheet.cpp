#include <algorithm>
#include <cmath>

#include "app/panels/overlays/parts.h"
#include "app/ui/bounded.h"
#include "app/ui/widgets.h"

namespace ganscope::panels::overlays {

using ui::Font;

void draw_log(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions) {
  const ImVec2 display = ImGui::GetIO().DisplaySize;
  const float width = std::min(ui.px(860), display.x - ui.px(48));
  const float left = std::floor((display.x - width) / 2);
  const float top = ui.px(48 + 24), bottom = std::min(display.y - ui.px(24), top + ui.px(520));
  bool open = true;
  ui::begin_sheet(ui, "log",
                  {.title = ui.tr("Log"),
                   .min = {left, top},
                   .max = {left + width, bottom},
                   .caption = model.status->folder},
                  open);
  const bool at_end = ImGui::GetScrollY() >= ImGui::GetScrollMaxY() - 1;
  const float wrap = ImGui::GetContentRegionAvail().x - ui.px(16);
  if (model.log.empty()) ui::text(ui, Font::body, ui.theme.t3, ui.tr("Nothing has been said yet."));
  // Only the newest lines: a log of a long night must not make every frame slow.
  constexpr size_t newest = 400;
  for (size_t i = model.log.size() > newest ? model.log.size() - newest : 0; i < model.log.size(); ++i) {
    const LogLine& line = model.log[i];
    const bool trouble = line.level != LogLevel::info;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    if (trouble)
      ui::draw_icon(ImGui::GetWindowDrawList(), ui::Icon::warning, {at.x + ui.px(6), at.y + ui.px(8)},
                    ui.px(11), line.level == LogLevel::error ? ui.theme.warn : ui.theme.t2);
    ImGui::SetCursorScreenPos({at.x + ui.px(20), at.y});
    ui::wrapped_text_at(ui, ImGui::GetWindowDrawList(), {at.x + ui.px(20), at.y}, Font::mono_small,
                        trouble ? ui.theme.t1 : ui.theme.t2, line.text, wrap);
    const float height = ui::wrapped_size(ui, Font::mono_small, line.text, wrap).y;
    ImGui::SetCursorScreenPos(at);
    ui::take_room({wrap, height - ui.px(3)});
  }
  ui.items.add("log/lines", ImGui::GetWindowPos(), {left + width, bottom},
               static_cast<double>(model.log.size()));
  if (at_end) ImGui::SetScrollHereY(1.0F);
  ui::end_sheet();
  if (!open) actions(model::action::ShowSheet{"log", false});
}

}  // namespace ganscope::panels::overlays
