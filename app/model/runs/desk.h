#pragma once
#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/model/runs/actions.h"
#include "app/model/runs/table.h"
#include "core/runs/change_run.h"

namespace ganscope::model {

struct UiModel;

/// Small square pictures of what runs draw, RGBA, as far as they are wanted and read.
struct RunPictures {
  int edge = 0;                    ///< px
  std::vector<std::string> files;  ///< whose they are
  std::vector<uint8_t> pixels;     ///< [files, edge, edge, 4]
  /// Its place; -1: it is not read (yet), or there is none.
  [[nodiscard]] int index_of(const std::string& file) const {
    const auto found = std::ranges::find(files, file);
    return found == files.end() ? -1 : static_cast<int>(found - files.begin());
  }
};

/// What is done to a run on the disk, beside the interface.
struct RunChange {
  std::string run;   ///< folder
  std::string name;  ///< its new name; empty: it is deleted
};
struct RunChangeDone {
  RunChange change;
  std::string folder;  ///< where the run is now
  runs::Removed removed = {};
  std::optional<Failure> failure = {};
};
/// Does it; may take as long as the disk takes.
[[nodiscard]] RunChangeDone carry_out(const RunChange& change);

/// The table of all runs in a folder: what is shown, how it is looked at, and what is asked of the disk.
struct RunsDesk {
  std::string folder;                           ///< absolute; empty: nobody has looked yet
  std::shared_ptr<const RunsTable> table;       ///< of `folder`; null: nothing has been read
  RunsOrder order;                              ///< how its rows stand
  std::vector<size_t> shown;                    ///< rows as they stand: places in `table->rows`
  std::string selected;                         ///< folder of the run in hand; empty: none
  std::string naming;                           ///< folder of the run whose name is being typed
  std::string asked;                            ///< folder of the run that shall be deleted, if it is meant
  std::optional<RunChange> undo;                ///< takes the newest change of a name back
  std::shared_ptr<const RunPictures> pictures;  ///< null: none yet
  std::vector<std::string> pictures_wanted;     ///< files, of the rows on screen

  // Between window and disk.
  bool stale = false;               ///< to be read as soon as can be
  bool reading = false;             ///< an errand is under way
  double read_s = 0;                ///< when the newest whole table came
  std::optional<RunChange> change;  ///< the next one; the disk has one at a time
  bool changing = false;            ///< it is under way

  void arrange();  ///< `shown` anew

  /// Where a run stands among the rows that are shown; -1: it does not.
  [[nodiscard]] int place_of(const std::string& run) const;
  /// The row of a run, shown or not; null: there is none.
  [[nodiscard]] const RunRow* row_of(const std::string& run) const;
  /// The row in hand; null: none, or it is not shown.
  [[nodiscard]] const RunRow* chosen() const;
};

constexpr double runs_read_every_s = 3;  ///< while the table is open

/// Who has a run, as far as this window knows; then it can neither be renamed nor deleted.
enum class RunHeld { no, in_front, second, here, elsewhere };
[[nodiscard]] RunHeld held(const UiModel& model, const runs::RunSummary& run);
/// Whether Enter compares with the run in hand instead of opening it: in Compare, where there is a run.
[[nodiscard]] bool runs_compared(const UiModel& model);

/// The next folder to read, if there is one to be read now: while the table is open, again and again.
[[nodiscard]] std::optional<RunsErrand> next_runs_errand(UiModel& model, double now_s);
void take_runs(UiModel& model, std::shared_ptr<const RunsTable> table, double now_s);
/// The next change for the disk, if none is under way.
[[nodiscard]] std::optional<RunChange> next_run_change(UiModel& model);
void take_run_change(UiModel& model, const RunChangeDone& done, double now_s);

}  // namespace ganscope::model
