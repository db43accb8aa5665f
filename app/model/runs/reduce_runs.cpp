#include "app/model/runs/reduce_runs.h"

#include <filesystem>
#include <system_error>
#include <utility>

#include "app/model/lesson_desk.h"
#include "app/model/open_path.h"
#include "app/model/reduce.h"
#include "core/base/user_path.h"
#include "core/storage/run_folder.h"

namespace ganscope::model {
namespace {

namespace fs = std::filesystem;

struct RunsReducer {
  UiModel& model;
  const Sessions& sessions;
  double now_s;
  RunsDesk& desk = model.runs_desk;

  void tell(const Failure& failure) const { tell_failure(model, failure, now_s); }

  /// Those beside the run in front, or where this window keeps its own.
  [[nodiscard]] std::string usual_folder() const {
    if (!model.status->folder.empty()) return fs::path(model.status->folder).parent_path().string();
    return (storage::user_data_folder() / "runs").string();
  }

  void operator()(const runs_action::Show& a) const {
    std::error_code ignored;
    const std::string folder = !a.folder.empty()      ? user_path(a.folder)
                               : !desk.folder.empty() ? desk.folder
                                                      : usual_folder();
    fs::path whole = fs::absolute(folder, ignored).lexically_normal();
    if (!whole.has_filename() && whole.has_parent_path()) whole = whole.parent_path();
    if (whole.string() != desk.folder) {
      desk.folder = whole.string();
      desk.table = nullptr;
      desk.order = {};
      desk.shown.clear();
      desk.selected.clear();
      desk.undo.reset();
    }
    desk.naming.clear();
    desk.asked.clear();
    desk.stale = true;
    model.open_sheet = "runs";
  }
  void operator()(const runs_action::Sort& a) const {
    RunsOrder& order = desk.order;
    if (order.column != a.column)
      order.column = a.column, order.falling = false;
    else if (!order.falling)
      order.falling = true;
    else
      order.column.clear(), order.falling = false;
    desk.arrange();
  }
  void operator()(const runs_action::Select& a) const { desk.selected = a.run; }
  void operator()(const runs_action::Filter& a) const {
    desk.order.filter = a.words;
    desk.arrange();
    if (desk.place_of(desk.selected) < 0 && !desk.shown.empty())
      desk.selected = desk.table->rows[desk.shown.front()].folder;
  }

  /// What may be done with a run's folder: nothing while somebody has it, or the disk is at it.
  [[nodiscard]] bool may_change(const std::string& run, const char* what) const {
    const RunRow* row = desk.row_of(run);
    if (row == nullptr || desk.changing || desk.change) return false;
    switch (held(model, *row->run)) {
      case RunHeld::no:
        return true;
      case RunHeld::elsewhere:
        tell({FailureKind::unsupported, what, row->run->name, "end the training there first"});
        return false;
      default:
        tell({FailureKind::unsupported, what, row->run->name, "it is open here: open another run first"});
        return false;
    }
  }
  void operator()(const runs_action::BeginNaming& a) const {
    desk.asked.clear();
    const bool may = !a.run.empty() && may_change(a.run, "A run that somebody has open keeps its name");
    desk.naming = may ? a.run : "";
    if (may) desk.selected = a.run;
  }
  void operator()(const runs_action::Rename& a) const {
    desk.naming.clear();
    if (!a.name.empty() && may_change(a.run, "A run that somebody has open keeps its name"))
      desk.change = RunChange{a.run, a.name};
  }
  void operator()(const runs_action::UndoRename&) const {
    if (!desk.undo) return;
    const RunChange back = *std::exchange(desk.undo, std::nullopt);
    (*this)(runs_action::Rename{back.run, back.name});
  }
  void operator()(const runs_action::Ask& a) const {
    desk.naming.clear();
    const bool may = !a.run.empty() && may_change(a.run, "A run that somebody has open cannot be deleted");
    desk.asked = may ? a.run : "";
    if (may) desk.selected = a.run;
  }
  void operator()(const runs_action::Remove& a) const {
    const bool meant = desk.asked == a.run;
    desk.asked.clear();
    if (meant && may_change(a.run, "A run that somebody has open cannot be deleted"))
      desk.change = RunChange{a.run, ""};
  }

  /// The run that can be looked at; null: it cannot, and why is told.
  [[nodiscard]] const RunRow* sound(const std::string& run) const {
    const RunRow* row = desk.row_of(run);
    if (row != nullptr && row->run->trouble) {
      tell(*row->run->trouble);
      return nullptr;
    }
    return row;
  }
  void operator()(const runs_action::Open& a) const {
    const RunRow* row = sound(a.run);
    if (row == nullptr) return;
    const RunHeld by = held(model, *row->run);
    if (by == RunHeld::second) return show_scene(model, Workspace::compare);
    if (by == RunHeld::in_front) return model.open_sheet.clear();
    // What is opened in Compare would be the second run.
    if (model.scene() == Workspace::compare) show_scene(model, Workspace::train);
    model.open_sheet.clear();
    reduce(model, sessions, {action::OpenPath{a.run}}, now_s);
  }
  void operator()(const runs_action::Compare& a) const {
    const RunRow* row = sound(a.run);
    if (row == nullptr) return;
    const RunHeld by = held(model, *row->run);
    if (by == RunHeld::in_front)
      return tell({FailureKind::usage, "This is the run in front", row->run->name,
                   "choose the one that it shall be compared with"});
    if (!model.configured())
      return tell({FailureKind::usage, "There is no run yet to compare it with", row->run->name,
                   "open the first of the two, then compare it with the other"});
    model.open_sheet.clear();
    if (by == RunHeld::second) return show_scene(model, Workspace::compare);
    reduce(model, sessions, {action::CompareWith{a.run}}, now_s);
  }
  void operator()(const runs_action::SeePictures& a) const { desk.pictures_wanted = a.files; }
};

}  // namespace

void reduce_runs(UiModel& model, const Sessions& sessions, const RunsAction& wanted, double now_s) {
  std::visit(RunsReducer{model, sessions, now_s}, wanted);
}

bool show_runs_in(UiModel& model, const Sessions& sessions, const std::string& path, double now_s) {
  if (!is_folder_of_runs(path)) return false;
  reduce_runs(model, sessions, runs_action::Show{path}, now_s);
  return true;
}

}  // namespace ganscope::model
