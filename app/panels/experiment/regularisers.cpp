#include <algorithm>
#include <cctype>
#include <cmath>
#include <string>

#include "app/panels/experiment/option_groups.h"
#include "app/panels/experiment/parts.h"
#include "app/panels/option_control.h"
#include "app/ui/bounded.h"
#include "app/ui/imgui_compat.h"
#include "app/ui/widgets.h"

namespace ganscope::panels::experiment {
namespace {

using ui::Font;
using ui::Ui;

constexpr const char* popup = "experiment/regularisers##list";

bool shows(const model::UiModel& model, const config::EntryInfo& entry) {
  if (entry.options.empty() || model::hides_option(model, entry.options.front().key)) return false;
  const config::Scope scope = config::scope_of(*model.catalogue, model.experiment().settings);
  return std::ranges::count(scope.without, entry.options.front().key) == 0;
}

/// "R1 10", of every regulariser that is on; by their keys, which are short.
std::string words_of(const Ui& ui, const model::UiModel& model) {
  std::string words;
  for (const config::EntryInfo& entry : model.catalogue->regularisers) {
    if (!shows(model, entry)) continue;
    const config::Value value = value_of(model, entry.options.front());
    if (is_off(entry.options.front(), value)) continue;
    std::string name = entry.key;
    name.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(name.front())));
    if (!words.empty()) words += ", ";
    words += name;
    if (!std::holds_alternative<bool>(value)) words += " " + config::to_text(value);
  }
  return words.empty() ? ui.tr("none") : words;
}

/// One regulariser: its name, a switch, and while it is on its strength.
void line(Ui& ui, const model::UiModel& model, model::UiActions& actions, const config::EntryInfo& entry,
          float width) {
  const config::Option& strength = entry.options.front();
  const config::Value value = value_of(model, strength);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  bool on = !is_off(strength, value);
  const std::string name = "experiment/regularisers/" + entry.key, title = ui.tr(entry.title.c_str());
  const float y = std::floor(at.y + (ui.px(32) - ui::text_size(ui, Font::body, title).y) / 2);
  ui::text_at(ui, ImGui::GetWindowDrawList(), {at.x, y}, Font::body, on ? ui.theme.t1 : ui.theme.t2,
              ui::fitted(ui, Font::body, title, width - ui.px(44)));
  ImGui::SetCursorScreenPos({at.x + width - ui.px(32), at.y + ui.px(7)});
  if (ui::toggle(ui, name, on, ui.tr(entry.help.c_str())))
    actions(model::action::EditOption{strength.key, on ? usual(strength) : off(strength)});
  ImGui::SetCursorScreenPos({at.x, at.y + ui.px(32)});
  if (!on || std::holds_alternative<bool>(strength.initial)) return;
  ImGui::SetCursorScreenPos({at.x + ui.px(16), at.y + ui.px(32)});
  option_control(ui, model, actions, strength, width - ui.px(16));
  ImGui::SetCursorScreenPos({at.x, ImGui::GetItemRectMax().y + ui.px(6)});
}

void list(Ui& ui, const model::UiModel& model, model::UiActions& actions, ImVec2 below) {
  const ImVec2 display = ImGui::GetIO().DisplaySize;
  const float width = ui.px(360), room = std::max(ui.px(240), display.y - below.y - ui.px(16));
  ui::move_window({below.x, below.y + ui.px(4)});
  ui::limit_window({width, 0}, {width, room});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {ui.px(14), ui.px(10)});
  if (ImGui::BeginPopup(popup, ImGuiWindowFlags_NoMove)) {
    if (ui::compat::key_pressed(ImGuiKey_Escape)) ImGui::CloseCurrentPopup();
    const float inner = ImGui::GetContentRegionAvail().x;
    ui::rich_text(ui, Font::caption, ui.theme.t3,
                  ui.tr("What keeps {D} in check; free to combine. A change begins again at step 0."), inner);
    for (const config::EntryInfo& entry : model.catalogue->regularisers)
      if (shows(model, entry)) line(ui, model, actions, entry, inner);
    if (ui::link(ui, "experiment/regularisers/options", ui.tr("Their other options"),
                 ui.tr("Every option of this experiment."))) {
      actions(model::action::FilterOptions{"", false});
      actions(model::action::ShowSheet{"options"});
      ImGui::CloseCurrentPopup();
    }
    ImGui::EndPopup();
  }
  ImGui::PopStyleVar();
}

}  // namespace

bool any_regulariser(const model::UiModel& model) {
  const auto& all = model.catalogue->regularisers;
  const bool game = config::scope_of(*model.catalogue, model.experiment().settings).game;
  return game && !all.empty() && (!model::teaching(model) || std::ranges::any_of(all, [&](const auto& entry) {
           return shows(model, entry);
         }));
}

void regulariser_row(Ui& ui, const model::UiModel& model, model::UiActions& actions, float width) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  row_label(ui, ui.tr("Regularisers"));
  const float column = ui.px(115);
  ImGui::SetCursorScreenPos({at.x + column, at.y});
  const std::string words = words_of(ui, model);
  if (ui::button(ui, "experiment/regularisers",
                 {.width = width - column, .help = words + "\n" + ui.tr("What keeps D gentle.")}))
    ImGui::OpenPopup(popup);
  ui.items.add("experiment/regularisers", {at.x + column, at.y}, {at.x + width, at.y + ui.px(32)}, words);
  const float y = std::floor(at.y + (ui.px(32) - ui::text_size(ui, Font::body, words).y) / 2);
  ImDrawList* draw = ImGui::GetWindowDrawList();
  ui::text_at(ui, draw, {at.x + column + ui.px(12), y}, Font::body,
              words == ui.tr("none") ? ui.theme.t2 : ui.theme.t1,
              ui::fitted(ui, Font::body, words, width - column - ui.px(42)));
  ui::draw_icon(draw, ui::Icon::chevron_down, {at.x + width - ui.px(16), at.y + ui.px(16)}, ui.px(14),
                ui.theme.t2);
  list(ui, model, actions, {at.x, at.y + ui.px(32)});
  ImGui::SetCursorScreenPos({at.x, at.y + ui.px(36)});
}

}  // namespace ganscope::panels::experiment
