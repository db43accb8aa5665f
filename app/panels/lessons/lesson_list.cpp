#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/panels/lessons/parts.h"
#include "app/ui/bounded.h"
#include "app/ui/widgets.h"

namespace ganscope::panels::lessons_parts {
namespace {

using ui::Font;

constexpr float card_height = 104, card_gap = 12;  // design px

/// The first sentences of a lesson's goal, as they are read in a card.
std::string goal_words(const lessons::Lesson& lesson, std::string_view language) {
  std::string words = lesson.goal.in(language).plain();
  if (const size_t end = words.find('\n'); end != std::string::npos) words.resize(end);
  return words;
}

/// Words that stand in `height` pixels, with … where some are left out.
std::string shortened(const ui::Ui& ui, std::string words, float wrap, float height) {
  if (ui::wrapped_size(ui, Font::caption, words, wrap).y <= height) return words;
  // The longest beginning that fits, by halves: this is drawn in every frame.
  size_t fits = 0;
  for (size_t low = 0, high = words.size(); low < high;) {
    size_t middle = low + (high - low + 1) / 2;
    while (middle > low && (static_cast<unsigned char>(words[middle]) & 0xC0U) == 0x80U) --middle;
    if (middle == low) break;  // one letter is left
    if (ui::wrapped_size(ui, Font::caption, words.substr(0, middle) + " …", wrap).y <= height)
      fits = low = middle;
    else
      high = middle - 1;
  }
  words.resize(fits);
  const size_t space = words.rfind(' ');
  if (space != std::string::npos && words.size() - space < 16) words.resize(space);
  return words + " …";
}

struct Card {
  ImVec2 at;
  float width;
};

/// How far one is: a piece a step.
void draw_progress(const ui::Ui& ui, const lessons::Lesson& lesson, const model::LessonRecord& record,
                   const Card& card) {
  const float width = card.width - ui.px(32), y = card.at.y + ui.px(card_height - 14);
  const float space = ui.px(3);
  const auto pieces = static_cast<float>(lesson.steps.size());
  const float piece = (width - space * (pieces - 1)) / pieces;
  for (size_t i = 0; i < lesson.steps.size(); ++i) {
    const float x = card.at.x + ui.px(16) + static_cast<float>(i) * (piece + space);
    const bool done = record.finished || record.done.contains(lesson.steps[i].id);
    ImGui::GetWindowDrawList()->AddRectFilled({x, y}, {x + piece, y + ui.px(3)},
                                              done ? ui.theme.t2 : ui.theme.bg4, ui.px(1.5F));
  }
}

void draw_card(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions,
               const lessons::Lesson& lesson, const Card& card, bool next) {
  const std::string_view language = ui.tr.language();
  const model::LessonRecord& record = model::record_of(model, lesson.key);
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const ImVec2 max{card.at.x + card.width, card.at.y + ui.px(card_height)};
  ImGui::SetCursorScreenPos(card.at);
  if (ui::button(ui, "lesson/open/" + lesson.key,
                 {.width = card.width, .height = ui.px(card_height), .help = {}}))
    actions(model::action::OpenLesson{lesson.key});
  if (next) draw->AddRect(card.at, max, ui.theme.t1, ui.px(6), 0, std::max(1.0F, ui.px(2)));
  const float left = card.at.x + ui.px(16);
  float text_left = left;
  if (lesson.number > 0) {
    const std::string number = std::to_string(lesson.number);
    ui::text_at(ui, draw, {left, card.at.y + ui.px(12)}, Font::mono_title, ui.theme.t3, number);
    text_left += ui.px(34);
  }
  std::string state = record.finished                              ? ui.tr("done")
                      : record.done.empty() && record.step.empty() ? ""
                                                                   : ui.tr("begun");
  if (state.empty() && lesson.minutes > 0)
    state = fmt::format(fmt::runtime(ui.tr("{} min")), static_cast<int>(std::lround(lesson.minutes)));
  const float state_width = ui::text_size(ui, Font::caption, state).x;
  ui::text_at(ui, draw, {max.x - ui.px(16) - state_width, card.at.y + ui.px(14)}, Font::caption, ui.theme.t3,
              state);
  const float room = max.x - ui.px(28) - state_width - text_left;
  const std::string& title = lesson.title.in(language);
  const float title_height = ui::wrapped_size(ui, Font::title, title, room).y;
  ui::wrapped_text_at(ui, draw, {text_left, card.at.y + ui.px(11)}, Font::title, ui.theme.t1, title, room);
  // As much of the goal as there is room for above the steps: two lines, or one below a title of two.
  const float wrap = card.width - ui.px(32), top = card.at.y + ui.px(18) + title_height;
  std::string goal = goal_words(lesson, language);
  goal = shortened(ui, std::move(goal), wrap, max.y - ui.px(18) - top);
  ui::wrapped_text_at(ui, draw, {left, top}, Font::caption, ui.theme.t2, goal, wrap);
  draw_progress(ui, lesson, record, card);
}

void draw_unreadable(ui::Ui& ui, const model::UiModel& model, ImVec2 at, float width) {
  for (const Failure& unreadable : model.lesson_desk.library->unreadable) {
    const Failure failure = ui.tr.failure(unreadable);
    const std::string words = with_place(failure) + ". " + failure.hint;
    const ImVec2 size = ui::wrapped_size(ui, Font::caption, words, width - ui.px(24));
    ImDrawList* draw = ImGui::GetWindowDrawList();
    ui::draw_icon(draw, ui::Icon::warning, {at.x + ui.px(8), at.y + ui.px(9)}, ui.px(13), ui.theme.warn);
    ui::wrapped_text_at(ui, draw, {at.x + ui.px(24), at.y}, Font::caption, ui.theme.t2, words,
                        width - ui.px(24));
    ui.items.add("lesson/unreadable", at, {at.x + width, at.y + size.y}, words);
    at.y += size.y + ui.px(8);
  }
  ImGui::SetCursorScreenPos(at);
}

}  // namespace

void draw_list(ui::Ui& ui, const model::UiModel& model, model::UiActions& actions) {
  const lessons::Library& library = *model.lesson_desk.library;
  const ImVec2 origin = ImGui::GetWindowPos(), size = ImGui::GetWindowSize();
  const float width = std::min(size.x - ui.px(48), ui.px(1320));
  const float left = origin.x + std::floor((size.x - width) / 2);
  ImDrawList* draw = ImGui::GetWindowDrawList();
  ui::text_at(ui, draw, {left, origin.y + ui.px(20)}, Font::large, ui.theme.t1, ui.tr("Lessons"));
  ui::text_at(
      ui, draw, {left, origin.y + ui.px(62)}, Font::body, ui.theme.t2,
      ui.tr("Everything happens on the real engine: you predict, you run it, and what you see is true."));
  ImGui::SetCursorScreenPos({left - ui.px(4), origin.y + ui.px(96)});
  ui::begin_child("lessons", {width + ui.px(20), size.y - ui.px(96)}, ImGuiWindowFlags_NoNav);
  const ImVec2 top = ImGui::GetCursorScreenPos();
  const int columns = width > ui.px(1100) ? 3 : width > ui.px(680) ? 2 : 1;
  const float card_width =
      (width - ui.px(card_gap) * static_cast<float>(columns - 1)) / static_cast<float>(columns);
  const auto next = std::ranges::find_if(library.lessons, [&](const lessons::Lesson& lesson) {
    return !lesson.own && !lesson.further && !model::record_of(model, lesson.key).finished;
  });
  ImVec2 at{top.x + ui.px(4), top.y + ui.px(4)};
  int column = 0;
  const char* heading = nullptr;
  for (const lessons::Lesson& lesson : library.lessons) {
    const char* group = lesson.own       ? ui.tr("Your own")
                        : lesson.further ? ui.tr("For who wants more")
                                         : nullptr;
    if (group != heading) {
      heading = group;
      if (column > 0) at = {top.x + ui.px(4), at.y + ui.px(card_height + card_gap)};
      column = 0;
      ui::text_at(ui, ImGui::GetWindowDrawList(), {at.x, at.y + ui.px(10)}, Font::strong, ui.theme.t2, group);
      at.y += ui.px(42);
    }
    draw_card(ui, model, actions, lesson, {at, card_width},
              next != library.lessons.end() && &lesson == &*next);
    at.x += card_width + ui.px(card_gap);
    if (++column == columns) {
      column = 0;
      at = {top.x + ui.px(4), at.y + ui.px(card_height + card_gap)};
    }
  }
  if (column > 0) at = {top.x + ui.px(4), at.y + ui.px(card_height + card_gap)};
  draw_unreadable(ui, model, {at.x, at.y + ui.px(8)}, width);
  ui::take_room({1, ui.px(16)});
  ImGui::EndChild();
}

}  // namespace ganscope::panels::lessons_parts
