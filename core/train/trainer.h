#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "core/base/log.h"
#include "core/config/catalogue.h"
#include "core/train/ports.h"
#include "core/train/stepper.h"

namespace ganscope::train {

struct TrainerOptions {
  std::filesystem::path runs;    ///< where new runs go; empty: runs are not kept unless a folder is named
  double autosave_seconds = 30;  ///< of training time; 0: only on leaving
  int64_t history_bytes = int64_t{256} << 20;
  size_t history_moments = 48;             ///< at most, however small they are; 3.5 MB each for `faces`
  std::optional<int64_t> history_on_disk;  ///< bytes; see HistoryRecord
  GeneratorFactory generators = {};        ///< opens those from elsewhere; empty: none can be opened
  WatchedRuns watched = {};                ///< how runs of ganscope.py are shown
  LogSink log = [](LogLine) {};            ///< from the trainer thread
  std::function<int()> on_start = [] {
    return 1;
  };  ///< first thing on the thread; returns how many threads torch uses
};

/// Owns the trainer thread. The thread owns the stepper and the run's files, applies commands between steps
/// and publishes what became of them. A failure, a NaN or an exception never ends it: it goes on and takes
/// the next command. Destruction stops the thread: loading is given up, a step that is under way is finished,
/// the run is saved.
class Trainer {
 public:
  /// `catalogue` and `ports` outlive the trainer.
  Trainer(TrainerOptions options, const config::Catalogue& catalogue, StepperFactory factory, Ports& ports);
  ~Trainer();
  Trainer(const Trainer&) = delete;
  Trainer& operator=(const Trainer&) = delete;

  /// The same, and what could not be saved. Any thread but the trainer's own, from which nobody can wait for
  /// it; further calls only say again what became of it.
  Expected<void> stop();

 private:
  Ports& ports_;
  std::mutex stopping_;
  std::jthread thread_;
};

}  // namespace ganscope::train
