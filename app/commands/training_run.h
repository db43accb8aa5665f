#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/commands/console.h"
#include "core/api/session.h"
#include "core/base/log.h"
#include "core/diagnose/diagnosis.h"

namespace ganscope::commands {

class EventsBeside;

/// How far to train.
struct TrainingGoal {
  std::optional<int64_t> steps;   ///< counted from the run's beginning
  std::optional<double> seconds;  ///< training time from now
};

/// What progress says: of one run, or of one of many.
struct ProgressWords {
  std::string what = "Training";
  std::function<std::string(const api::Status&)> more = {};  ///< stands at the end; may be empty
  bool routine = true;  ///< the log's remarks are told, too, and not only its warnings
};

/// From when on a verdict held.
struct TimedVerdict {
  int64_t step = 0;
  double seconds = 0;  ///< of training
  diagnose::Verdict verdict = diagnose::Verdict::settling;
};

/// What came of it.
struct TrainingOutcome {
  std::shared_ptr<const api::Status> status;  ///< the last one
  double d_loss = 0, g_loss = 0;  ///< means over the last 100 steps of this call; NaN when there were none
  double loss = 0;                ///< the same of a model that is no game, else NaN
  int64_t steps = 0;              ///< of this call
  double seconds = 0;
  bool interrupted = false;                           ///< by Ctrl-C
  diagnose::Diagnosis diagnosis;                      ///< at the end
  std::shared_ptr<const api::MeasureTable> measures;  ///< null: nothing was measured
  std::vector<float> last_measures;                   ///< in the table's order; empty: none
  std::vector<TimedVerdict> verdicts;                 ///< as they came, the first from the beginning
  std::shared_ptr<EventsBeside> events;               ///< to be ended; null: no event file was asked for
};

/// Drives a session without a window: configures or opens, trains to the goal with progress on the console,
/// pauses, saves. Belongs to the session's thread, which it keeps until all is done. `pause` waits a moment
/// between two looks.
class TrainingRun {
 public:
  TrainingRun(api::Session& session, Console& console, std::function<void()> pause);

  void say_in_progress(ProgressWords words) { words_ = std::move(words); }
  /// Posts `command` (Configure or Open) and waits until it is carried out. Fails as the session does.
  Expected<void> begin(api::Command command);
  Expected<TrainingOutcome> train(const TrainingGoal& goal);

  [[nodiscard]] const std::shared_ptr<const api::Status>& status() const { return status_; }

 private:
  void look();
  void tell();  ///< the log's lines so far
  void take_metrics();
  void take_measures();
  void look_at_course();
  void wait_for_last_measures();
  Expected<void> carry_out(api::Command command);
  /// Why the command with this ticket was not carried out, or the run failed.
  [[nodiscard]] std::optional<Failure> refusal_of(api::Ticket ticket) const;
  void show_progress(const TrainingGoal& goal, double seconds_before);

  api::Session& session_;
  Console& console_;
  std::function<void()> pause_;
  ProgressWords words_;
  std::shared_ptr<const api::Status> status_;
  std::shared_ptr<const api::SeriesTable> series_;
  uint64_t status_seen_ = 0, series_seen_ = 0, measures_seen_ = 0;
  diagnose::Course course_;
  diagnose::Steady diagnosis_;
  std::vector<TimedVerdict> verdicts_;
  std::shared_ptr<const api::MeasureTable> measures_;  ///< null: nothing is measured yet
  int64_t measured_step_ = -1;                         ///< of the newest measures
  std::vector<api::MetricRow> rows_;                   ///< the last hundred
  std::vector<LogLine> lines_;                         ///< not told yet
};

}  // namespace ganscope::commands
