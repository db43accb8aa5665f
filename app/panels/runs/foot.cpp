#include <algorithm>
#include <cmath>
#include <string>

#include "app/panels/runs/parts.h"
#include "app/ui/bounded.h"
#include "app/ui/widgets.h"

namespace ganscope::panels::runs_table {
namespace {

using model::RunHeld;
using ui::Font;

/// Buttons from the right to the left.
class Buttons {
 public:
  Buttons(ui::Ui& ui, ImVec2 right_top) : ui_(ui), at_(right_top) {}
  bool operator()(const char* item, ui::ButtonSpec spec) {
    spec.width = ui::rich_text_width(ui_, Font::strong, spec.label) + ui_.px(28);
    at_.x -= spec.width;
    ImGui::SetCursorScreenPos(at_);
    const bool pressed = ui::button(ui_, item, spec);
    at_.x -= ui_.px(8);
    return pressed;
  }
  [[nodiscard]] float x() const { return at_.x; }

 private:
  ui::Ui& ui_;
  ImVec2 at_;
};

const char* why_not(RunHeld by, const char* otherwise) {
  switch (by) {
    case RunHeld::no:
      return otherwise;
    case RunHeld::elsewhere:
      return "It is being trained by another program: end the training there first.";
    default:
      return "It is open here: open another run first.";
  }
}

}  // namespace

void draw_foot(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions, const Area& area) {
  using ui::ButtonStyle;
  const model::RunsDesk& desk = model.runs_desk;
  const model::RunRow* row = desk.chosen();
  const bool any = row != nullptr && desk.asked.empty();
  const bool sound = any && !row->run->trouble;
  const bool compares = model::runs_compared(model);
  const RunHeld by = any ? model::held(model, *row->run) : RunHeld::no;
  const bool free = any && by == RunHeld::no && !desk.change;
  Buttons button(ui, {area.max.x, std::floor(area.min.y + (area.height() - ui.px(32)) / 2)});
  const auto ask = [&](auto what) { actions(model::RunsAction(std::move(what))); };
  // The one that Enter means stands at the end.
  const auto open = [&] {
    if (button("runs/open", {.label = ui.tr("Open"),
                             .style = compares ? ButtonStyle::normal : ButtonStyle::primary,
                             .help = ui.tr("Goes on with it where it was, or looks on while another program "
                                           "trains it."),
                             .key = compares ? "" : ui.tr("Enter"),
                             .enabled = sound}))
      ask(model::runs_action::Open{row->folder});
  };
  const auto compare = [&] {
    if (button("runs/compare", {.label = ui.tr("Compare"),
                                .style = compares ? ButtonStyle::primary : ButtonStyle::normal,
                                .help = ui.tr("It becomes B beside the run in front, in Compare."),
                                .key = compares ? ui.tr("Enter") : "C",
                                .enabled = sound && model.configured() && by != RunHeld::in_front}))
      ask(model::runs_action::Compare{row->folder});
  };
  if (compares)
    compare(), open();
  else
    open(), compare();
  if (button("runs/rename", {.label = ui.tr("Rename"),
                             .style = ButtonStyle::outline,
                             .help = ui.tr(why_not(by, "Gives its folder another name.")),
                             .key = "F2",
                             .enabled = free}))
    ask(model::runs_action::BeginNaming{row->folder});
  if (button("runs/delete", {.label = ui.tr("Delete…"),
                             .style = ButtonStyle::outline,
                             .help = ui.tr(why_not(by, "Asks first.")),
                             .key = "Del",
                             .enabled = free}))
    ask(model::runs_action::Ask{row->folder});
  if (row == nullptr) return;
  const Said said = said_of(ui, model, *row->run);
  const float wrap = button.x() - ui.px(16) - area.min.x;
  if (wrap < ui.px(80) || said.explanation.empty()) return;
  const float height = ui::wrapped_size(ui, Font::caption, ui::plain_words(said.explanation), wrap).y;
  const float y = std::floor(area.min.y + std::max(ui.px(4), (area.height() - height) / 2));
  ImGui::PushClipRect(area.min, {area.min.x + wrap, area.max.y}, true);
  ImGui::SetCursorScreenPos({area.min.x, y});
  ui::rich_text(ui, Font::caption, ui.theme.t2, said.explanation, wrap);
  ImGui::PopClipRect();
  ui.items.add("runs/said", area.min, {area.min.x + wrap, area.max.y}, ui::plain_words(said.explanation));
}

}  // namespace ganscope::panels::runs_table
