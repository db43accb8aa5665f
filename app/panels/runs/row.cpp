#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <ctime>
#include <filesystem>

#include "app/panels/runs/parts.h"
#include "app/ui/bounded.h"
#include "app/ui/widgets.h"
#include "core/base/utf8.h"

namespace ganscope::panels::runs_table {
namespace {

using model::RunHeld;
using ui::Font;

constexpr float small_picture_px = 44;  // design px

std::string time_words(double seconds_since_1970) {
  if (seconds_since_1970 <= 0) return "";
  return fmt::format("{:%Y-%m-%d %H:%M}", fmt::localtime(static_cast<std::time_t>(seconds_since_1970)));
}

/// Two lines of text in the height of a row.
void draw_lines(const ui::Ui& ui, ImVec2 at, float row, Font font, ImU32 colour, const std::string& first,
                const std::string& second) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float upper = ui::text_size(ui, font, "A").y, lower = ui::text_size(ui, Font::caption, "A").y;
  const float whole = upper + (second.empty() ? 0 : lower + ui.px(2));
  const float top = std::floor(at.y + (row - whole) / 2);
  ui::text_at(ui, draw, {at.x, top}, font, colour, first);
  if (!second.empty())
    ui::text_at(ui, draw, {at.x, top + upper + ui.px(2)}, Font::caption, ui.theme.t3, second);
}

/// What the run draws, or a quiet square where nobody knows.
void draw_picture(const ui::Ui& ui, const model::RunsDesk& desk, const runs::RunSummary& run, ImVec2 at,
                  float row) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float edge = ui.px(small_picture_px);
  const ImVec2 min{at.x + ui.px(4), std::floor(at.y + (row - edge) / 2)}, max{min.x + edge, min.y + edge};
  const ui::Atlas& atlas = ui.atlases.run_pictures;
  const int index = desk.pictures == nullptr ? -1 : desk.pictures->index_of(run.thumbnail.string());
  if (index >= 0 && index < atlas.count && atlas.texture != nullptr)
    return draw->AddImageRounded(atlas.texture, min, max, atlas.uv_min(index), atlas.uv_max(index),
                                 IM_COL32_WHITE, ui.px(4));
  draw->AddRectFilled(min, max, ui.theme.bg2, ui.px(4));
  draw->AddRect(min, max, ui.theme.line, ui.px(4), 0, std::max(1.0F, ui.px(1)));
}

/// Its name, as a field while it is being typed.
void draw_name(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions, const model::RunRow& row,
               const std::string& item, ImVec2 at, const Lay& lay) {
  const model::RunsDesk& desk = model.runs_desk;
  const runs::RunSummary& run = *row.run;
  const float width = lay.name - ui.px(pad_px);
  if (desk.naming == row.folder) {
    std::string name = std::filesystem::path(row.folder).filename().string();
    ImGui::SetCursorScreenPos({at.x, std::floor(at.y + (lay.row - ui.px(28)) / 2)});
    const ui::Naming naming = ui::name_field(ui, "runs/naming", name, width);  // rows may move meanwhile
    if (naming == ui::Naming::typing) return;
    ui.items.interaction.drop_focus();
    if (naming == ui::Naming::kept)
      actions(model::RunsAction(model::runs_action::Rename{row.folder, name}));
    else
      actions(model::RunsAction(model::runs_action::BeginNaming{}));
    return;
  }
  const bool going = desk.change && desk.change->run == row.folder;
  const std::string second =
      going ? std::string(ui.tr(desk.change->name.empty() ? "being deleted" : "being renamed"))
            : ui.tr.sentence(run.title);
  draw_lines(ui, at, lay.row, Font::body, going ? ui.theme.t3 : ui.theme.t1,
             ui::fitted(ui, Font::body, printable(run.name), width),
             ui::fitted(ui, Font::caption, second, width));
  ui.items.add(item, at, {at.x + width, at.y + lay.row}, run.name);
}

void draw_verdict(const ui::Ui& ui, const Said& said, ImVec2 at, float row) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float x = at.x + ui.px(pad_px), words = x + ui.px(sign_px);
  const float lower = ui::text_size(ui, Font::caption, "A").y, upper = ui::text_size(ui, Font::body, "A").y;
  const float whole = upper + (said.state.empty() ? 0 : lower + ui.px(2));
  const ImVec2 sign{x + ui.px(7), std::floor(at.y + (row - whole) / 2 + upper / 2)};
  if (said.sign == Said::Sign::good) ui::draw_icon(draw, ui::Icon::check, sign, ui.px(13), ui.theme.good);
  if (said.sign == Said::Sign::warning)
    ui::draw_icon(draw, ui::Icon::warning, sign, ui.px(14), ui.theme.warn);
  if (said.lives)
    draw->AddCircleFilled({sign.x, at.y + (row + whole) / 2 - lower / 2}, ui.px(4), ui.theme.good);
  draw_lines(ui, {words, at.y}, row, Font::body, ui.theme.t1, said.verdict, said.state);
}

/// What the tooltip says of the cell under the mouse.
std::string explanation(const Lay& lay, const model::RunsTable& table, const model::RunRow& row,
                        const Said& said, ImVec2 at, float scrolled) {
  const float mouse = ImGui::GetIO().MousePos.x - at.x;
  if (mouse < lay.left()) return printable(row.folder);
  if (mouse >= lay.left() + lay.room)
    return mouse < lay.left() + lay.room + lay.verdict ? ui::plain_words(said.explanation) : "";
  float x = lay.left() - scrolled;
  for (size_t i = 0; i < lay.middle.size(); ++i) {
    const float width = lay.middle[i].width;
    if (mouse >= x && mouse < x + width) {
      const std::string words = cell_words(lay, table, row, i);
      return words.empty() ? "" : lay.middle[i].label + ": " + words;
    }
    x += width;
  }
  return "";
}

