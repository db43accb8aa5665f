#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/panels/lessons/parts.h"
#include "app/ui/bounded.h"
#include "app/ui/widgets.h"

namespace ganscope::panels::lessons_parts {
namespace {

using ui::Font;

/// Which lesson, its title, and a bar of its steps. Returns how high.
float draw_head(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions,
                const lessons::Lesson& lesson, ImVec2 at, float width) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const std::string_view language = ui.tr.language();
  const std::string all = ui.tr("All lessons");
  const float all_width = ui::text_size(ui, Font::body, all).x + ui.px(24);
  ImGui::SetCursorScreenPos({at.x + width - all_width + ui.px(12), at.y - ui.px(4)});
  if (ui::button(ui, "lesson/all",
                 {.label = all,
                  .style = ui::ButtonStyle::quiet,
                  .width = all_width,
                  .height = ui.px(28),
                  .help = ui.tr("The list of lessons. Where you are in this one is kept.")}))
    actions(model::action::OpenLesson{});
  const std::string teacher = ui.tr("Teacher");
  const float teacher_width = ui::text_size(ui, Font::strong, teacher).x + ui.px(24);
  const float teacher_left = width - all_width - teacher_width + ui.px(8);
  ImGui::SetCursorScreenPos({at.x + teacher_left, at.y - ui.px(4)});
  const bool teaching = model.lesson_desk.teaching;
  if (ui::button(ui, "lesson/teacher",
                 {.label = teacher,
                  .style = ui::ButtonStyle::quiet,
                  .width = teacher_width,
                  .height = ui.px(28),
                  .help = ui.tr(
                      "Large type, and only the controls and plots that the lesson has introduced so far."),
                  .pressed = teaching}))
    change_desk(actions, [on = !teaching](model::UiModel& later, double now_s) {
      model::set_teaching(later, on, now_s);
    });
  ui::text_at(ui, draw, {at.x, at.y + ui.px(3)}, Font::caption, ui.theme.t2,
              ui::fitted(ui, Font::caption, place_words(ui, model, lesson), teacher_left - ui.px(8)));
  const Font font = ui.compact ? Font::verdict : Font::large;
  const std::string& title = lesson.title.in(language);
  const ImVec2 size = ui::wrapped_size(ui, font, title, width);
  const float title_top = at.y + ui.px(ui.compact ? 26 : 32);
  ui::wrapped_text_at(ui, draw, {at.x, title_top}, font, ui.theme.t1, title, width);
  ui.items.add("lesson/title", {at.x, title_top}, {at.x + width, title_top + size.y}, title);
  // One piece a step, and one for the summary.
  const float bar = title_top + size.y + ui.px(ui.compact ? 8 : 12), gap = ui.px(6);
  const size_t pieces = lesson.steps.size() + 1;
  const float piece = (width - gap * static_cast<float>(pieces - 1)) / static_cast<float>(pieces);
  for (size_t i = 0; i < pieces; ++i) {
    const bool now = i == model.lesson_desk.step;
    const bool done = i < lesson.steps.size() && model::step_done(model, lesson.steps[i]);
    const float x = at.x + static_cast<float>(i) * (piece + gap);
    draw->AddRectFilled({x, bar}, {x + piece, bar + ui.px(4)},
                        now    ? ui.theme.t1
                        : done ? ui.theme.t3
                               : ui.theme.bg4,
                        ui.px(2));
  }
  return bar + ui.px(4) - at.y;
}

/// The lesson that follows in the list; null: it was the last one.
const lessons::Lesson* next_lesson(const model::UiModel& model, const lessons::Lesson& lesson) {
  const auto& all = model.lesson_desk.library->lessons;
  const auto here = std::ranges::find(all, lesson.key, &lessons::Lesson::key);
  return here == all.end() || here + 1 == all.end() ? nullptr : &*(here + 1);
}

/// The name of what comes next.
std::string next_words(const ui::Ui& ui, const model::UiModel& model, const lessons::Lesson& lesson) {
  if (model.lesson_desk.step < lesson.steps.size()) return ui.tr("Next");
  return next_lesson(model, lesson) != nullptr ? ui.tr("Next lesson") : ui.tr("All lessons");
}

void draw_foot(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions,
               const lessons::Lesson& lesson, ImVec2 at, float width) {
  const model::LessonDesk& desk = model.lesson_desk;
  const float height = ui.px(36), back = ui.px(84), next = ui.px(128), gap = ui.px(8);
  ImGui::SetCursorScreenPos(at);
  if (ui::button(ui, "lesson/back",
                 {.label = ui.tr("Back"),
                  .width = back,
                  .height = height,
                  .help = ui.tr("The step before. The run stays as it is."),
                  .key = "Page Up",
                  .enabled = desk.step > 0}))
    actions(model::action::GoToLessonStep{desk.step - 1});
  ImGui::SetCursorScreenPos({at.x + back + gap, at.y + ui.px(4)});
  if (ui::icon_button(ui, "lesson/again", ui::Icon::reset,
                      ui.tr("Begins this step anew: the experiment, the seed and all that it set.")))
    actions(model::action::GoToLessonStep{desk.step, true});
  const lessons::Step* step = model::open_step(model);
  const bool on = model::may_go_on(model);
  if (step != nullptr && !on) {
    const std::string skip = ui.tr("Skip");
    const float skip_width = ui::text_size(ui, Font::body, skip).x + ui.px(28);
    ImGui::SetCursorScreenPos({at.x + width - next - gap - skip_width, at.y});
    if (ui::button(ui, "lesson/skip",
                   {.label = skip,
                    .style = ui::ButtonStyle::quiet,
                    .width = skip_width,
                    .height = height,
                    .help = ui.tr("Goes on without it. You can come back.")}))
      actions(model::action::GoToLessonStep{desk.step + 1});
  }
  ImGui::SetCursorScreenPos({at.x + width - next, at.y});
  if (ui::button(
          ui, "lesson/next",
          {.label = next_words(ui, model, lesson),
           .style = ui::ButtonStyle::primary,
           .width = next,
           .height = height,
           .help = desk.step >= lesson.steps.size()
                       ? std::string_view(ui.tr("What it was about stands above; this goes on."))
                   : on ? std::string_view(ui.tr("The next step."))
                        : std::string_view(ui.tr("When what is asked for is done. Skip goes on without it.")),
           .key = "Page Down",
           .enabled = on})) {
    if (desk.step < lesson.steps.size())
      actions(model::action::GoToLessonStep{desk.step + 1});
    else
      actions(model::action::OpenLesson{
          next_lesson(model, lesson) != nullptr ? next_lesson(model, lesson)->key : std::string()});
  }
}

}  // namespace

void draw_text(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions) {
  const lessons::Lesson* lesson = model::open_lesson(model);
  if (lesson == nullptr) return;
  const ImVec2 origin = ImGui::GetWindowPos(), size = ImGui::GetWindowSize();
  const float side = ui.px(ui.compact ? 16 : 24), width = size.x - 2 * side;
  const ImVec2 at{origin.x + side, origin.y + ui.px(ui.compact ? 12 : 20)};
  const float head = draw_head(ui, model, actions, *lesson, at, width);
  const float foot_top = origin.y + size.y - ui.px(ui.compact ? 48 : 56);
  const float top = at.y + head + ui.px(ui.compact ? 8 : 12);
  ImGui::SetCursorScreenPos({at.x, top});
  ImGui::PushID(static_cast<int>(model.lesson_desk.step));  // each step begins at its top
  ui::begin_child("steps", {width + side - ui.px(2), foot_top - ui.px(10) - top}, ImGuiWindowFlags_NoNav);
  draw_steps(ui, model, actions, *lesson, width);
  ImGui::EndChild();
  ImGui::PopID();
  draw_foot(ui, model, actions, *lesson, {at.x, foot_top}, width);
}

}  // namespace ganscope::panels::lessons_parts
