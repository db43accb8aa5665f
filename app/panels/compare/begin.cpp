#include <algorithm>
#include <cctype>
#include <cmath>
#include <string>
#include <vector>

#include "app/panels/compare/parts.h"
#include "app/panels/option_control.h"
#include "app/ui/bounded.h"
#include "app/ui/widgets.h"
#include "core/config/catalogue.h"

namespace ganscope::panels::compare {
namespace {

using ui::Font;

/// Words that a line has to have, in any case.
bool holds(std::string line, std::string words) {
  const auto lower = [](std::string& text) {
    std::ranges::transform(text, text.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  };
  lower(line);
  lower(words);
  return line.find(words) != std::string::npos;
}

/// The choice of a registry (objective, network) as an option of words.
config::Option choice_of(const char* key, const char* title, const std::vector<config::EntryInfo>& entries,
                         const config::Settings& settings) {
  config::Option option;
  option.key = key;
  option.title = title;
  option.initial = settings.has(key) ? settings.text(key) : std::string();
  for (const config::EntryInfo& entry : entries) option.choices.push_back(entry.key);
  return option;
}

std::vector<config::Option> changeable(const model::UiModel& model, const config::Settings& settings) {
  std::vector<config::Option> all;
  if (settings.has("objective"))
    all.push_back(choice_of("objective", "Objective", model.catalogue->objectives, settings));
  if (settings.has("network"))
    all.push_back(choice_of("network", "Network", model.catalogue->networks, settings));
  for (const config::Option& option : config::active_options(*model.catalogue, settings))
    all.push_back(option);
  return all;
}

/// The settings as they are; whoever changes one has the second run with it.
void draw_settings(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions, float width) {
  const model::RunModel& base = model.second ? *model.second : model;
  const config::Settings& settings = base.experiment().settings;
  const config::Scope scope = config::scope_of(*model.catalogue, settings);
  for (const config::Option& declared : changeable(model, settings)) {
    const config::Option option = ui::spoken(ui, scope, declared);
    const std::string title = ui.tr(option.title.c_str());
    if (!model.comparison.filter.empty() && !holds(title + " " + option.key, model.comparison.filter))
      continue;
    config::Value value = settings.has(option.key) ? settings.at(option.key) : option.initial;
    bool final = true;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    if (ui::option_row(ui, "compare/set/" + option.key, option, value, width, &final) && final) {
      actions(model::action::ChangeOne{option.key, config::to_text(value)});
      ImGui::CloseCurrentPopup();
    }
    ImGui::SetCursorScreenPos({at.x, std::max(ImGui::GetItemRectMax().y, at.y + ui.px(32)) + ui.px(6)});
  }
}

void draw_filter(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions, float width) {
  std::string words = model.comparison.filter;
  if (ui::filter_field(ui, "compare/filter", words, width, ui.tr("Only settings with these words."),
                       ui.tr("Find a setting")))
    actions(model::action::FilterChanges{words});
}

/// A comparison that teaches: title and what is seen. Returns its height.
float draw_card(ui::Ui& ui, model::UiActions& actions, const config::EntryInfo& entry, ImVec2 at,
                float width) {
  const float pad = ui.px(14), wrap = width - 2 * pad;
  const std::string help = ui.tr(entry.help.c_str()), title = ui.tr(entry.title.c_str());
  const float height = pad + ui.px(26) + ui::wrapped_size(ui, Font::caption, help, wrap).y + pad;
  ImGui::SetCursorScreenPos(at);
  if (ui::button(ui, "compare/open/" + entry.key,
                 {.style = ui::ButtonStyle::outline, .width = width, .height = height}))
    actions(model::action::OpenComparison{entry.key});
  ImDrawList* draw = ImGui::GetWindowDrawList();
  ui::text_at(ui, draw, {at.x + pad, at.y + pad - ui.px(3)}, Font::title, ui.theme.t1, title);
  ui::wrapped_text_at(ui, draw, {at.x + pad, at.y + pad + ui.px(24)}, Font::caption, ui.theme.t2, help, wrap);
  return height;
}

}  // namespace

void draw_change_list(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions) {
  ui::limit_window({ui.px(460), ui.px(120)}, {ui.px(460), ui.px(520)});
  if (!ImGui::BeginPopup(change_popup)) return;
  const float width = ui.px(430);
  draw_filter(ui, model, actions, width);
  ui::begin_child("settings", {width + ui.px(14), ui.px(440)}, ImGuiWindowFlags_NoNav);
  draw_settings(ui, model, actions, width);
  ImGui::EndChild();
  ImGui::EndPopup();
}

void draw_begin(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions, const Area& area) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float side = ui.px(24), gap = ui.px(32);
  const float left_width = std::round((area.width() - 2 * side - gap) * 0.6F);
  const ImVec2 at{area.min.x + side, area.min.y + ui.px(20)};
  ui::text_at(ui, draw, at, Font::large, ui.theme.t1, ui.tr("Two runs side by side"));
  const bool moments = model::has_moments(model);
  const std::string two_moments = ui.tr("Two moments of this run");
  const float moments_width = ui::text_size(ui, Font::body, two_moments).x + ui.px(28);
  ImGui::SetCursorScreenPos({at.x + left_width - moments_width, at.y});
  if (ui::button(ui, "compare/moments",
                 {.label = two_moments,
                  .style = ui::ButtonStyle::outline,
                  .width = moments_width,
                  .help = ui.tr(moments ? "The run as it is now, beside itself at any moment of its film."
                                        : "The run has no film yet: train it a little first."),
                  .enabled = moments}))
    actions(model::action::CompareMoments{});
  const char* words = ui.tr("The same seed, the same data, one thing changed: what differs comes from that.");
  ui::text_at(ui, draw, {at.x, at.y + ui.px(38)}, Font::body, ui.theme.t2, words);
  const float top = at.y + ui.px(76);
  ImGui::SetCursorScreenPos({at.x, top});
  ui::begin_child("comparisons", {left_width, area.max.y - top - ui.px(8)}, ImGuiWindowFlags_NoNav);
  const int columns = left_width > ui.px(640) ? 2 : 1;
  const float card_gap = ui.px(14),
              card = std::floor((left_width - ui.px(14) - card_gap * static_cast<float>(columns - 1)) /
                                static_cast<float>(columns));
  const ImVec2 origin = ImGui::GetCursorScreenPos();
  std::vector<float> ends(static_cast<size_t>(columns), origin.y);
  for (const config::EntryInfo& entry : model.comparisons) {
    const auto shortest = std::ranges::min_element(ends);
    const float x = origin.x + static_cast<float>(shortest - ends.begin()) * (card + card_gap);
    *shortest += draw_card(ui, actions, entry, {x, *shortest}, card) + card_gap;
  }
  ImGui::SetCursorScreenPos({origin.x, *std::ranges::max_element(ends)});
  ui::take_room({1, 1});
  ImGui::EndChild();

