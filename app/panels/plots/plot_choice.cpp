#include "app/panels/plots/plot_choice.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/ui/bounded.h"
#include "app/ui/imgui_compat.h"
#include "app/ui/widgets.h"

namespace ganscope::panels::plots {

std::string choice_words(const ui::Ui& ui, const model::UiModel& model) {
  const std::vector<Shown> plots = all_plots(model);
  const size_t all = plots.size(), shown = chosen_plots(plots, model.preferences.hidden_plots).size();
  if (shown == all) return fmt::format(fmt::runtime(ui.tr("{} plots")), all);
  return fmt::format(fmt::runtime(ui.tr("{} of {} plots")), shown, all);
}

void draw_choice(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions) {
  const float width = ui.px(260);
  ui::limit_window({0, 0}, {width + ui.px(40), ImGui::GetIO().DisplaySize.y * 0.7F});
  if (!ImGui::BeginPopup(choice_popup)) return;
  if (ui::compat::key_pressed(ImGuiKey_Escape)) ImGui::CloseCurrentPopup();
  const std::vector<Shown> all = all_plots(model);
  const std::vector<Shown> shown = chosen_plots(all, model.preferences.hidden_plots);
  for (const Shown& each : all) {
    const api::PlotInfo& plot = *each.info;
    const bool on = std::ranges::find(shown, each) != shown.end();
    if (ui::button(ui, "plot/choose/" + plot.key,
                   {.label = ui.tr(plot.title.c_str()),
                    .style = ui::ButtonStyle::quiet,
                    .width = width,
                    .height = ui.px(28),
                    .help = on ? ui.tr("Shown. A click takes it away.") : ui.tr("Hidden. A click shows it."),
                    .has_icon = on,
                    .icon = ui::Icon::check,
                    .enabled = !on || shown.size() > 1,
                    .left_aligned = true}))
      actions(model::action::ShowPlot{plot.key, !on});
  }
  ImGui::EndPopup();
}

}  // namespace ganscope::panels::plots
