#include "app/model/lesson_desk.h"

#include <algorithm>
#include <utility>

#include "app/model/preferences.h"
#include "app/model/reduce.h"
#include "app/model/ui_model.h"
#include "app/script/names.h"
#include "app/script/number.h"
#include "core/config/experiment.h"

namespace ganscope::model {
namespace {

constexpr double look_every_s = 0.1;
constexpr double usual_minutes = 2;  // of a timer that the lesson says nothing about

LessonRecord& own_record(UiModel& model) { return model.preferences.lessons[model.lesson_desk.lesson]; }

void tell_error(UiModel& model, std::string what, std::string hint, double now_s) {
  Toast toast;
  toast.error = true;
  toast.text = std::move(what);
  toast.hint = std::move(hint);
  add_toast(model, std::move(toast), now_s);
}

void changed(UiModel& model, double now_s) {
  ++model.touched;
  preferences_changed(model, now_s);
}

/// A prediction's answer is looked up when the step is done in which it can be seen.
void see_what_came_true(UiModel& model, const lessons::Lesson& lesson, const lessons::Step& done,
                        const script::Lookup& values) {
  for (const lessons::Step& step : lesson.steps) {
    if (!step.prediction || step.prediction->seen != done.id) continue;
    const auto& conditions = step.prediction->came_true;
    const auto held = std::ranges::find_if(
        conditions, [&](const script::Condition& condition) { return script::holds(condition, values, {}); });
    if (held != conditions.end())
      own_record(model).came[step.id] = static_cast<int>(held - conditions.begin());
  }
}

double share_of(const lessons::Check& check, const CheckWatch& watch, int64_t step, double now_s) {
  if (!watch.holds) return 0;
  double share = 1;
  if (check.steps > 0)
    share = static_cast<double>(step - watch.since_step) / static_cast<double>(check.steps);
  if (check.seconds > 0) share = std::min(share, (now_s - watch.since_s) / check.seconds);
  return std::clamp(share, 0.0, 1.0);
}

}  // namespace

const lessons::Lesson* open_lesson(const UiModel& model) {
  return model.lesson_desk.lesson.empty() ? nullptr
                                          : model.lesson_desk.library->find(model.lesson_desk.lesson);
}

const lessons::Step* open_step(const UiModel& model) {
  const lessons::Lesson* lesson = open_lesson(model);
  return lesson == nullptr || model.lesson_desk.step >= lesson->steps.size()
             ? nullptr
             : &lesson->steps[model.lesson_desk.step];
}

const LessonRecord& record_of(const UiModel& model, std::string_view lesson) {
  static const LessonRecord none;
  const auto found = model.preferences.lessons.find(std::string(lesson));
  return found == model.preferences.lessons.end() ? none : found->second;
}

bool step_done(const UiModel& model, const lessons::Step& step) {
  return record_of(model, model.lesson_desk.lesson).done.contains(step.id);
}

bool may_go_on(const UiModel& model) {
  const lessons::Step* step = open_step(model);
  if (step == nullptr || step_done(model, *step)) return true;
  if (step->prediction && !record_of(model, model.lesson_desk.lesson).said.contains(step->id)) return false;
  return !step->check;
}

namespace {

std::vector<std::string> introduced(const UiModel& model, std::vector<std::string> lessons::Step::*what,
                                    bool all) {
  std::vector<std::string> words;
  const lessons::Lesson* lesson = open_lesson(model);
  if (lesson == nullptr || model.workspace != Workspace::lessons) return words;
  for (size_t i = 0; i <= model.lesson_desk.step && i < lesson->steps.size(); ++i) {
    const std::vector<std::string>& more = lesson->steps[i].*what;
    if (!all && !more.empty()) words.clear();
    for (const std::string& word : more)
      if (std::ranges::find(words, word) == words.end()) words.push_back(word);
  }
  return words;
}

}  // namespace

std::vector<std::string> introduced_controls(const UiModel& model) {
  return introduced(model, &lessons::Step::controls, true);
}
std::vector<std::string> introduced_plots(const UiModel& model) {
  return introduced(model, &lessons::Step::plots, false);
}

bool teaching(const UiModel& model) {
  return model.lesson_desk.teaching && model.workspace == Workspace::lessons && open_lesson(model) != nullptr;
}

bool hides_option(const UiModel& model, std::string_view key) {
  return teaching(model) && std::ranges::count(introduced_controls(model), key) == 0;
}

bool hides_plot(const UiModel& model, std::string_view key) {
  return teaching(model) && std::ranges::count(introduced_plots(model), key) == 0;
}

bool hides_anything(const UiModel& model) {
  if (!teaching(model)) return false;
  for (const SeriesStore* store : {&model.series, &model.measures})
    if (const api::SeriesTable* table = store->table())
      for (const api::PlotInfo& plot : table->plots)
        if (hides_plot(model, plot.key)) return true;
  if (model.catalogue == nullptr || model.experiment().name.empty()) return false;
  return std::ranges::any_of(config::active_options(*model.catalogue, model.experiment().settings),
                             [&](const config::Option& option) { return hides_option(model, option.key); });
}

double timer_minutes(const UiModel& model) {
  const lessons::Step* step = open_step(model);
  if (step == nullptr) return 0;
  return step->minutes > 0 ? step->minutes : teaching(model) ? usual_minutes : 0;
}

std::vector<std::string> pointed_items(const UiModel& model) {
  std::vector<std::string> items;
  if (model.workspace != Workspace::lessons) return items;
  if (!model.lesson_desk.pointed_at.empty()) items.push_back(model.lesson_desk.pointed_at);
  const lessons::Step* step = open_step(model);
  if (items.empty() && step != nullptr && !step_done(model, *step)) items = step->point;
  return items;
}

void enter_lesson(UiModel& model, api::Session& session, std::string_view key, double now_s) {
  LessonDesk& desk = model.lesson_desk;
  model.workspace = Workspace::lessons;
  model.open_sheet.clear();
  stop_showing(model);
  const lessons::Lesson* lesson = key.empty() ? nullptr : desk.library->find(key);
  desk.lesson = lesson == nullptr ? "" : lesson->key;
  if (lesson == nullptr) {
    if (!key.empty())
      tell_error(model, "there is no lesson " + std::string(key), "`ganscope lesson list` names them all",
                 now_s);
    return;
  }
  const LessonRecord& record = record_of(model, desk.lesson);
  const auto left = std::ranges::find(lesson->steps, record.step, &lessons::Step::id);
  desk.step =
      left == lesson->steps.end() || record.finished ? 0 : static_cast<size_t>(left - lesson->steps.begin());
  restore_step(model, session, now_s);
}

namespace {

void go(UiModel& model, std::string_view place) {
  const size_t slash = place.find('/');
  const std::string_view head = place.substr(0, slash);
  const std::string_view part = slash == std::string_view::npos ? "" : place.substr(slash + 1);
  for (const WorkspaceRow& row : workspaces())
    if (row.key == head && row.available) show_scene(model, row.workspace);
  if (model.scene() == Workspace::playground) model.playground.room = part;
  if (model.scene() == Workspace::explore) {
    const auto tabs = script::explore_tabs();
    const auto tab = std::ranges::find(tabs, part);
    if (tab != tabs.end()) model.explore.tab = static_cast<int>(tab - tabs.begin());
  }
}

/// Where the lesson stood at the step that is open.
void show_place_of(UiModel& model, const lessons::Lesson& lesson) {
  const script::Line* last = nullptr;
  for (size_t i = 0; i < lesson.steps.size() && i <= model.lesson_desk.step; ++i)
    for (const script::Line& line : lesson.steps[i].begin)
      if (line.verb == script::Verb::go) last = &line;
  if (last != nullptr) go(model, last->argument);
}

}  // namespace

void go_to_step(UiModel& model, api::Session& session, size_t step, double now_s) {
  LessonDesk& desk = model.lesson_desk;
  const lessons::Lesson* lesson = open_lesson(model);
  if (lesson == nullptr) return;
  stop_showing(model);
  if (const lessons::Step* leaving = open_step(model); leaving != nullptr && step > desk.step) {
    if (may_go_on(model)) own_record(model).done.insert(leaving->id);
  }
  const bool back = step < desk.step;
  desk.step = std::min(step, lesson->steps.size());
  desk.watch = {};
  desk.timer_ends_s = -1;
  LessonRecord& record = own_record(model);
  const lessons::Step* now = open_step(model);
  record.step = now == nullptr ? "" : now->id;
  record.finished |= now == nullptr;
  // Who goes back to read keeps the run; only where it plays is as it was.
  if (back) {
    show_place_of(model, *lesson);
    return changed(model, now_s);
  }
  if (now != nullptr)
    for (const script::Line& line : now->begin) perform(model, session, line, now_s);
  changed(model, now_s);
}

void restore_step(UiModel& model, api::Session& session, double now_s) {
  const lessons::Lesson* lesson = open_lesson(model);
  if (lesson == nullptr) return;
  const size_t to = std::min(model.lesson_desk.step, lesson->steps.size());
  size_t from = 0;
  for (size_t i = 0; i < lesson->steps.size() && i <= to; ++i)
    if (std::ranges::any_of(lesson->steps[i].begin, [](const script::Line& line) {
          return line.verb == script::Verb::open || line.verb == script::Verb::compare;
        }))
      from = i;
  for (size_t i = from; i < to && i < lesson->steps.size(); ++i)
    for (const script::Line& line : lesson->steps[i].begin)
      if (line.verb != script::Verb::start) perform(model, session, line, now_s);
  model.lesson_desk.step = to;
  go_to_step(model, session, to, now_s);
}

void begin_anew(UiModel& model, api::Session& session, double now_s) {
  model.preferences.lessons.erase(model.lesson_desk.lesson);
  model.lesson_desk.votes.clear();
  model.lesson_desk.step = 0;
  go_to_step(model, session, 0, now_s);
}

void predict(UiModel& model, int answer) {
  const lessons::Step* step = open_step(model);
  if (step == nullptr || !step->prediction || answer < 0 ||
      answer >= static_cast<int>(step->prediction->options.size()))
    return;
  own_record(model).said[step->id] = answer;
}

void count_vote(UiModel& model, int answer, int by) {
  const lessons::Step* step = open_step(model);
  if (step == nullptr || !step->prediction) return;
  std::vector<int>& votes = model.lesson_desk.votes[step->id];
  votes.resize(step->prediction->options.size());
  if (answer >= 0 && answer < static_cast<int>(votes.size()))
    votes[static_cast<size_t>(answer)] = std::max(0, votes[static_cast<size_t>(answer)] + by);
}

void show_how(UiModel& model) {
  const lessons::Step* step = open_step(model);
  if (step == nullptr || step->act.empty()) return;
  model.lesson_desk.show = step->act;
  ++model.lesson_desk.shows;
  model.lesson_desk.showing = true;
}

void stop_showing(UiModel& model) {
  model.lesson_desk.in_hand = false;
  if (!std::exchange(model.lesson_desk.showing, false)) return;
  model.lesson_desk.show.clear();
  ++model.lesson_desk.shows;
}

void start_timer(UiModel& model, double now_s) {
  if (const double minutes = timer_minutes(model); minutes > 0)
    model.lesson_desk.timer_ends_s = now_s + 60 * minutes;
}

void set_teaching(UiModel& model, bool on, double now_s) {
  model.lesson_desk.teaching = model.preferences.teaching = on;
  changed(model, now_s);
}

namespace {

/// An option by its own name: from the next step on where it is tuned while it runs; else the run begins
/// anew, or, altered, goes on with what it has learned.
Expected<Action> setting(const UiModel& model, const config::Catalogue& catalogue, const script::Line& line) {
  for (const config::Option& option : config::active_options(catalogue, model.experiment().settings)) {
    if (option.key != line.item) continue;
    auto value = config::parse(option, line.argument);
    if (!value) return tl::unexpected(value.error());
    const bool alter = line.verb == script::Verb::alter;
    if (alter) return action::AlterRun{{{line.item, *value}}};
    if (const auto number = script::number_in(line.argument); number && option.tunable)
      return action::TuneOption{line.item, *number, true};
    return action::EditOption{line.item, *value};
  }
  // Which objective, which network: a registry's entry, by its key.
  if (const config::Settings& settings = model.experiment().settings;
      settings.has(line.item) && std::holds_alternative<std::string>(settings.at(line.item))) {
    if (line.verb == script::Verb::alter) return action::AlterRun{{{line.item, line.argument}}};
    return action::EditOption{line.item, line.argument};
  }
  return fail(FailureKind::usage, "this experiment has no option " + line.item, line.text,
              "see All options for their names");
}

}  // namespace

void show_scene(UiModel& model, Workspace workspace) {
  if (!row_of(workspace).available) return;
  const bool within = model.workspace == Workspace::lessons && workspace != Workspace::lessons &&
                      !model.lesson_desk.lesson.empty();
  (within ? model.lesson_desk.driving : model.workspace) = workspace;
  model.open_sheet.clear();
  model.hovered_latent = -1;
}

bool lesson_column(const UiModel& model) {
  const lessons::Lesson* lesson = open_lesson(model);
  // Explore and Compare have all the room for themselves.
  if (lesson == nullptr || model.workspace != Workspace::lessons || model.scene() == Workspace::explore ||
      model.scene() == Workspace::compare)
    return false;
  const size_t so_far = std::min(model.lesson_desk.step + 1, lesson->steps.size());
  return std::any_of(lesson->steps.begin(), lesson->steps.begin() + static_cast<std::ptrdiff_t>(so_far),
                     [](const lessons::Step& step) { return !step.controls.empty() || !step.plots.empty(); });
}

void perform(UiModel& model, api::Session& session, const script::Line& line, double now_s) {
  const auto ask = [&](Action action) { reduce(model, session, {std::move(action)}, now_s); };
  switch (line.verb) {
    case script::Verb::compare:
      return ask(CompareAction(action::OpenComparison{line.argument}));
    case script::Verb::open:
      ask(CompareAction(action::EndComparison{}));
      return ask(action::ChooseExperiment{line.argument, true});
    case script::Verb::go:
      return go(model, line.argument);
    case script::Verb::set:
    case script::Verb::alter: {
      auto wanted = setting(model, session.catalogue(), line);
      if (wanted) return ask(std::move(*wanted));
      tell_error(model, wanted.error().what, wanted.error().hint, now_s);
      return;
    }
    case script::Verb::start:
      return ask(action::Post{api::Train{}});
    case script::Verb::pause:
      return ask(action::Post{api::Pause{}});
    case script::Verb::reset:
      return ask(action::Post{api::Reset{}});
    case script::Verb::speed:
      return ask(action::Post{api::SetSpeed{line.lines}});
    default:
      return;
  }
}

bool follow_lesson(UiModel& model, const script::Lookup& values, double now_s) {
  LessonDesk& desk = model.lesson_desk;
  const lessons::Lesson* lesson = open_lesson(model);
  const lessons::Step* step = open_step(model);
  if (model.workspace != Workspace::lessons || step == nullptr) return false;
  if (now_s < desk.looked_s + look_every_s) return false;
  desk.looked_s = now_s;
  std::vector<std::string> hidden;
  for (const std::string& item : step->point)
    if (model.configured() && values(item) == nullptr) hidden.push_back(item);
  const bool other_hidden = hidden != std::exchange(desk.hidden, hidden);
  // What was asked for is still on its way: what is seen is of before.
  // While the program's hand has the mouse, nobody could press Next.
  const bool settled = model.status->applied >= model.newest_ticket && !model.wanted && !desk.in_hand;
  if (!step->check || step_done(model, *step) || !settled) return other_hidden;
  const bool held = std::ranges::all_of(step->check->conditions, [&](const script::Condition& condition) {
    return script::holds(condition, values, {});
  });
  CheckWatch& watch = desk.watch;
  const int64_t at = model.status->step;
  const CheckWatch before = watch;
  if (held && (!watch.holds || at < watch.since_step)) watch = {true, at, now_s, 0, 0};
  if (!held) watch = {};
  watch.steps = watch.holds ? at - watch.since_step : 0;
  watch.share = share_of(*step->check, watch, at, now_s);
  if (watch.holds && watch.share >= 1) {
    own_record(model).done.insert(step->id);
    see_what_came_true(model, *lesson, *step, values);
    changed(model, now_s);
    return true;
  }
  return other_hidden || watch.holds != before.holds || watch.steps != before.steps ||
         watch.share != before.share;
}

}  // namespace ganscope::model