  const ImVec2 right{at.x + left_width + gap, at.y};
  const float right_width = area.max.x - side - right.x;
  ui::text_at(ui, draw, {right.x, right.y + ui.px(6)}, Font::title, ui.theme.t1,
              ui.tr("Choose what to change"));
  if (!model.trainable()) {
    ui::wrapped_text_at(ui, draw, {right.x, right.y + ui.px(38)}, Font::body, ui.theme.t2,
                        ui.tr("There is no run yet that could be changed: choose an experiment in Train."),
                        right_width);
    return;
  }
  const std::string stored = ui.tr("With a stored run…");
  const float stored_width = ui::text_size(ui, Font::body, stored).x + ui.px(28);
  ImGui::SetCursorScreenPos({right.x + right_width - stored_width, right.y});
  if (ui::button(ui, "compare/stored",
                 {.label = stored,
                  .style = ui::ButtonStyle::outline,
                  .width = stored_width,
                  .help = ui.tr("A run that was kept becomes B. A folder dropped here does the same.")}))
    actions(model::action::ShowSheet{"runs"});
  const std::string which = std::string(ui.tr("of")) + " " + model.status->run;
  const float which_left =
      right.x + ui::text_size(ui, Font::title, ui.tr("Choose what to change")).x + ui.px(10);
  if (which_left + ui::text_size(ui, Font::body, which).x < right.x + right_width - stored_width - ui.px(8))
    ui::text_at(ui, draw, {which_left, right.y + ui.px(9)}, Font::body, ui.theme.t3, which);
  ImGui::SetCursorScreenPos({right.x, right.y + ui.px(38)});
  draw_filter(ui, model, actions, right_width);
  ImGui::SetCursorScreenPos({right.x, top});
  ui::begin_child("settings", {right_width, area.max.y - top - ui.px(8)}, ImGuiWindowFlags_NoNav);
  draw_settings(ui, model, actions, right_width - ui.px(14));
  ImGui::EndChild();
}

}  // namespace ganscope::panels::compare
