#include <algorithm>
#include <cmath>
#include <filesystem>

#include "app/panels/overlays/parts.h"
#include "app/ui/widgets.h"

namespace ganscope::panels::overlays {

using ui::Font;

void draw_open(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions) {
  const ImVec2 display = ImGui::GetIO().DisplaySize;
  const float width = std::min(ui.px(640), display.x - ui.px(48));
  const float height = std::min(ui.px(440), display.y - ui.px(96));
  const ImVec2 min{std::floor((display.x - width) / 2), std::floor((display.y - height) / 2)};
  bool open = true;
  ui::begin_sheet(ui, "open", {.title = ui.tr("Open"), .min = min, .max = {min.x + width, min.y + height}},
                  open);
  const float inner = ImGui::GetContentRegionAvail().x - ui.px(8);
  ui::rich_text(ui, Font::body, ui.theme.t2,
                ui.tr("A run, a checkpoint, an experiment file, or a folder of pictures. You can also drop "
                      "it on the window."),
                inner);
  std::string path;
  const bool typed =
      ui::path_field(ui, "open/path", path, inner, ui.tr("Type or paste the path, then Enter."),
                     ui.tr("type a path, then press Enter"));
  if (typed && !path.empty()) {
    actions(model::action::OpenPath{path});
    open = false;
  }
  const std::vector<std::string>& runs = model.recent_runs;
  if (!runs.empty()) {
    ImGui::Dummy({1, ui.px(6)});
    ui::text(ui, Font::caption, ui.theme.t3, ui.tr("Newest runs"));
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, ui.px(2)});
    for (size_t i = 0; i < runs.size(); ++i) {
      const ImVec2 at = ImGui::GetCursorScreenPos();
      const std::string name = std::filesystem::path(runs[i]).filename().string();
      if (ui::button(ui, "open/run/" + std::to_string(i),
                     {.style = ui::ButtonStyle::quiet, .width = inner, .height = ui.px(28)})) {
        actions(model::action::OpenPath{runs[i]});
        open = false;
      }
      ui::draw_icon(ImGui::GetWindowDrawList(), ui::Icon::folder, {at.x + ui.px(16), at.y + ui.px(14)},
                    ui.px(15), ui.theme.t2);
      ui::text_at(ui, ImGui::GetWindowDrawList(), {at.x + ui.px(34), at.y + ui.px(5)}, Font::mono_small,
                  ui.theme.t1, name);
    }
    ImGui::PopStyleVar();
  }
  ui::end_sheet();
  if (!open) actions(model::action::ShowSheet{"open", false});
}

}  // namespace ganscope::panels::overlays
