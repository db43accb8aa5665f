#include <algorithm>
#include <cmath>
#include <string>

#include "app/panels/runs/parts.h"
#include "app/ui/bounded.h"
#include "app/ui/widgets.h"
#include "core/base/utf8.h"

namespace ganscope::panels::runs_table {

using ui::Font;

void draw_question(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions) {
  const model::RunRow* row = model.runs_desk.row_of(model.runs_desk.asked);
  if (row == nullptr) return;
  const ImVec2 display = ImGui::GetIO().DisplaySize;
  const float width = std::max(1.0F, std::min(ui.px(520), display.x - ui.px(48)));
  const float wrap = std::max(1.0F, width - ui.px(40));
  const char* words = ui.tr(
      "Its checkpoints, curves, film and samples go for good: nothing brings them back. Files in its "
      "folder that the program did not write stay.");
  const float lines = std::ceil(ui::wrapped_size(ui, Font::body, words, wrap).y * 1.15F);
  const float height = ui.px(16 + 36 + 28 + 8 + 32 + 16) + lines;
  const ImVec2 min{std::floor((display.x - width) / 2), std::floor((display.y - height) / 2)};
  bool open = true;
  ui::begin_sheet(ui, "runs/question",
                  {.title = ui.tr("Delete this run?"), .min = min, .max = {min.x + width, min.y + height}},
                  open);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImDrawList* draw = ImGui::GetWindowDrawList();
  ui::text_at(ui, draw, at, Font::mono_small, ui.theme.t1,
              ui::fitted(ui, Font::mono_small, printable(row->run->name), wrap));
  ImGui::SetCursorScreenPos({at.x, at.y + ui.px(26)});
  ui::rich_text(ui, Font::body, ui.theme.t2, words, wrap);
  const float foot = min.y + height - ui.px(16 + 32);
  const float keep_width = ui::rich_text_width(ui, Font::strong, ui.tr("Keep it")) + ui.px(28);
  const float delete_width = ui::rich_text_width(ui, Font::strong, ui.tr("Delete for good")) + ui.px(28);
  ImGui::SetCursorScreenPos({at.x + wrap - keep_width, foot});
  const bool keep = ui::button(ui, "runs/keep",
                               {.label = ui.tr("Keep it"),
                                .style = ui::ButtonStyle::primary,
                                .width = keep_width,
                                .help = ui.tr("Leaves everything as it is."),
                                .key = ui.tr("Esc")});
  ImGui::SetCursorScreenPos({at.x + wrap - keep_width - ui.px(8) - delete_width, foot});
  const bool remove = ui::button(ui, "runs/remove",
                                 {.label = ui.tr("Delete for good"),
                                  .width = delete_width,
                                  .help = ui.tr("There is no way back."),
                                  .key = ui.tr("Enter")});
  ui::end_sheet();
  if (remove)
    actions(model::RunsAction(model::runs_action::Remove{row->folder}));
  else if (keep || !open)
    actions(model::RunsAction(model::runs_action::Ask{}));
}

}  // namespace ganscope::panels::runs_table
