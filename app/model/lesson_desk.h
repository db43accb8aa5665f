#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "app/lessons/library.h"
#include "app/model/actions.h"
#include "app/script/value.h"

namespace ganscope::api {
class Session;
}

/// The course: which lesson is open, at which step, what its check has seen so far.
namespace ganscope::model {

struct UiModel;

/// What is kept of a lesson between starts.
struct LessonRecord {
  std::string step;                 ///< id of the one that was left; empty: none
  std::set<std::string> done;       ///< ids of steps
  std::map<std::string, int> said;  ///< by step: the answer that was predicted
  std::map<std::string, int> came;  ///< by step: the answer that came true
  bool finished = false;            ///< its summary was reached
};

/// How near a check is.
struct CheckWatch {
  bool holds = false;      ///< its conditions, now
  int64_t since_step = 0;  ///< … since this step and time without a break
  double since_s = 0;
  double share = 0;   ///< of the way, 0–1
  int64_t steps = 0;  ///< of Check::steps
};

struct LessonDesk {
  std::shared_ptr<const lessons::Library> library = std::make_shared<lessons::Library>();
  std::string lesson;  ///< key of the one that is open; empty: the list of all
  size_t step = 0;     ///< its number of steps: the summary
  Workspace driving = Workspace::train;
  CheckWatch watch;
  double looked_s = -1;             ///< when conditions were asked last
  std::string pointed_at;           ///< item that the text points at in this frame
  std::vector<std::string> hidden;  ///< items that the step points at, and that are not on screen
  /// "Do it for me": lines for the shell to play; a new number, a new play.
  std::vector<script::Line> show;
  uint64_t shows = 0;
  bool showing = false;
  bool in_hand = false;                           ///< the mouse is the hand's, until its gesture ends
  double timer_ends_s = -1;                       ///< of the step's timer; -1: it does not run
  std::map<std::string, std::vector<int>> votes;  ///< by step: how many of the class said what
  bool teaching = false;                          ///< large type, and only what was introduced
};

[[nodiscard]] const lessons::Lesson* open_lesson(const UiModel& model);  ///< null: none
[[nodiscard]] const lessons::Step* open_step(const UiModel& model);      ///< null: none, or the summary
[[nodiscard]] const LessonRecord& record_of(const UiModel& model, std::string_view lesson);
[[nodiscard]] bool step_done(const UiModel& model, const lessons::Step& step);
/// Whether there is nothing left to do in the step that is open.
[[nodiscard]] bool may_go_on(const UiModel& model);
/// Option keys, and keys of plots, that the lesson has introduced so far; empty: it has shown none.
[[nodiscard]] std::vector<std::string> introduced_controls(const UiModel& model);
[[nodiscard]] std::vector<std::string> introduced_plots(const UiModel& model);
/// A lesson is open in the teacher's mode.
[[nodiscard]] bool teaching(const UiModel& model);
/// What the teacher's mode hides until the lesson introduces it: an option or a choice ("lr_g", "network"), a
/// plot, any of either that this run has.
[[nodiscard]] bool hides_option(const UiModel& model, std::string_view key);
[[nodiscard]] bool hides_plot(const UiModel& model, std::string_view key);
[[nodiscard]] bool hides_anything(const UiModel& model);
/// Of the open step's timer, which the teacher's mode always has; 0: there is none.
[[nodiscard]] double timer_minutes(const UiModel& model);
/// Items that shall glow.
[[nodiscard]] std::vector<std::string> pointed_items(const UiModel& model);

/// Opens a lesson where it was left, or its list (empty key). An unknown key is told.
void enter_lesson(UiModel& model, api::Session& session, std::string_view key, double now_s);
/// Goes to a step, or to the summary, and does what it begins with.
void go_to_step(UiModel& model, api::Session& session, size_t step, double now_s);
/// The same from the last step that opens an experiment: as if the student had just come here.
void restore_step(UiModel& model, api::Session& session, double now_s);
/// Forgets what was done in the lesson, and begins it anew.
void begin_anew(UiModel& model, api::Session& session, double now_s);
void predict(UiModel& model, int answer);
void count_vote(UiModel& model, int answer, int by);
void show_how(UiModel& model);
void stop_showing(UiModel& model);
void start_timer(UiModel& model, double now_s);
void set_teaching(UiModel& model, bool on, double now_s);

/// Shows a workspace: in place of the one that is shown, or, within a lesson, as what the lesson drives.
void show_scene(UiModel& model, Workspace workspace);
/// Whether the lesson has a right column of its own: verdict, what was introduced, plots.
[[nodiscard]] bool lesson_column(const UiModel& model);

/// One line of a script that is no hand's: opens, goes, sets, starts …
void perform(UiModel& model, api::Session& session, const script::Line& line, double now_s);

/// Looks at the check of the open step, ten times a second. True: something has changed.
bool follow_lesson(UiModel& model, const script::Lookup& values, double now_s);

}  // namespace ganscope::model
