#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/panels/lessons/parts.h"
#include "app/ui/bounded.h"
#include "app/ui/widgets.h"
#include "app/ui/widgets/document.h"

namespace ganscope::panels::lessons_parts {
namespace {

using ui::Font;

constexpr float indent = 40;  // design px: of what stands beside a step's number

struct Page {
  ui::Ui& ui;
  const model::UiModel& model;
  model::UiActions& actions;
  const lessons::Lesson& lesson;
  float width;
  std::string& pointed_at;              ///< item that a text points at in this frame
  bool large = model::teaching(model);  ///< the teacher's mode
  [[nodiscard]] std::string_view language() const { return ui.tr.language(); }
  /// A font, or in large type the next larger one.
  [[nodiscard]] Font font(Font usual, Font larger) const { return large ? larger : usual; }
  [[nodiscard]] Font caption() const { return font(Font::caption, Font::body); }
  [[nodiscard]] Font line() const { return font(Font::body, Font::lesson); }
  [[nodiscard]] const model::LessonRecord& record() const {
    return model::record_of(model, model.lesson_desk.lesson);
  }
};

/// A disc with the step's number, or a tick.
void draw_bead(const Page& page, ImVec2 at, size_t number, bool now, bool done) {
  const ui::Ui& ui = page.ui;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const float radius = ui.px(13);
  const ImVec2 centre{at.x + radius, at.y + ui.px(15)};
  if (now)
    draw->AddCircleFilled(centre, radius, ui.theme.t1);
  else
    draw->AddCircle(centre, radius - ui.px(0.5F), ui.theme.line2, 0, std::max(1.0F, ui.px(1)));
  if (done && !now) return ui::draw_icon(draw, ui::Icon::check, centre, ui.px(14), ui.theme.good);
  const std::string words = std::to_string(number);
  const ImVec2 size = ui::text_size(ui, Font::mono_small, words);
  ui::text_at(ui, draw, {std::round(centre.x - size.x / 2), std::round(centre.y - size.y / 2)},
              Font::mono_small, now ? ui.theme.bg1 : ui.theme.t3, words);
}

/// "you said: one blob", and whether it was so.
std::string said_words(const Page& page, const lessons::Step& step) {
  const auto said = page.record().said.find(step.id);
  if (!step.prediction || said == page.record().said.end()) return "";
  const auto& options = step.prediction->options;
  const auto option = [&](int index) -> std::string {
    return index < static_cast<int>(options.size()) ? options[static_cast<size_t>(index)].in(page.language())
                                                    : "";
  };
  std::string words = fmt::format(fmt::runtime(page.ui.tr("you said: {}")), option(said->second));
  const auto came = page.record().came.find(step.id);
  if (came == page.record().came.end()) return words;
  if (came->second == said->second) return words + " · " + page.ui.tr("so it was");
  return words + " · " + fmt::format(fmt::runtime(page.ui.tr("it was: {}")), option(came->second));
}

/// A step that is not open: one line, which opens it.
void draw_line(const Page& page, size_t index, ImVec2 at) {
  ui::Ui& ui = page.ui;
  const lessons::Step& step = page.lesson.steps[index];
  const bool done = model::step_done(page.model, step);
  ImDrawList* draw = ImGui::GetWindowDrawList();
  ImGui::SetCursorScreenPos(at);
  ImGui::PushID(static_cast<int>(index));
  const bool pressed = ui::press_area("step", {page.width, ui.px(34)});
  const bool hovered = ImGui::IsItemHovered();
  ImGui::PopID();
  ui.items.add("lesson/step/" + step.id, at, {at.x + page.width, at.y + ui.px(34)},
               std::string(done ? "done" : "open"));
  if (pressed) page.actions(model::action::GoToLessonStep{index});
  draw_bead(page, at, index + 1, false, done);
  const std::string said = said_words(page, step);
  const float room = page.width - ui.px(indent);
  const std::string title = ui::fitted(ui, page.line(), step.title.in(page.language()), room);
  ui::text_at(ui, draw, {at.x + ui.px(indent), at.y + ui.px(4)}, page.line(),
              hovered ? ui.theme.t1
              : done  ? ui.theme.t2
                      : ui.theme.t3,
              title);
  if (said.empty()) return;
  const float left = ui::text_size(ui, page.line(), title).x + ui.px(16);
  const std::string fit = ui::fitted(ui, page.caption(), said, room - left);
  const float width = ui::text_size(ui, page.caption(), fit).x;
  ui::text_at(ui, draw, {at.x + page.width - width, at.y + ui.px(7)}, page.caption(), ui.theme.t3, fit);
  ui.items.add("lesson/said/" + step.id, {at.x + page.width - width, at.y + ui.px(4)},
               {at.x + page.width, at.y + ui.px(30)}, said);
}

/// Draws a text of the lesson; what it points at glows, what it links to is done.
float draw_words(const Page& page, const std::string& name, const lessons::Text& text, float width) {
  ui::DocumentSpec spec;
  spec.width = width;
  if (page.large) spec.factor = large_type;
  const ui::DrawnDocument drawn = ui::draw_document(page.ui, name, text.in(page.language()), spec);
  if (!drawn.pointed_at.empty()) page.pointed_at = drawn.pointed_at;
  if (!drawn.action.empty()) page.actions(model::action::Perform{drawn.action});
  return drawn.height;
}

void draw_prediction(const Page& page, const lessons::Step& step) {
  ui::Ui& ui = page.ui;
  const auto said = page.record().said.find(step.id);
  const auto came = page.record().came.find(step.id);
  const auto votes = page.model.lesson_desk.votes.find(step.id);
  const float left = ImGui::GetCursorScreenPos().x, width = page.width - ui.px(indent);
  // A class is counted in the teacher's mode.
  const bool counted = page.large || votes != page.model.lesson_desk.votes.end();
  for (size_t i = 0; i < step.prediction->options.size(); ++i) {
    const int answer = static_cast<int>(i);
    const bool chosen = said != page.record().said.end() && said->second == answer;
    const ImVec2 at{left, ImGui::GetCursorScreenPos().y};
    const float vote = ui.px(62);
    ImGui::SetCursorScreenPos(at);
    const std::string name = fmt::format("lesson/predict/{}", i);
    const bool true_one = came != page.record().came.end() && came->second == answer;
    if (ui::button(ui, name,
                   {.label = step.prediction->options[i].in(page.language()),
                    .style = ui::ButtonStyle::outline,
                    .width = counted ? width - vote - ui.px(8) : width,
                    .help = ui.tr("Your guess. It is shown against what happens."),
                    .has_icon = true_one || chosen,
                    .icon = true_one ? ui::Icon::check : ui::Icon::hand_point,
                    .pressed = chosen,
                    .left_aligned = true,
                    .font = page.line()}))
      change_desk(page.actions, [answer](model::UiModel& model, double) { model::predict(model, answer); });
    // The class's answers, a click each.
    ImGui::SetCursorScreenPos({left + width - vote, at.y});
    const int count = votes != page.model.lesson_desk.votes.end() ? votes->second[i] : 0;
    if (counted &&
        ui::button(ui, fmt::format("lesson/vote/{}", i),
                   {.label = fmt::format("{{n:{}}}", count),
                    .style = ui::ButtonStyle::quiet,
                    .width = vote,
                    .help = ui.tr("How many of the class think so: a click for each, Shift takes one back."),
                    .has_icon = true,
                    .icon = ui::Icon::plus,
                    .font = page.line()})) {
      const int by = ImGui::GetIO().KeyShift ? -1 : 1;
      change_desk(page.actions,
                  [answer, by](model::UiModel& model, double) { model::count_vote(model, answer, by); });
    }
    ImGui::SetCursorScreenPos({left, at.y + ui.px(40)});
  }
}

/// What came of the predictions that this step shows: one line each. Returns how high.
float draw_outcomes(const Page& page, const lessons::Step& step, ImVec2 at, float width) {
  ui::Ui& ui = page.ui;
  float height = 0;
  for (const lessons::Step& guess : page.lesson.steps) {
    if (!guess.prediction || guess.prediction->seen != step.id) continue;
    const std::string words = said_words(page, guess);
    if (words.empty()) continue;
    const ImVec2 from{at.x, at.y + height};
    const float high = ui::wrapped_size(ui, page.caption(), words, width).y;
    ui::wrapped_text_at(ui, ImGui::GetWindowDrawList(), from, page.caption(), ui.theme.t2, words, width);
    ui.items.add("lesson/outcome/" + guess.id, from, {at.x + width, from.y + high}, words);
    height += high + ui.px(6);
  }
  return height;
}

/// The check in a card: what is to be reached, how far it is.
void draw_check(const Page& page, const lessons::Step& step) {
  ui::Ui& ui = page.ui;
  const lessons::Check& check = *step.check;
  const model::CheckWatch& watch = page.model.lesson_desk.watch;
  const bool done = model::step_done(page.model, step);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = page.width - ui.px(indent), pad = ui.px(14);
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const std::string title = done ? ui.tr("Done") : ui.tr("Check");
  ui::text_at(ui, draw, {at.x + pad, at.y + ui.px(10)}, Font::strong, done ? ui.theme.good : ui.theme.t1,
              title);
  if (done)
    ui::draw_icon(draw, ui::Icon::check,
                  {at.x + pad + ui::text_size(ui, Font::strong, title).x + ui.px(14), at.y + ui.px(20)},
                  ui.px(14), ui.theme.good);
  if (check.steps > 0 && !done) {
    const std::string count = fmt::format("{} / {} {}", ui::thousands(std::min(watch.steps, check.steps)),
                                          ui::thousands(check.steps), ui.tr("steps"));
    const float right = at.x + width - pad - ui::text_size(ui, Font::mono_small, count).x;
    ui::text_at(ui, draw, {right, at.y + ui.px(12)}, Font::mono_small, ui.theme.t2, count);
  }
  ImGui::SetCursorScreenPos({at.x + pad, at.y + ui.px(34)});
  const float words = draw_words(page, "lesson/check/words", check.words, width - 2 * pad);
  const float bar = at.y + ui.px(34) + words + ui.px(10);
  const float share = done ? 1.0F : static_cast<float>(watch.share);
  const bool gradual = check.steps > 0 || check.seconds > 0;
  float bottom = bar;
  if (done) bottom += draw_outcomes(page, step, {at.x + pad, bar + ui.px(16)}, width - 2 * pad);
  if (gradual || done) {
    draw->AddRectFilled({at.x + pad, bar}, {at.x + width - pad, bar + ui.px(5)}, ui.theme.bg4, ui.px(2));
    draw->AddRectFilled({at.x + pad, bar}, {at.x + pad + share * (width - 2 * pad), bar + ui.px(5)},
                        done ? ui.theme.good : ui.theme.t1, ui.px(2));
    bottom += ui.px(17);
  }
  draw->AddRect(at, {at.x + width, bottom}, done ? ui.theme.good : ui.theme.line2, ui.px(6), 0,
                std::max(1.0F, ui.px(1)));
  ui.items.add("lesson/check", at, {at.x + width, bottom}, done ? 1.0 : watch.share);
  ImGui::SetCursorScreenPos({at.x, bottom + ui.px(12)});
}

void draw_help(const Page& page, const lessons::Step& step) {
  ui::Ui& ui = page.ui;
  const model::LessonDesk& desk = page.model.lesson_desk;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  if (!step.act.empty() && !model::step_done(page.model, step)) {
    const std::string words = desk.showing ? ui.tr("Stop") : ui.tr("Do it for me");
    if (ui::button(ui, "lesson/do",
                   {.label = words,
                    .style = ui::ButtonStyle::outline,
                    .width = ui.px(150),
                    .help = ui.tr("The hand of the program does what is asked for; watch it.")})) {
      if (desk.showing)
        change_desk(page.actions, [](model::UiModel& model, double) { model::stop_showing(model); });
      else
        change_desk(page.actions, [](model::UiModel& model, double) { model::show_how(model); });
    }
  }
  if (const double minutes = model::timer_minutes(page.model); minutes > 0) {
    ImGui::SetCursorScreenPos({at.x + ui.px(162), at.y});
    const bool runs = desk.timer_ends_s >= 0;
    const double left = runs ? std::max(0.0, desk.timer_ends_s - ui.time_s) : 60 * minutes;
    if (ui::button(ui, "lesson/timer",
                   {.label = "{n:" + ui::clock_text(std::ceil(left)) + "}",
                    .style = runs && left <= 0 ? ui::ButtonStyle::primary : ui::ButtonStyle::outline,
                    .width = ui.px(110),
                    .help = ui.tr("A timer for the class: a click starts it, or starts it again."),
                    .has_icon = true,
                    .icon = ui::Icon::play}))
      change_desk(page.actions,
                  [](model::UiModel& model, double now_s) { model::start_timer(model, now_s); });
  }
  ImGui::SetCursorScreenPos({at.x, at.y + ui.px(40)});
}

/// A control that the step points at and that is not on screen: said, so that nobody looks for it in vain.
void draw_hidden(const Page& page) {
  ui::Ui& ui = page.ui;
  for (const std::string& name : page.model.lesson_desk.hidden) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const std::string words = fmt::format(
        fmt::runtime(ui.tr("{} is not on screen here: make the window larger, or skip this step.")), name);
    const float width = page.width - ui.px(indent);
    const ImVec2 size = ui::wrapped_size(ui, Font::caption, words, width);
    ui::wrapped_text_at(ui, ImGui::GetWindowDrawList(), at, Font::caption, ui.theme.t3, words, width);
    ui.items.add("lesson/hidden", at, {at.x + width, at.y + size.y}, name);
    ImGui::SetCursorScreenPos({at.x, at.y + size.y + ui.px(8)});
  }
}

void draw_open(const Page& page, size_t index, ImVec2 at) {
  ui::Ui& ui = page.ui;
  const lessons::Step& step = page.lesson.steps[index];
  // The open step is in sight from the first frame on, with the one before it.
  bool* seen = ImGui::GetStateStorage()->GetBoolRef(ImGui::GetID("seen"), false);
  if (!std::exchange(*seen, true) && index > 0)
    ImGui::SetScrollY(std::max(0.0F, at.y - ImGui::GetWindowPos().y + ImGui::GetScrollY() - ui.px(38)));
  draw_bead(page, at, index + 1, true, false);
  const float left = at.x + ui.px(indent), width = page.width - ui.px(indent);
  const std::string& title = step.title.in(page.language());
  const Font font = page.font(Font::verdict, Font::large);
  const ImVec2 size = ui::wrapped_size(ui, font, title, width);
  ui::wrapped_text_at(ui, ImGui::GetWindowDrawList(), {left, at.y + ui.px(2)}, font, ui.theme.t1, title,
                      width);
  ui.items.add("lesson/step/" + step.id, at, {at.x + page.width, at.y + ui.px(4) + size.y},
               std::string("now"));
  ImGui::SetCursorScreenPos({left, at.y + size.y + ui.px(12)});
  float top = ImGui::GetCursorScreenPos().y;
  const float words = draw_words(page, "lesson/text", step.text, width);
  ImGui::SetCursorScreenPos({left, top + words + ui.px(14)});
  if (step.prediction) draw_prediction(page, step);
  ImGui::SetCursorScreenPos({left, ImGui::GetCursorScreenPos().y});
  if (step.check) draw_check(page, step);
  draw_hidden(page);
  if (!step.act.empty() || model::timer_minutes(page.model) > 0) draw_help(page, step);
  ImGui::SetCursorScreenPos({at.x, ImGui::GetCursorScreenPos().y + ui.px(6)});
}

void draw_summary(const Page& page, ImVec2 at) {
  ui::Ui& ui = page.ui;
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const auto head = [&](const char* words) {
    const ImVec2 place = ImGui::GetCursorScreenPos();
    ui::text_at(ui, draw, place, Font::verdict, ui.theme.t1, words);
    ImGui::SetCursorScreenPos({at.x, place.y + ui.px(32)});
  };
  ImGui::SetCursorScreenPos({at.x, at.y + ui.px(8)});
  head(ui.tr("What you have seen"));
  float top = ImGui::GetCursorScreenPos().y;
  float words = draw_words(page, "lesson/summary", page.lesson.summary, page.width);
  ImGui::SetCursorScreenPos({at.x, top + words + ui.px(18)});
  head(ui.tr("To take home"));
  top = ImGui::GetCursorScreenPos().y;
  words = draw_words(page, "lesson/question", page.lesson.question, page.width);
  ImGui::SetCursorScreenPos({at.x, top + words + ui.px(18)});
}

}  // namespace

void draw_steps(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions,
                const lessons::Lesson& lesson, float width) {
  std::string pointed_at;
  const Page page{ui, model, actions, lesson, width, pointed_at};
  const size_t now = model.lesson_desk.step;
  ImVec2 at = ImGui::GetCursorScreenPos();
  if (now == 0 && !lesson.goal.empty()) {
    const float words = draw_words(page, "lesson/goal", lesson.goal, width);
    at.y += words + ui.px(14);
  }
  for (size_t i = 0; i < lesson.steps.size(); ++i) {
    if (i == now) {
      draw_open(page, i, at);
      at.y = ImGui::GetCursorScreenPos().y;
    } else {
      draw_line(page, i, at);
      at.y += ui.px(38);
    }
  }
  if (now >= lesson.steps.size()) {
    draw_summary(page, at);
    at.y = ImGui::GetCursorScreenPos().y;
  }
  ImGui::SetCursorScreenPos(at);
  ui::take_room({1, 1});
  if (pointed_at != model.lesson_desk.pointed_at)
    change_desk(actions,
                [pointed_at](model::UiModel& later, double) { later.lesson_desk.pointed_at = pointed_at; });
}

}  // namespace ganscope::panels::lessons_parts