void draw_middle(ui::Ui& ui, const Lay& lay, const model::RunsTable& table, const model::RunRow& row,
                 const std::string& item, ImVec2 at, float scrolled) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float from = at.x + lay.left(), to = from + lay.room;
  draw->PushClipRect({from, at.y}, {to, at.y + lay.row}, true);
  float x = from - scrolled;
  for (size_t i = 0; i < lay.middle.size(); ++i) {
    const Column& column = lay.middle[i];
    const float left = x, pad = ui.px(pad_px);
    x += column.width;
    if (left >= to || x <= from) continue;
    const std::string whole = cell_words(lay, table, row, i);
    const std::string words =
        whole.empty() ? "–" : ui::fitted(ui, Font::mono_small, whole, column.width - 2 * pad);
    const ImVec2 size = ui::text_size(ui, Font::mono_small, words);
    const float begin = column.right ? x - pad - size.x : left + pad;
    ui::text_at(ui, draw, {begin, std::floor(at.y + (lay.row - size.y) / 2)}, Font::mono_small,
                whole.empty() ? ui.theme.t3 : ui.theme.t1, words);
    ui.items.add(item + "/" + column.key, {std::max(left, from), at.y}, {std::min(x, to), at.y + lay.row},
                 whole);
  }
  draw->PopClipRect();
}

}  // namespace

Said said_of(const ui::Ui& ui, const model::UiModel& model, const runs::RunSummary& run) {
  using diagnose::Verdict;
  Said said;
  const RunHeld by = model::held(model, run);
  said.lives = by == RunHeld::elsewhere || (by == RunHeld::in_front && model.running()) ||
               (by == RunHeld::second && model.second->running());
  if (said.lives)
    said.state = ui.tr(runs::title_of(runs::RunState::training));
  else if (by != RunHeld::no)
    said.state = ui.tr(runs::title_of(runs::RunState::open_here));
  else if (run.state == runs::RunState::interrupted)
    said.state = ui.tr(runs::title_of(run.state));
  if (run.trouble) {
    const Failure trouble = ui.tr.failure(*run.trouble);
    said.sign = Said::Sign::warning;
    said.verdict = ui.tr(runs::title_of(runs::RunState::broken));
    said.explanation = with_place(trouble) + ". " + trouble.hint;
    return said;
  }
  if (!run.diagnosis) {
    said.verdict = "···";
    return said;
  }
  const Verdict verdict = run.diagnosis->verdict;
  said.verdict = ui.tr(diagnose::title_of(verdict));
  said.sign = diagnose::is_good(verdict)                                    ? Said::Sign::good
              : verdict == Verdict::settling || verdict == Verdict::plateau ? Said::Sign::none
                                                                            : Said::Sign::warning;
  said.explanation = ui.tr.filled(run.diagnosis->evidence.pattern, run.diagnosis->evidence.arguments);
  return said;
}

void draw_row(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions, const Lay& lay,
              size_t number, ImVec2 at, float width, float scrolled) {
  const model::RunsDesk& desk = model.runs_desk;
  const model::RunRow& row = desk.table->rows[desk.shown[number]];
  const std::string item = "runs/row/" + std::to_string(number);
  const bool chosen = desk.selected == row.folder;
  const Said said = said_of(ui, model, *row.run);
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const ImVec2 end{at.x + width, at.y + lay.row};
  bool hovered = false;
  if (desk.naming != row.folder) {
    ImGui::SetCursorScreenPos(at);
    ui::press_area(item.c_str(), {width, lay.row});
    hovered = ImGui::IsItemHovered();
    if (ImGui::IsItemActivated() && !chosen)
      actions(model::RunsAction(model::runs_action::Select{row.folder}));
    if (hovered && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) {
      if (model::runs_compared(model))
        actions(model::RunsAction(model::runs_action::Compare{row.folder}));
      else
        actions(model::RunsAction(model::runs_action::Open{row.folder}));
    }
    const std::string help = explanation(lay, *desk.table, row, said, at, scrolled);
    if (!help.empty()) ui::tooltip(ui, help);
  }
  if (chosen || hovered)
    draw->AddRectFilled(at, end, chosen ? ui.theme.bg3 : ui::faded(ui.theme.bg3, 0.5F), ui.px(4));
  ui.items.add(item, at, end, row.run->name);
  draw_picture(ui, desk, *row.run, at, lay.row);
  draw_name(ui, model, actions, row, item + "/name", {at.x + lay.picture, at.y}, lay);
  draw_middle(ui, lay, *desk.table, row, item, at, scrolled);
  const float right = at.x + lay.left() + lay.room;
  draw_verdict(ui, said, {right, at.y}, lay.row);
  ui.items.add(item + "/verdict", {right, at.y}, {right + lay.verdict, end.y},
               said.verdict + (said.state.empty() ? "" : " · " + said.state));
  const std::string when = time_words(row.run->changed_s);
  const std::string trained = row.run->seconds > 0 ? fmt::format(fmt::runtime(ui.tr("{} of training")),
                                                                 ui::clock_text(row.run->seconds))
                                                   : "";
  draw_lines(ui, {right + lay.verdict + ui.px(pad_px), at.y}, lay.row, Font::mono_small, ui.theme.t2, when,
             trained);
  ui.items.add(item + "/when", {right + lay.verdict, at.y}, end, when);
}

}  // namespace ganscope::panels::runs_table
