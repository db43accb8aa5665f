#pragma once
#include <functional>
#include <string>

#include "app/model/lesson_desk.h"
#include "app/model/ui_model.h"
#include "app/ui/ui.h"

/// The parts of the Lessons workspace.
namespace ganscope::panels::lessons_parts {

/// All lessons, with how far one is in each.
void draw_list(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions);
/// Where one is in the lesson, its steps, and the way on.
void draw_text(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions);
/// The options that were introduced so far.
void draw_controls(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions);
/// A ring round what the lesson points at.
void draw_pointing(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions);

/// Every step as a line; the open one with its text, prediction and check. In a region that scrolls.
void draw_steps(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions,
                const lessons::Lesson& lesson, float width);

/// How much larger than usual a lesson's text is in the teacher's mode.
constexpr float large_type = 1.3F;

/// Changes the desk after the frame.
void change_desk(model::UiActions& actions, std::function<void(model::UiModel&, double now_s)> how);
/// "Lesson 7 of 12", "Further lesson", "Your own lesson".
[[nodiscard]] std::string place_words(const ui::Ui& ui, const model::UiModel& model,
                                      const lessons::Lesson& lesson);

}  // namespace ganscope::panels::lessons_parts
