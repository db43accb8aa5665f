#include "app/model/runs/desk.h"

#include <fmt/format.h>

#include <filesystem>
#include <utility>

#include "app/model/ui_model.h"

namespace ganscope::model {
namespace {

namespace fs = std::filesystem;

std::string plain_folder(const std::string& folder) {
  fs::path path = fs::path(folder).lexically_normal();
  if (!path.has_filename()) path = path.parent_path();
  return path.string();
}

bool has_open(const RunModel& run, const runs::RunSummary& summary) {
  return !run.status->folder.empty() && plain_folder(run.status->folder) == summary.folder.string();
}

/// Something has to be in hand, so that arrows, Enter and buttons have a meaning: first of all the run that
/// is in front.
void choose_any(UiModel& model) {
  RunsDesk& desk = model.runs_desk;
  if (desk.shown.empty() || desk.place_of(desk.selected) >= 0) return;
  for (const RunRow& row : desk.table->rows)
    if (has_open(model, *row.run) && desk.place_of(row.folder) >= 0) {
      desk.selected = row.folder;
      return;
    }
  // While rows still come, the first may soon be another one.
  if (desk.table->done) desk.selected = desk.table->rows[desk.shown.front()].folder;
}

/// The row goes at once; the one below it, or else above, is in hand.
void take_out(RunsDesk& desk, const std::string& run) {
  const int place = desk.place_of(run);
  if (place < 0) return;
  desk.shown.erase(desk.shown.begin() + place);
  if (desk.selected != run) return;
  const size_t next = std::min(static_cast<size_t>(place), desk.shown.size() - 1);
  desk.selected = desk.shown.empty() ? "" : desk.table->rows[desk.shown[next]].folder;
}

/// "34.2 MB"
std::string size_words(uint64_t bytes) {
  constexpr double mega = 1e6;
  const auto size = static_cast<double>(bytes);
  return size < mega ? fmt::format("{:.0f} kB", size / 1e3) : fmt::format("{:.1f} MB", size / mega);
}

}  // namespace

void RunsDesk::arrange() { shown = table == nullptr ? std::vector<size_t>{} : ordered(*table, order); }

int RunsDesk::place_of(const std::string& run) const {
  const auto found =
      std::ranges::find_if(shown, [&](size_t place) { return table->rows[place].folder == run; });
  return found == shown.end() ? -1 : static_cast<int>(found - shown.begin());
}

const RunRow* RunsDesk::row_of(const std::string& run) const {
  if (table == nullptr) return nullptr;
  const auto found = std::ranges::find_if(table->rows, [&](const RunRow& row) { return row.folder == run; });
  return found == table->rows.end() ? nullptr : &*found;
}

const RunRow* RunsDesk::chosen() const {
  const int place = place_of(selected);
  return place < 0 ? nullptr : &table->rows[shown[static_cast<size_t>(place)]];
}

RunHeld held(const UiModel& model, const runs::RunSummary& run) {
  if (has_open(model, run)) return RunHeld::in_front;
  if (model.second && has_open(*model.second, run)) return RunHeld::second;
  if (run.state == runs::RunState::open_here) return RunHeld::here;
  return run.state == runs::RunState::training ? RunHeld::elsewhere : RunHeld::no;
}

bool runs_compared(const UiModel& model) { return model.scene() == Workspace::compare && model.configured(); }

RunChangeDone carry_out(const RunChange& change) {
  RunChangeDone done{.change = change, .folder = change.run};
  if (change.name.empty()) {
    auto removed = runs::remove_run(change.run);
    if (removed)
      done.removed = std::move(*removed);
    else
      done.failure = removed.error();
    return done;
  }
  const auto renamed = runs::rename_run(change.run, change.name);
  if (renamed)
    done.folder = renamed->string();
  else
    done.failure = renamed.error();
  return done;
}

std::optional<RunsErrand> next_runs_errand(UiModel& model, double now_s) {
  RunsDesk& desk = model.runs_desk;
  const bool open = model.open_sheet == "runs" && !desk.folder.empty();
  const bool due = desk.stale || (!desk.reading && now_s >= desk.read_s + runs_read_every_s);
  if (!open || !due || desk.changing) return std::nullopt;
  desk.stale = false;
  desk.reading = true;
  return RunsErrand{desk.folder, desk.table};
}

void take_runs(UiModel& model, std::shared_ptr<const RunsTable> table, double now_s) {
  RunsDesk& desk = model.runs_desk;
  if (table->folder != desk.folder) return;
  if (table->done) {
    desk.reading = false;
    desk.read_s = now_s;
  }
  desk.table = std::move(table);
  desk.arrange();
  if (desk.row_of(desk.naming) == nullptr) desk.naming.clear();
  if (desk.row_of(desk.asked) == nullptr) desk.asked.clear();
  choose_any(model);
}

std::optional<RunChange> next_run_change(UiModel& model) {
  RunsDesk& desk = model.runs_desk;
  if (desk.changing || !desk.change) return std::nullopt;
  desk.changing = true;
  return desk.change;
}

void take_run_change(UiModel& model, const RunChangeDone& done, double now_s) {
  RunsDesk& desk = model.runs_desk;
  desk.changing = false;
  desk.change.reset();
  desk.stale = true;
  if (done.failure) return tell_failure(model, *done.failure, now_s);
  const std::string name = fs::path(done.change.run).filename().string();
  if (!done.change.name.empty()) {
    desk.undo = RunChange{done.folder, name};
    if (desk.selected == done.change.run) desk.selected = done.folder;
    return;  // the table shows it
  }
  take_out(desk, done.change.run);
  Toast toast;
  toast.text = fmt::format("Deleted the run {}", name);
  toast.hint = done.removed.left.empty() ? fmt::format("{} are free again", size_words(done.removed.bytes))
                                         : fmt::format("its folder stays: {} others are in it, such as {}",
                                                       done.removed.left.size(), done.removed.left.front());
  add_toast(model, std::move(toast), now_s);
}

}  // namespace ganscope::model
