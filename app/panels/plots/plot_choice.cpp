#include "app/panels/plots/plot_choice.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/ui/imgui_compat.h"
#include "app/ui/widgets.h"

namespace ganscope::panels::plots {

std::vector<const api::PlotInfo*> chosen_plots(const api::SeriesTable& table, const std::set<std::string>& hidden) {
  std::vector<const api::PlotInfo*> chosen;
  for (const api::PlotInfo& plot : table.plots)
    if (!hidden.contains(plot.key)) chosen.push_back(&plot);
  if (chosen.empty())
    for (const api::PlotInfo& plot : table.plots) chosen.push_back(&plot);
  return chosen;
}

std::string choice_words(const ui::Ui& ui, const model::UiModel& model) {
  const api::SeriesTable& table = *model.series.table();
  const size_t all = table.plots.size(), shown = chosen_plots(table, model.preferences.hidden_plots).size();
  if (shown == all) return fmt::format(fmt::runtime(ui.tr("{} plots")), all);
  return fmt::format(fmt::runtime(ui.tr("{} of {} plots")), shown, all);
}

void draw_choice(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions) {
  const float width = ui.px(260);
  ImGui::SetNextWindowSizeConstraints({0, 0}, {width + ui.px(40), ImGui::GetIO().DisplaySize.y * 0.7F});
  if (!ImGui::BeginPopup(choice_popup)) return;
  if (ui::compat::key_pressed(ImGuiKey_Escape)) ImGui::CloseCurrentPopup();
  const api::SeriesTable& table = *model.series.table();
  const auto shown = chosen_plots(table, model.preferences.hidden_plots);
  for (const api::PlotInfo& plot : table.plots) {
    const bool on = std::ranges::find(shown, &plot) != shown.end();
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
