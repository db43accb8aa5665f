#include "app/panels/runs/runs_panel.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "app/panels/runs/parts.h"
#include "app/ui/bounded.h"
#include "app/ui/imgui_compat.h"
#include "app/ui/widgets.h"
#include "core/base/utf8.h"

namespace ganscope::panels {
namespace {

using runs_table::Area;
using ui::Font;

constexpr float margin_px = 24, most_wide_px = 2000, tools_px = 44, foot_px = 60;  // design px

bool shown(const model::UiModel& model) { return model.open_sheet == "runs"; }

/// How many there are, and how far the reading is.
std::string count_words(const ui::Ui& ui, const model::RunsDesk& desk) {
  const auto words = [&](const char* pattern, auto... numbers) {
    return fmt::format(fmt::runtime(ui.tr(pattern)), numbers...);
  };
  const auto number = [](size_t count) { return ui::thousands(static_cast<int64_t>(count)); };
  if (desk.table == nullptr) return ui.tr("Reading the folder…");
  const model::RunsTable& table = *desk.table;
  if (table.failure) return "";
  if (!table.done && table.rows.size() < table.total)
    return words("{} of {} read", number(table.rows.size()), number(table.total));
  if (!table.done) return words("{} of {} judged", number(table.judged), number(table.total));
  std::string all = desk.shown.size() == table.rows.size()
                        ? words("{} in this folder", number(table.rows.size()))
                        : words("{} of {} shown", number(desk.shown.size()), number(table.rows.size()));
  if (table.rows.size() > 1 && table.equal > 0)
    all += " · " + (table.equal == 1 ? ui.tr("one setting is the same in all of them")
                                     : words("{} settings are the same in all of them", number(table.equal)));
  return all;
}

/// Where one is, another folder, and what the rows are narrowed to.
void draw_tools(ui::Ui& ui, const model::RunsDesk& desk, model::UiActions& actions, const Area& area) {
  const float filter = ui.px(220);
  ImGui::SetCursorScreenPos({area.max.x - filter, area.min.y});
  std::string words = desk.order.filter;
  if (ui::filter_field(ui, "runs/filter", words, filter,
                       ui.tr("Only runs with these words: of a name, or a setting such as lr_g=0.001."),
                       ui.tr("Find a run")))
    actions(model::RunsAction(model::runs_action::Filter{words}));
  const std::string other = ui.tr("Another folder…");
  const float button = ui::rich_text_width(ui, Font::body, other) + ui.px(28);
  const float x = area.max.x - filter - ui.px(12) - button;
  ImGui::SetCursorScreenPos({x, area.min.y});
  if (ui::button(
          ui, "runs/browse",
          {.label = other,
           .style = ui::ButtonStyle::outline,
           .width = button,
           .help = ui.tr("Where else runs are. A folder of runs dropped on the window does the same.")}))
    actions(model::action::BrowseFolder{desk.folder});
  // The end of a path says more than its beginning.
  const std::string whole = printable(desk.folder);
  std::string path = whole;
  const float room = x - ui.px(16) - area.min.x;
  while (path.size() > 4 && ui::text_size(ui, Font::mono_small, path).x > room) {
    const size_t cut = path.find('/', path.starts_with("…") ? 4 : 1);
    if (cut == std::string::npos) break;
    path = "…" + path.substr(cut);
  }
  ui::text_at(ui, ImGui::GetWindowDrawList(), {area.min.x, area.min.y + ui.px(8)}, Font::mono_small,
              ui.theme.t2, ui::fitted(ui, Font::mono_small, path, room));
  ui.items.add("runs/folder", area.min, {area.min.x + room, area.min.y + ui.px(32)}, desk.folder);
}

/// In the place of rows: why there are none.
void draw_nothing(ui::Ui& ui, const model::RunsDesk& desk, const Area& area) {
  const float wrap = std::min(area.width(), ui.px(560));
  const ImVec2 at{std::floor((area.min.x + area.max.x - wrap) / 2),
                  std::floor(area.min.y + area.height() / 3)};
  std::string first, second;
  if (desk.table == nullptr || (!desk.table->done && desk.table->rows.empty())) {
    first = ui.tr("Reading the folder…");
  } else if (desk.table->failure) {
    const Failure failure = ui.tr.failure(*desk.table->failure);
    first = with_place(failure);
    second = failure.hint;
  } else if (desk.table->rows.empty()) {
    first = ui.tr("There are no runs in this folder.");
    second = ui.tr("What you train is kept as a run once it has begun.");
  } else {
    first = ui.tr("No run has these words.");
  }
  ImGui::SetCursorScreenPos(at);
  ui::rich_text(ui, Font::body, ui.theme.t1, first, wrap);
  if (!second.empty()) {
    ImGui::SetCursorScreenPos({at.x, at.y + ui::wrapped_size(ui, Font::body, first, wrap).y + ui.px(10)});
    ui::rich_text(ui, Font::caption, ui.theme.t2, second, wrap);
  }
  ui.items.add("runs/nothing", at, {at.x + wrap, at.y + ui.px(24)}, first);
}

void draw_runs(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions) {
  ui::Interaction& hands = ui.items.interaction;
  // What the mouse has pressed does not keep Enter for itself.
  if (hands.edit.name.empty() && !hands.focused().empty() && !hands.has_ring(hands.focused()))
    hands.drop_focus();
  const model::RunsDesk& desk = model.runs_desk;
  const ImVec2 display = ImGui::GetIO().DisplaySize;
  const float width = std::max(1.0F, std::min(ui.px(most_wide_px), display.x - 2 * ui.px(margin_px)));
  const float left = std::floor((display.x - width) / 2), top = ui.px(margin_px);
  bool open = true;
  const std::string count = count_words(ui, desk);
  ui::begin_sheet(ui, "runs",
                  {.title = ui.tr("Runs"),
                   .min = {left, top},
                   .max = {left + width, std::max(top + 1, display.y - ui.px(margin_px))},
                   .caption = count},
                  open);
  const ImVec2 at = ImGui::GetCursorScreenPos(), room = ImGui::GetContentRegionAvail();
  const Area all{at, {at.x + std::max(1.0F, room.x - ui.px(8)), at.y + std::max(1.0F, room.y)}};
  ui.items.add("runs/count", {left, top}, {left + width, at.y}, count);
  draw_tools(ui, desk, actions, {all.min, {all.max.x, at.y + ui.px(32)}});
  const float foot = all.max.y - ui.px(foot_px);
  const Area middle{{all.min.x, at.y + ui.px(tools_px)},
                    {all.max.x, std::max(at.y + ui.px(tools_px) + 1, foot)}};
  const bool rows = !desk.shown.empty() && desk.table != nullptr;
  if (rows)
    runs_table::draw_table(ui, model, actions, middle);
  else
    draw_nothing(ui, desk, middle);
  runs_table::draw_foot(ui, model, actions, {{all.min.x, foot}, all.max});
  if (rows && desk.asked.empty() && hands.edit.name.empty()) {
    if (ui::compat::code_pressed(ui::compat::code::f1 + 1))
      actions(model::RunsAction(model::runs_action::BeginNaming{desk.selected}));
  }
  if (ImGui::GetIO().KeyCtrl && hands.edit.name.empty() && ui::compat::code_pressed('F'))
    ui::open_text_field(ui, "runs/filter", desk.order.filter);
  ui::end_sheet();
  runs_table::draw_question(ui, model, actions);
  if (!open) actions(model::action::ShowSheet{"runs", false});
}

/// Keys that mean something below mean nothing here: r does not reset a run that nobody sees.
bool means_nothing_here(std::string_view key) {
  constexpr std::array<std::string_view, 11> names{"space", "left", "right",  "up",     "down",    "home",
                                                   "end",   "tab",  "delete", "pageup", "pagedown"};
  constexpr std::string_view shift = "shift+";
  if (key.starts_with(shift)) key.remove_prefix(shift.size());
  const bool letter = key.size() == 1 && key[0] >= 'a' && key[0] <= 'z';
  return letter || std::ranges::find(names, key) != names.end();
}

std::optional<model::Action> runs_key(const model::UiModel& model, std::string_view key) {
  namespace ask = model::runs_action;
  const model::RunsDesk& desk = model.runs_desk;
  if (!desk.asked.empty()) {
    if (key == "enter") return model::RunsAction(ask::Remove{desk.asked});
    if (key == "escape") return model::RunsAction(ask::Ask{});
    return model::RunsAction(ask::Select{desk.selected});
  }
  const model::RunRow* row = desk.chosen();
  if (row != nullptr && key == "c") return model::RunsAction(ask::Compare{row->folder});
  if (row != nullptr && key == "enter") {
    if (model::runs_compared(model)) return model::RunsAction(ask::Compare{row->folder});
    return model::RunsAction(ask::Open{row->folder});
  }
  if (row != nullptr && key == "delete") return model::RunsAction(ask::Ask{row->folder});
  if (key == "ctrl+z") return model::RunsAction(ask::UndoRename{});
  if (means_nothing_here(key)) return model::RunsAction(ask::Select{desk.selected});
  return std::nullopt;
}

}  // namespace

std::vector<Panel> runs_panels() { return {{"runs", Region::overlay, shown, draw_runs, false, runs_key}}; }

}  // namespace ganscope::panels
