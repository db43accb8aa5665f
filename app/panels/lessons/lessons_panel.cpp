#include "app/panels/lessons/lessons_panel.h"

#include <fmt/format.h>

#include <utility>

#include "app/panels/lessons/parts.h"

namespace ganscope::panels {
namespace lessons_parts {

void change_desk(model::UiActions& actions, std::function<void(model::UiModel&, double)> how) {
  actions(model::Action(model::ExploreAction(model::explore_action::UseTool{std::move(how)})));
}

std::string place_words(const ui::Ui& ui, const model::UiModel& model, const lessons::Lesson& lesson) {
  if (lesson.own) return ui.tr("Your own lesson");
  if (lesson.further) return ui.tr("For who wants more");
  return fmt::format(fmt::runtime(ui.tr("Lesson {} of {}")), lesson.number,
                     model.lesson_desk.library->course());
}

}  // namespace lessons_parts

namespace {

bool list_visible(const model::UiModel& model) { return model.scene() == model::Workspace::lessons; }
bool lesson_visible(const model::UiModel& model) {
  return model.workspace == model::Workspace::lessons && !list_visible(model);
}
/// The right column is the lesson's, or it lacks what the teacher's mode hides.
bool controls_visible(const model::UiModel& model) {
  return model::lesson_column(model) || (model::teaching(model) && model.scene() == model::Workspace::train);
}

/// A presenter's remote sends PageUp and PageDown; they work without it, too.
std::optional<model::Action> lesson_key(const model::UiModel& model, std::string_view key) {
  if (!model.open_sheet.empty()) return std::nullopt;
  const size_t step = model.lesson_desk.step;
  if (key == "pagedown") return model::action::GoToLessonStep{step + 1};
  if (key == "pageup" && step > 0) return model::action::GoToLessonStep{step - 1};
  return std::nullopt;
}

}  // namespace

std::vector<Panel> lessons_panels() {
  return {{"lesson_list", Region::whole, list_visible, lessons_parts::draw_list, true},
          {"lesson_text", Region::left, lesson_visible, lessons_parts::draw_text, true, lesson_key},
          {"lesson_controls", Region::right, controls_visible, lessons_parts::draw_controls},
          {"lesson_pointing", Region::overlay, lesson_visible, lessons_parts::draw_pointing}};
}

}  // namespace ganscope::panels
