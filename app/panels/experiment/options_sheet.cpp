#include <algorithm>
#include <cmath>
#include <string>

#include "app/panels/experiment/option_groups.h"
#include "app/panels/experiment/parts.h"
#include "app/panels/option_control.h"
#include "app/ui/bounded.h"
#include "app/ui/widgets.h"

namespace ganscope::panels::experiment {
namespace {

using ui::Font;
using ui::Ui;

/// What one frame of the sheet needs everywhere.
struct Sheet {
  Ui& ui;
  const model::UiModel& model;
  model::UiActions& actions;
  std::string filter;  ///< as typed so far
  float width = 0;     ///< of the rows
};

bool changed(const Sheet& sheet, const config::Option& option) {
  return value_of(sheet.model, option) != option.initial;
}

/// Whether the filter wants this option: "changed only", words of its key, title, help or its entry's title.
bool wanted(const Sheet& sheet, const config::EntryInfo* entry, const config::Option& option) {
  if (model::hides_option(sheet.model, option.key)) return false;
  if (sheet.model.options_changed_only && !changed(sheet, option)) return false;
  if (sheet.filter.empty()) return true;
  const auto has = [&](const std::string& text) {
    return contains_words(text, sheet.filter) || contains_words(sheet.ui.tr(text.c_str()), sheet.filter);
  };
  const config::Option said = spoken(sheet.ui, sheet.model, option);
  if (contains_words(option.key, sheet.filter) || has(option.title) || has(option.help) || has(said.title) ||
      has(said.help))
    return true;
  return entry != nullptr && (has(entry->title) || contains_words(entry->key, sheet.filter));
}

void set(const Sheet& sheet, const config::Option& option, config::Value value) {
  if (!option.tunable) return sheet.actions(model::action::EditOption{option.key, std::move(value)});
  const auto* whole = std::get_if<int64_t>(&value);
  const double number = whole != nullptr ? static_cast<double>(*whole) : std::get<double>(value);
  sheet.actions(model::action::TuneOption{option.key, number, true});
}

/// A row; at its right "back to default" where it differs, and the lock of what begins anew.
void row(const Sheet& sheet, const config::Option& option) {
  Ui& ui = sheet.ui;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float marks = ui.px(60), mark = ui.px(12);
  const bool differs = changed(sheet, option);
  if (differs) draw->AddCircleFilled({at.x + ui.px(3), at.y + ui.px(16)}, ui.px(3), ui.theme.t1);
  ImGui::SetCursorScreenPos({at.x + mark, at.y});
  option_control(ui, sheet.model, sheet.actions, option, sheet.width - marks - mark);
  const float bottom = ImGui::GetItemRectMax().y;
  if (differs && sheet.model.status->phase != api::Phase::loading) {
    ImGui::SetCursorScreenPos({at.x + sheet.width - ui.px(54), at.y + ui.px(2)});
    const std::string help =
        std::string(ui.tr("Back to the default:")) + " " + config::to_text(option.initial);
    if (ui::icon_button(ui, "experiment/" + option.key + "/default", ui::Icon::undo, help))
      set(sheet, option, option.initial);
  }
  if (!option.tunable)
    ui::draw_icon(draw, ui::Icon::lock, {at.x + sheet.width - ui.px(9), at.y + ui.px(16)}, ui.px(13),
                  ui.theme.t3);
  ImGui::SetCursorScreenPos({at.x, bottom + ui.px(4)});
}

/// The options of one entry. A regulariser that is off is one row: its name and what switches it on.
void block(const Sheet& sheet, const OptionGroup& group, const OptionBlock& block) {
  const bool regulariser = std::string_view(group.key) == "regularisers";
  const bool folded = regulariser && block.options.size() > 1 && sheet.filter.empty() &&
                      is_off(*block.options.front(), value_of(sheet.model, *block.options.front()));
  bool first = true;
  for (const config::Option* option : block.options) {
    const bool chosen_above = option->key == "data" || option->key == "network" || option->key == "objective";
    if (chosen_above || !wanted(sheet, block.entry, *option)) continue;
    if (first && block.entry != nullptr && !regulariser && sheet.filter.empty())
      ui::rich_text(sheet.ui, Font::caption, sheet.ui.theme.t3, sheet.ui.tr(block.entry->help.c_str()),
                    sheet.width);
    first = false;
    row(sheet, *option);
    if (folded) break;
  }
}

bool any_wanted(const Sheet& sheet, const OptionGroup& group) {
  return std::ranges::any_of(group.blocks, [&](const OptionBlock& block) {
    return std::ranges::any_of(
        block.options, [&](const config::Option* option) { return wanted(sheet, block.entry, *option); });
  });
}

void heading(const Sheet& sheet, const OptionGroup& group) {
  Ui& ui = sheet.ui;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const std::string title = ui.tr(group.title);
  ui::text_at(ui, draw, at, Font::title, ui.theme.t1, title);
  const config::EntryInfo* entry = group.blocks.front().entry;
  if (entry != nullptr && group.blocks.size() == 1) {
    const float x = at.x + ui::text_size(ui, Font::title, title).x + ui.px(10);
    ui::text_at(ui, draw, {x, at.y + ui.px(4)}, Font::caption, ui.theme.t3, ui.tr(entry->title.c_str()));
  }
  ImGui::SetCursorScreenPos({at.x, at.y + ui.px(28)});
}

/// All groups below each other. `goal`: the heading to scroll to.
void body(const Sheet& sheet, const std::vector<OptionGroup>& groups, const std::string& goal) {
  Ui& ui = sheet.ui;
  bool nothing = true;
  for (const OptionGroup& group : groups) {
    if (!any_wanted(sheet, group)) continue;
    nothing = false;
    if (goal == group.key) ImGui::SetScrollHereY(0);
    heading(sheet, group);
    for (const OptionBlock& one : group.blocks) block(sheet, group, one);
    ui::take_room({1, ui.px(10)});
  }
  if (!nothing || (model::teaching(sheet.model) && sheet.filter.empty())) return;
  ui::text(ui, Font::body, ui.theme.t2,
           ui.tr(sheet.filter.empty() ? "Nothing differs from the defaults." : "No option is called so."));
}

/// The headings at the left, with how many of each differ from their defaults. Returns the pressed one.
std::string contents(const Sheet& sheet, const std::vector<OptionGroup>& groups, float width) {
  Ui& ui = sheet.ui;
  std::string pressed;
  for (const OptionGroup& group : groups) {
    int differing = 0;
    for (const OptionBlock& one : group.blocks)
      for (const config::Option* option : one.options)
        differing += !model::hides_option(sheet.model, option->key) && changed(sheet, *option) ? 1 : 0;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    if (ui::button(ui, std::string("options/group/") + group.key,
                   {.label = ui.tr(group.title),
                    .style = ui::ButtonStyle::quiet,
                    .width = width,
                    .enabled = any_wanted(sheet, group),
                    .left_aligned = true,
                    .tick_room = false}))
      pressed = group.key;
    if (differing > 0) {
      const std::string count = std::to_string(differing);
      ui::text_at(ui, ImGui::GetWindowDrawList(),
                  {at.x + width - ui.px(10) - ui::text_size(ui, Font::caption, count).x, at.y + ui.px(8)},
                  Font::caption, ui.theme.t3, count);
    }
    ImGui::SetCursorScreenPos({at.x, at.y + ui.px(34)});
  }
  return pressed;
}

/// The field that filters, and the switch "only what differs".
void filters(Sheet& sheet, float width) {
  Ui& ui = sheet.ui;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  sheet.filter = sheet.model.options_filter;
  if (ui::filter_field(ui, "options/filter", sheet.filter, width * 0.5F,
                       ui.tr("Shows only options with these words."), ui.tr("Search")))
    sheet.actions(model::action::FilterOptions{sheet.filter, sheet.model.options_changed_only});
  const std::string words = ui.tr("only what differs from the default");
  const float switch_x = at.x + width - ui.px(36);
  ui::text_at(ui, ImGui::GetWindowDrawList(),
              {switch_x - ui.px(10) - ui::text_size(ui, Font::caption, words).x, at.y + ui.px(9)},
              Font::caption, ui.theme.t2, words);
  ImGui::SetCursorScreenPos({switch_x, at.y + ui.px(7)});
  bool only = sheet.model.options_changed_only;
  if (ui::toggle(ui, "options/changed", only, ui.tr("What this experiment sets otherwise than usual.")))
    sheet.actions(model::action::FilterOptions{sheet.filter, only});
  ImGui::SetCursorScreenPos({at.x, at.y + ui.px(42)});
}

}  // namespace

void options_sheet(Ui& ui, const model::UiModel& model, model::UiActions& actions) {
  const ImVec2 display = ImGui::GetIO().DisplaySize;
  const float width = std::min(ui.px(760), display.x - ui.px(48));
  const float left = ui.compact ? (display.x - width) / 2 : ui.px(304 + 16);
  const float top = ui.px(48 + 16), bottom = display.y - ui.px(24);
  bool open = true;
  ui::begin_sheet(ui, "options",
                  {.title = ui.tr("All options"),
                   .min = {std::floor(left), top},
                   .max = {std::floor(left) + width, bottom},
                   .caption = ui.tr("what has a lock begins again at step 0")},
                  open);
  if (model.catalogue != nullptr) {
    const std::vector<OptionGroup> groups = option_groups(*model.catalogue, model.experiment().settings);
    Sheet sheet{ui, model, actions, {}, 0};
    filters(sheet, ImGui::GetContentRegionAvail().x - ui.px(12));
    const ImVec2 at = ImGui::GetCursorScreenPos(), room = ImGui::GetContentRegionAvail();
    const float side = ui.px(150);
    const std::string goal = contents(sheet, groups, side);
    ImGui::SetCursorScreenPos({at.x + side + ui.px(16), at.y});
    ui::begin_child("options/body", {room.x - side - ui.px(16), room.y}, ImGuiWindowFlags_NoNav);
    sheet.width = ImGui::GetContentRegionAvail().x - ui.px(12);
    if (model::hides_anything(model)) draw_hidden_line(ui, "options/later", sheet.width);
    body(sheet, groups, goal);
    ImGui::EndChild();
  }
  ui::end_sheet();
  if (!open) actions(model::action::ShowSheet{"options", false});
}

}  // namespace ganscope::panels::experiment
