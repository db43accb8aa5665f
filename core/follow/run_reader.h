#pragma once
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/api/measures.h"
#include "core/api/status.h"
#include "core/config/catalogue.h"
#include "core/follow/csv_tail.h"
#include "core/follow/watch_file.h"
#include "core/storage/tensor_file.h"

namespace ganscope::follow {

/// What became of who trains a run.
struct Life {
  enum class State {
    running,
    stopped,  ///< closed, or came to its end
    failed,   ///< an exception ended it
    killed,   ///< it is gone without a word
  };
  State state = State::stopped;
  std::string by;  ///< "process 4711", "process 4711 on HOST"; empty: not known
  /// What is wrong just now, as a sentence, and what can be done; empty: nothing.
  std::string trouble, hint;
  bool operator==(const Life&) const = default;
};

/// A moment of a run as its files.
struct MomentFiles {
  int64_t step = 0;
  std::filesystem::path raw, average;  ///< generator.pt, average.pt; empty: there is none
  bool operator==(const MomentFiles&) const = default;
};

/// Weights that were read: plain bytes.
struct ReadWeights {
  int64_t step = 0;
  storage::TensorFile content;
};

/// What a look at a run's folder has found; everything that has not changed is empty.
struct News {
  CsvTail::News metrics, measures;
  std::optional<api::MeasureTable> measure_table;  ///< before `measures`, when they begin anew
  std::optional<std::vector<api::Event>> events;
  std::optional<std::vector<int64_t>> moments;    ///< steps of the moments that stand in the folder, rising
  std::vector<ReadWeights> averages;              ///< own runs: those moments that are new
  std::optional<ReadWeights> state;               ///< own runs: the newest checkpoint
  std::optional<std::vector<MomentFiles>> files;  ///< watched runs: all moments, oldest first
  std::optional<WatchFile> watch;                 ///< watched runs: it has changed
  std::filesystem::path samples;                  ///< the newest sheet of samples; empty: as before, or none
  bool other_experiment = false;                  ///< own runs: the experiment's file is another; told once
  std::optional<Life> life;                       ///< it has changed
  std::vector<std::string> remarks;               ///< what could not be read, once each
  bool more = false;                              ///< there is more to be read at once
  [[nodiscard]] bool empty() const;
};

/// Looks at the folder of a run that another process trains, again and again, and tells what is new. Writes
/// nothing, anywhere. A folder that hangs takes this with it (Follower). Belongs to one thread.
class RunReader {
 public:
  using Clock = std::chrono::steady_clock;  // time of day may jump

  /// `catalogue` names the figures of measures.csv; outlives the reader.
  RunReader(std::filesystem::path folder, const config::Catalogue& catalogue);

  [[nodiscard]] News look(Clock::time_point now);
  [[nodiscard]] bool watched() const { return watched_; }

 private:
  /// A file or folder as it was seen last; `changed` looks again.
  struct Seen {
    bool there = false;
    std::filesystem::file_time_type time;
    uintmax_t bytes = 0;
    Clock::time_point at;
  };
  [[nodiscard]] bool changed(const char* name, Clock::time_point now);
  void look_at_rows(News& news);
  void look_at_own(News& news, Clock::time_point now);
  void look_at_history(News& news);
  void look_at_checkpoints(News& news);
  void look_at_watched(News& news, Clock::time_point now);
  void look_at_samples(News& news, Clock::time_point now);
  [[nodiscard]] Life life_of_own(Clock::time_point now) const;
  [[nodiscard]] Life life_of_watched(Clock::time_point now);
  void remark(News& news, const Failure& failure);

  std::filesystem::path folder_;
  const config::Catalogue& catalogue_;
  bool watched_;
  CsvTail metrics_, measures_;
  std::map<std::string, Seen> seen_;
  std::optional<std::string> experiment_;
  std::vector<int64_t> moments_;
  std::set<int64_t> read_moments_;
  std::optional<std::filesystem::path> state_;
  std::vector<MomentFiles> files_;
  std::filesystem::path samples_;
  WatchFile watch_;
  bool watch_known_ = false, doubt_ = false;
  double beat_ = 0;
  std::optional<Clock::time_point> beat_at_, row_at_;
  std::optional<Life> life_;
  std::set<std::string> remarked_;
  size_t unreadable_ = 0;
};

}  // namespace ganscope::follow
