#include "app/panels/diagnosis/diagnosis_panel.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "app/panels/diagnosis/meanings_sheet.h"
#include "app/panels/verdict_words.h"
#include "app/ui/bounded.h"
#include "app/ui/widgets.h"

namespace ganscope::panels {
namespace {

constexpr float verdict_px = 26, line_px = 20, link_px = 22, below_px = 12;

/// Also at home in the Playground, above what is drawn there.
bool diagnosis_visible(const model::UiModel& model) {
  return model.scene() == model::Workspace::train || model::lesson_column(model) ||
         (model.scene() == model::Workspace::playground && model.playground.room.empty());
}

/// The moment to go back to after numbers went wrong: the newest of the history before that which can be
/// trained on; -1: none.
int64_t moment_before(const model::UiModel& model) {
  const auto& steps = model.history->steps;
  for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
    if (*step < model.status->step && !model.history->average_only(*step)) return *step;
  }
  return -1;
}

/// What the diagnosis would turn, if that can still be turned.
bool draw_remedy(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions) {
  const auto& remedy = model.diagnosis.shown().remedy;
  if (!remedy || !model.configured() || model::hides_option(model, remedy->option)) return false;
  if (ui::link(ui, "diagnosis/action", remedy_words(ui.tr, *remedy),
               ui.tr("From the next step on; Ctrl-Z sets it back."))) {
    actions(model::action::TuneOption{remedy->option, remedy->value, true});
  }
  return true;
}

/// One action at most: what a person would do next. Returns whether a link was drawn.
bool draw_action(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions) {
  switch (model.status->phase) {
    case api::Phase::diverged: {
      const int64_t back = moment_before(model);
      if (back > 0) {
        const std::string words = fmt::format(fmt::runtime(ui.tr("Go back to step {}")), ui::thousands(back));
        if (ui::link(ui, "diagnosis/rewind", words,
                     ui.tr("Takes the weights of that moment; training goes on from there."))) {
          actions(model::action::Post{api::Rewind{back}});
        }
        return true;
      }
      if (ui::link(ui, "diagnosis/reset", ui.tr("Start anew from the same weights"),
                   ui.tr("Back to step 0, with the rates as they are now."))) {
        actions(model::action::Post{api::Reset{}});
      }
      return true;
    }
    case api::Phase::idle:
    case api::Phase::failed:
      if (ui::link(ui, "diagnosis/choose", ui.tr("Choose an experiment"),
                   ui.tr("Opens the list of experiments."))) {
        actions(model::action::ShowSheet{"experiment", true});
      }
      return true;
    case api::Phase::ready:
      if (model.trainable() || model.status->latent_dim == 0) return draw_remedy(ui, model, actions);
      if (ui::link(ui, "diagnosis/explore", ui.tr("Explore it"),
                   ui.tr("Walk through latent space: drag, blend, add and subtract.")))
        actions(model::action::ShowScene{model::Workspace::explore});
      return true;
    default:
      return draw_remedy(ui, model, actions);
  }
}

void draw_diagnosis(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions) {
  const Diagnosis diagnosis = diagnose(model, ui.tr);
  const ImVec2 origin = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  ImDrawList* draw_list = ImGui::GetWindowDrawList();

  const ImVec2 words = ui::text_size(ui, ui::Font::verdict, diagnosis.verdict);
  const float middle = origin.y + ui.px(4) + 0.5f * ui.px(verdict_px);
  float x = origin.x;
  if (diagnosis.warning || diagnosis.good) {
    ui::draw_icon(draw_list, diagnosis.good ? ui::Icon::check : ui::Icon::warning, {x + ui.px(9), middle},
                  ui.px(18), diagnosis.good ? ui.theme.good : ui.theme.warn);
    x += ui.px(28);
  }
  ui::text_at(ui, draw_list, {x, middle - 0.5f * words.y}, ui::Font::verdict,
              diagnosis.warning || diagnosis.sure ? ui.theme.t1 : ui.theme.t2, diagnosis.verdict);
  ui.items.add("diagnosis/verdict", {x, middle - 0.5f * words.y}, {x + words.x, middle + 0.5f * words.y},
               diagnosis.verdict);

  // Two lines are reserved, so that nothing below moves when the text changes.
  const float text_top = origin.y + ui.px(verdict_px + 11), text_bottom = text_top + ui.px(2 * line_px);
  ImGui::SetCursorScreenPos({origin.x, text_top});
  draw_list->PushClipRect({origin.x, text_top}, {origin.x + width, text_bottom + ui.px(2)}, true);
  ui::rich_text(ui, ui::Font::body, ui.theme.t2, diagnosis.evidence, width);
  draw_list->PopClipRect();
  const std::string plain = ui::plain_words(diagnosis.evidence);
  ui.items.add("diagnosis/evidence", {origin.x, text_top}, {origin.x + width, text_bottom}, plain);
  if ((diagnosis.warning || diagnosis.sure) &&
      ImGui::IsMouseHoveringRect({origin.x, text_top}, {origin.x + width, text_bottom})) {
    ImGui::SetCursorScreenPos({origin.x, text_top});
    ui::take_room({width, text_bottom - text_top});
    ui::tooltip(ui, plain);  // a long message in full
  }

  ImGui::SetCursorScreenPos({origin.x, text_bottom + ui.px(6)});
  const bool acted = draw_action(ui, model, actions);
  const bool room = !acted || diagnosis.sure;
  if (acted && room) ImGui::SameLine(0, ui.px(24));
  if (room && model.series.table() &&
      ui::link(ui, "diagnosis/meanings", ui.tr("What the curves mean"),
               ui.tr("The verdict and each curve of this run, in words."))) {
    actions(model::action::ShowSheet{"meanings", true});
  }
  const float end = std::round(text_bottom + ui.px(link_px + below_px));
  draw_list->AddRectFilled({origin.x, end}, {origin.x + width, end + std::max(1.0f, std::floor(ui.scale))},
                           ui.theme.line);
  ImGui::SetCursorScreenPos({origin.x, end + ui.px(2)});
}

}  // namespace

std::vector<Panel> diagnosis_panels() {
  return {{"diagnosis", Region::right, diagnosis_visible, draw_diagnosis},
          {"meanings_sheet", Region::overlay,
           [](const model::UiModel& model) { return model.open_sheet == "meanings"; }, meanings_sheet}};
}

}  // namespace ganscope::panels
