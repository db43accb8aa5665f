#pragma once
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "core/api/measures.h"
#include "core/api/series.h"
#include "core/api/status.h"
#include "core/config/experiment.h"
#include "core/storage/run_folder.h"
#include "core/train/history_record.h"
#include "core/train/stepper.h"

namespace ganscope::train {

/// What a run leaves on disk, or nothing when it is not kept. Trouble while appending is told once through
/// `complain` and never stops training. Belongs to the trainer thread.
class RunRecord {
 public:
  using Clock = std::chrono::steady_clock;

  /// `history_bytes` on disk, see HistoryRecord.
  RunRecord(const config::Catalogue& catalogue, std::optional<int64_t> history_bytes,
            std::function<void(const Failure&)> complain);

  /// The run will be kept in `folder` (empty: not at all); the folder is made by `begin`.
  void plan(std::filesystem::path folder);
  /// Makes or opens the planned folder unless that is done already; metrics beyond `from_step` are cut off.
  Expected<void> begin(const config::Experiment& experiment, const api::SeriesTable& series,
                       int64_t from_step);
  /// Goes on with a folder that is open already.
  void take(std::filesystem::path folder, storage::RunFolder opened, int64_t from_step);
  void close();

  [[nodiscard]] const std::filesystem::path& folder() const { return planned_; }
  [[nodiscard]] bool is_open() const { return run_.has_value(); }
  /// What is measured, if that is known already.
  [[nodiscard]] const std::optional<api::MeasureTable>& measures() const { return measures_; }

  void append(const api::MetricRow& row, Clock::time_point now);  ///< reaches the disk at most a second later
  void append(const api::Event& event);
  void begin_measures(const api::MeasureTable& measures);  ///< what is measured, known a while after `begin`
  void append_measures(const api::MeasureRow& row);
  void flush();
  void rewind(int64_t step);
  /// The run goes on with another experiment, and perhaps more series; `other_model`: its film begins anew.
  void alter(const config::Experiment& experiment, const api::SeriesTable& series, bool other_model);
  void write_experiment(const config::Experiment& experiment);
  Expected<std::filesystem::path> save(const storage::TensorFile& state, int64_t step);
  /// Brings the moments on disk up to date, after a save.
  void keep_history(const std::vector<Moment>& moments, const Stepper& stepper);
  /// What went wrong with them, once a run; `wait`: when all that was handed over is on disk.
  [[nodiscard]] std::optional<Failure> history_trouble(bool wait);
  void set_aside_history(const std::vector<std::filesystem::path>& damaged) { history_.set_aside(damaged); }
  [[nodiscard]] std::filesystem::path samples_file(int64_t step) const { return run_->samples_file(step); }

 private:
  void open_measures();  ///< once the folder is open and it is known what is measured
  void check(const Expected<void>& done);

  const config::Catalogue& catalogue_;
  std::function<void(const Failure&)> complain_;
  std::filesystem::path planned_;
  std::optional<storage::RunFolder> run_;
  HistoryRecord history_;
  std::optional<api::MeasureTable> measures_;  ///< of this run, also when its folder is opened later
  bool complained_ = false;
  bool history_complained_ = false;
  Clock::time_point flushed_{};
};

}  // namespace ganscope::train
