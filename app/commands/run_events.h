#pragma once
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "app/commands/console.h"
#include "core/base/failure.h"
#include "core/base/progress.h"
#include "core/config/experiment.h"
#include "core/follow/csv_tail.h"
#include "core/tensorboard/event_writer.h"

namespace ganscope::commands {

/// From training time to the time of day, of which a run's tables say nothing: by the times of the files that
/// were written at known moments, the sheets of samples and the table itself. A time that others contradict,
/// since the run was copied and its files got new times, is left out.
class RunClock {
 public:
  /// Moments in the order of training. `wall_time`: seconds since 1970.
  void add(double seconds, double wall_time);
  /// Never falls while `seconds` rise.
  [[nodiscard]] double wall_time(double seconds) const;

 private:
  struct Moment {
    double seconds = 0, wall_time = 0;
  };
  std::vector<Moment> moments_;
};

/// How a run's event file names what it has: "loss/d_loss", "belief/d_real", by the plots of the window;
/// "measures/fid", "shares/NAME" what is measured beside; "samples" the sheets.
struct EventTag {
  std::string tag, description;
};
[[nodiscard]] std::vector<EventTag> tags_of_metrics(const config::Experiment& experiment,
                                                    const std::vector<std::string>& columns);
[[nodiscard]] std::vector<EventTag> tags_of_measures(const std::vector<std::string>& columns);

/// What a run has in its folder, written as an event file of TensorBoard: the scalars of metrics.csv and
/// measures.csv, one event a row, and the sheets of samples/. It only reads the run, whether it is trained
/// meanwhile or not; where a table is replaced by a shorter one, the events say that logging started anew.
/// What is new of a table is in memory until it is written. Belongs to one thread, never the trainer's.
class RunEvents {
 public:
  /// `into`: the folder of the event file, beside others that may be there. `goes_on_after`: what stands
  /// there of later steps is declared void, and of earlier ones nothing is written; none: the run from its
  /// beginning.
  static Expected<RunEvents> open(const std::filesystem::path& run, const config::Experiment& experiment,
                                  const std::filesystem::path& into, std::optional<int64_t> goes_on_after);

  /// Writes what has come since. `last`: nothing will come any more. Fails with `io` where it cannot be
  /// written, with `cancelled` when the work is.
  Expected<void> take(const WorkContext& work, bool last);
  void discard() { writer_.discard(); }

  [[nodiscard]] const std::filesystem::path& file() const { return writer_.file(); }
  [[nodiscard]] int64_t rows() const { return rows_; }          ///< of metrics.csv
  [[nodiscard]] int64_t measured() const { return measured_; }  ///< rows of measures.csv
  [[nodiscard]] int64_t sheets() const { return sheets_; }
  [[nodiscard]] size_t tags() const { return described_.size(); }  ///< of curves and of sheets
  [[nodiscard]] size_t curves() const { return tags() - (sheets_ > 0 ? 1 : 0); }
  /// Sheets that are damaged, lines that are no rows: they are not written.
  [[nodiscard]] const std::vector<Failure>& left_out() const { return left_out_; }

 private:
  struct Sheet {
    std::filesystem::path file;
    std::optional<double> seconds = {};  ///< of training; none: the table has not come to its step
  };
  /// A table on its way into the events.
  struct Table {
    explicit Table(std::filesystem::path where) : file(std::move(where)), tail(file, every_row) {}
    static constexpr size_t every_row = size_t{1} << 40;
    std::filesystem::path file;
    follow::CsvTail tail;
    std::vector<std::string> columns;
    std::vector<EventTag> tags;
    std::vector<api::MetricRow> rows;  ///< that were read and not written yet
    bool begun = false, anew = false;  ///< anew: what was written of it is void
    size_t unreadable = 0, told = 0;   ///< lines that are no rows
  };
  RunEvents(std::filesystem::path run, const config::Experiment& experiment, tensorboard::EventWriter writer);
  void find_sheets();
  void read_clock(bool last);
  static void read_rows(Table& table);
  Expected<void> write_rows(Table& table, int64_t& count, const WorkContext& work);
  Expected<void> write_sheets();
  void note_unreadable(Table& table);

  std::filesystem::path run_;
  config::Experiment experiment_;
  tensorboard::EventWriter writer_;
  Table metrics_, measures_;
  std::map<int64_t, Sheet> waiting_;  ///< by step
  std::set<int64_t> taken_;           ///< sheets
  std::set<std::string> described_;   ///< tags that were written before
  RunClock clock_;
  int64_t after_ = -1;       ///< rows up to this step are not written
  double last_seconds_ = 0;  ///< of the newest row
  int64_t rows_ = 0, measured_ = 0, sheets_ = 0;
  std::vector<Failure> left_out_;
};

/// A `usage` failure where event files lie in the folder already: TensorBoard would draw them and a new run
/// as one.
[[nodiscard]] Expected<void> check_no_events(const std::filesystem::path& folder);
/// Remarks on what was left out.
void say_left_out(const RunEvents& events, Console& console);
[[nodiscard]] nlohmann::ordered_json as_json(const RunEvents& events);

/// RunEvents once a second beside a training, for the thread that waits for it: what goes wrong ends the
/// writing and not the training.
class EventsBeside {
 public:
  explicit EventsBeside(RunEvents events) : events_(std::move(events)) {}
  void look();
  /// The rest. Fails as `take` did, now or before.
  Expected<void> end();
  [[nodiscard]] const RunEvents& events() const { return events_; }

 private:
  RunEvents events_;
  std::optional<Failure> failure_;
  std::chrono::steady_clock::time_point looked_{};
};

}  // namespace ganscope::commands
