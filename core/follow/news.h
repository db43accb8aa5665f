#pragma once
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/api/measures.h"
#include "core/api/status.h"
#include "core/follow/csv_tail.h"
#include "core/follow/moment_files.h"
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
  std::shared_ptr<const api::LoggedPictures> pictures;  ///< the newest; null: as before, or none
  bool other_experiment = false;     ///< own runs: the experiment's file is another; told once
  std::optional<Life> life;          ///< it has changed
  std::vector<std::string> remarks;  ///< what could not be read, once each
  bool more = false;                 ///< there is more to be read at once
  [[nodiscard]] bool empty() const;
};

/// Looks at a folder that another process writes, again and again, and tells what is new. Writes nothing,
/// anywhere. A folder that hangs takes this with it (Follower). Belongs to one thread.
class FolderReader {
 public:
  using Clock = std::chrono::steady_clock;  // time of day may jump
  virtual ~FolderReader() = default;
  [[nodiscard]] virtual News look(Clock::time_point now) = 0;
};

}  // namespace ganscope::follow
