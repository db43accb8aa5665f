#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <set>
#include <vector>

#include "core/base/failure.h"
#include "core/storage/history_folder.h"
#include "core/train/history.h"
#include "core/train/history_writer.h"
#include "core/train/stepper.h"

namespace ganscope::train {

/// Of the history in memory, what lies on disk with the run. Belongs to the trainer thread; the files are
/// written by a thread of its own.
///
/// Brought up to date whenever the run is saved, after the checkpoint: so no moment on disk is newer than the
/// newest checkpoint, and a crash loses of both what came since. A moment that memory thinned out goes from
/// the disk too, and where the budget allows fewer moments than memory has, the same rule leaves out more.
class HistoryRecord {
 public:
  static constexpr int64_t default_bytes = int64_t{64} << 20;

  /// `budget_bytes`: 0 writes nothing (and deletes nothing); none is `default_bytes`, or what a run that is
  /// opened has already, if that is more: only who says so thins out what a run was given.
  explicit HistoryRecord(std::optional<int64_t> budget_bytes) : asked_bytes_(budget_bytes) {}

  /// Goes on with the run in `run_folder` from `from_step`: later moments are moved to discarded/.
  void begin(const std::filesystem::path& run_folder, int64_t from_step);
  /// Until everything that was handed over is on disk.
  void wait();
  void close();  ///< waits, too

  /// A moment as a file; nothing where the model has no such thing.
  using Export = std::function<std::optional<storage::TensorFile>(const Moment& moment)>;
  /// Brings the disk up to date with `moments`, oldest first; returns before the files are written.
  void keep(const std::vector<Moment>& moments, const Export& to_file);
  /// Moves the moments after `step` to discarded/.
  void rewind(int64_t step);
  /// Moves these files, which nobody can read, to discarded/.
  void set_aside(const std::vector<std::filesystem::path>& files);

  /// What went wrong since the last call, if anything did. What could not be written is tried again.
  [[nodiscard]] std::optional<Failure> trouble();

 private:
  struct Kept {
    int64_t step = 0;
    uint64_t bytes = 0;
  };
  void forget(const std::function<bool(int64_t step)>& gone);
  [[nodiscard]] bool wants(int64_t step) const { return step > offered_ || again_.contains(step); }
  void add(int64_t step, uint64_t bytes);
  void thin_out();
  void take_trouble();

  std::optional<int64_t> asked_bytes_;
  uint64_t budget_bytes_ = 0;
  std::filesystem::path folder_;
  std::optional<HistoryWriter> writer_;  ///< while a run is open that is written to
  std::vector<Kept> kept_;               ///< on disk or on the way there, oldest first
  int64_t offered_ = -1;                 ///< moments up to here have been decided about …
  std::set<int64_t> again_;              ///< … but for these, which could not be written
  std::optional<Failure> trouble_;
  bool told_too_large_ = false;
};

/// What a run's folder had of its history.
struct StoredHistory {
  std::vector<Moment> moments;                 ///< oldest first
  std::vector<std::filesystem::path> damaged;  ///< files that nobody can read
  std::optional<Failure> why;                  ///< of the first of them
};

/// Reads the moments between step 0 and `until_step`, both left out: of those the run has the whole state.
[[nodiscard]] StoredHistory read_history(const std::filesystem::path& run_folder, int64_t until_step,
                                         const Stepper& stepper);

}  // namespace ganscope::train
