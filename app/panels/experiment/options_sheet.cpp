#include <algorithm>
#include <cmath>

#include "app/panels/experiment/parts.h"
#include "app/ui/widgets.h"

namespace ganscope::panels::experiment {
namespace {

using ui::Font;
using ui::Ui;

void group(Ui& ui, const model::UiModel& model, model::UiActions& actions, const std::string& title,
           const std::string& help, const std::vector<config::Option>& options, float width) {
  const bool shows_any = std::any_of(options.begin(), options.end(), [](const config::Option& option) {
    return option.prominence != config::Prominence::files_only;
  });
  if (!shows_any) return;
  ImGui::Dummy({1, ui.px(4)});
  ui::text(ui, Font::strong, ui.theme.t1, ui.tr(title.c_str()));
  if (!help.empty()) ui::rich_text(ui, Font::caption, ui.theme.t3, ui.tr(help.c_str()), width);
  const float lock = ui.px(28);
  for (const config::Option& option : options) {
    if (option.prominence == config::Prominence::files_only) continue;
    if (option.key == "data" || option.key == "network" || option.key == "objective") continue;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    option_control(ui, model, actions, option, width - lock);
    if (!option.tunable)
      ui::draw_icon(ImGui::GetWindowDrawList(), ui::Icon::lock, {at.x + width - ui.px(9), at.y + ui.px(16)},
                    ui.px(13), ui.theme.t3);
  }
  ImGui::Dummy({1, ui.px(4)});
  ui::divider(ui);
}

}  // namespace

void options_sheet(Ui& ui, const model::UiModel& model, model::UiActions& actions) {
  const ImVec2 display = ImGui::GetIO().DisplaySize;
  const float width = std::min(ui.px(560), display.x - ui.px(48));
  const float left = ui.compact ? (display.x - width) / 2 : ui.px(304 + 16);
  const float top = ui.px(48 + 16), bottom = display.y - ui.px(24);
  bool open = true;
  ui::begin_sheet(ui, "options",
                  {.title = ui.tr("All options"),
                   .min = {std::floor(left), top},
                   .max = {std::floor(left) + width, bottom},
                   .caption = ui.tr("what has a lock begins again at step 0")},
                  open);
  const config::Settings& settings = set_experiment(model).settings;
  const float inner = ImGui::GetContentRegionAvail().x - ui.px(12);
  if (model.catalogue != nullptr) {
    const config::Catalogue& catalogue = *model.catalogue;
    const auto entry_group = [&](const std::vector<config::EntryInfo>& entries, const std::string& key) {
      if (const config::EntryInfo* entry = config::find(entries, key))
        group(ui, model, actions, entry->title, entry->help, entry->options, inner);
    };
    group(ui, model, actions, "Of every experiment", "", catalogue.common, inner);
    if (settings.has("data")) entry_group(catalogue.data, config::data_key(settings));
    if (settings.has("network")) entry_group(catalogue.networks, settings.text("network"));
    if (settings.has("objective")) entry_group(catalogue.objectives, settings.text("objective"));
    for (const config::EntryInfo& entry : catalogue.regularisers)
      group(ui, model, actions, entry.title, entry.help, entry.options, inner);
  }
  ui::end_sheet();
  if (!open) actions(model::action::ShowSheet{"options", false});
}

}  // namespace ganscope::panels::experiment
