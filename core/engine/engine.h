#pragma once
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "core/api/session.h"
#include "core/train/replica.h"
#include "core/train/stepper.h"

namespace ganscope {

enum class DeviceChoice { automatic, cpu, cuda };

struct EngineOptions {
  std::filesystem::path runs;  ///< where new runs go; empty: runs are not kept on disk
  DeviceChoice device = DeviceChoice::automatic;
  std::function<void()> wake = [] {
  };                             ///< called from the workers when something new is published, at most 60/s
  double autosave_seconds = 30;  ///< of training time; 0: only on leaving
  int64_t history_bytes = int64_t{256} << 20;  ///< in memory
  std::optional<int64_t> history_on_disk;      ///< bytes with every run; none: 64 MB, or what it has already
  bool measure = true;           ///< samples are judged at intervals, on a thread of the lowest priority
  double measure_after_s = 1;    ///< training time before the first time
  bool measure_at_once = false;  ///< with the priority of other threads: for tests on a busy machine
  LogSink log;                   ///< besides the session's own log stream; may be empty
};

/// Everything the registries declare, as plain values.
[[nodiscard]] const config::Catalogue& catalogue();

/// What the curves mean under these settings' objective; of an unknown one what is usual.
[[nodiscard]] api::GameInfo game_of(const config::Settings& settings);

/// The real stepper and replica, on LibTorch.
[[nodiscard]] train::StepperFactory make_stepper_factory(DeviceChoice device);
[[nodiscard]] train::ReplicaFactory make_replica_factory(DeviceChoice device);

/// Opens TorchScript generators of other programs, on the CPU (core/foreign). They are run: whoever calls it
/// trusts the file.
[[nodiscard]] train::GeneratorFactory make_generator_factory();
[[nodiscard]] train::WatchedRuns watched_runs();

/// Facade: starts the trainer, the explorer and the measuring thread and joins them in its destructor (which
/// saves first and takes at most about two seconds). When the process ends in another way
/// (core/base/way_out.h) the run is saved, too. The Session part belongs to the thread that made it.
class Engine final : public api::Session {
 public:
  explicit Engine(EngineOptions options);
  /// With other factories, for tests without torch.
  Engine(EngineOptions options, train::StepperFactory stepper, train::ReplicaFactory replica);
  ~Engine() override;

  /// Saves and ends the trainer as the destructor does. What there is to say of the run ("the run is saved at
  /// step 40; go on with it: …"), nothing when none was trained, or why it could not be saved.
  Expected<std::string> close();

  api::Ticket post(api::Command command) override;
  void ask(api::Ask ask) override;
  void flush() override;
  std::shared_ptr<const api::Status> status(uint64_t& seen) override;
  std::shared_ptr<const api::SeriesTable> series(uint64_t& seen) override;
  std::shared_ptr<const api::HistoryIndex> history(uint64_t& seen) override;
  std::shared_ptr<const api::DataPreview> preview(uint64_t& seen) override;
  std::shared_ptr<const api::SlowStep> slow_step(uint64_t& seen) override;
  std::shared_ptr<const api::Answer> answer(api::View view, uint64_t& seen) override;
  bool drain_metrics(std::vector<api::MetricRow>& into) override;
  std::shared_ptr<const api::MeasureTable> measure_table(uint64_t& seen) override;
  bool drain_measures(std::vector<api::MeasureRow>& into) override;
  bool drain_log(std::vector<LogLine>& into) override;
  [[nodiscard]] const config::Catalogue& catalogue() const override;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// First lines of main(), before any tensor operation: one thread for torch's pools and for BLAS (see README,
/// threads).
struct ThreadReport {
  int torch_intraop = 0, torch_interop = 0, blas = 0;
  std::string blas_name;
};
ThreadReport configure_threads(int threads);

}  // namespace ganscope
