#pragma once
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/api/measures.h"
#include "core/api/series.h"
#include "core/api/status.h"
#include "core/base/failure.h"
#include "core/config/experiment.h"
#include "core/storage/tensor_file.h"

namespace ganscope::storage {

/// $XDG_DATA_HOME/ganscope, ~/.local/share/ganscope, or a folder below the temporary one when there is no
/// home.
[[nodiscard]] std::filesystem::path user_data_folder();
[[nodiscard]] std::filesystem::path user_cache_folder();
[[nodiscard]] std::filesystem::path user_config_folder();

/// A new run's id, "faces-7f3a": the experiment's name and four random hex digits that are not in use in
/// `runs`.
[[nodiscard]] std::string new_run_id(const std::string& experiment_name, const std::filesystem::path& runs);

/// One run on disk, open for appending: experiment.toml, metrics.csv, measures.csv, events.jsonl,
/// checkpoints/, samples/. Belongs to the trainer thread. A file `running` with the process id stands there
/// while the run is open; a run that was not closed cleanly is found by it.
class RunFolder {
 public:
  /// Creates the folder (or opens an existing one to go on: then metrics beyond `from_step` are cut off).
  static Expected<RunFolder> open(const std::filesystem::path& folder, const config::Catalogue& catalogue,
                                  const config::Experiment& experiment, const api::SeriesTable& series,
                                  int64_t from_step);
  RunFolder(RunFolder&&) noexcept;
  RunFolder& operator=(RunFolder&&) noexcept;
  ~RunFolder();  ///< closes cleanly

  Expected<void> append(const api::MetricRow& row);
  Expected<void> append(const api::Event& event);
  /// measures.csv has these columns from here on; until then nothing is appended to it.
  Expected<void> open_measures(const api::SeriesTable& measures);
  /// measures-real.csv: what real data get of the same figures, so that a run can be judged without its data.
  Expected<void> keep_floors(const api::MeasureTable& measures);
  Expected<void> append_measures(const api::MeasureRow& row);
  Expected<void> flush();
  /// Writes checkpoints/step-NNNNNNNNN.safetensors and keeps the newest `keep` of them.
  Expected<std::filesystem::path> save(const TensorFile& state, int64_t step, int keep);
  /// Goes back to `step`: cuts off the metrics and measures beyond it and moves later checkpoints to
  /// discarded/, where a person can still find them.
  Expected<void> rewind(int64_t step);
  /// Replaces experiment.toml: after a reset, when training begins anew with options that were tuned.
  Expected<void> write_experiment(const config::Catalogue& catalogue, const config::Experiment& experiment);
  /// The run goes on with another experiment, and with these series, which begin with those so far. How it
  /// began is kept beside it: experiment-start.toml.
  Expected<void> alter(const config::Catalogue& catalogue, const config::Experiment& experiment,
                       const api::SeriesTable& series);
  [[nodiscard]] const std::filesystem::path& folder() const;
  [[nodiscard]] std::filesystem::path measures_file() const;
  /// Where the picture of a checkpoint's samples belongs: samples/step-NNNNNNNNN.png.
  [[nodiscard]] std::filesystem::path samples_file(int64_t step) const;

 private:
  struct Impl;
  explicit RunFolder(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

/// What is on disk of a run; reads no tensors.
struct RunInfo {
  std::filesystem::path folder;
  std::string id;  ///< the folder's name
  std::filesystem::path experiment_file;
  std::optional<std::filesystem::path> newest_checkpoint;
  int64_t step = 0;          ///< of the newest checkpoint
  bool chosen = false;       ///< the path named that very checkpoint: no other may stand in for it
  bool interrupted = false;  ///< was not closed cleanly, and its process is gone
};

/// Reads a run folder, or the run that a checkpoint file belongs to (then `newest_checkpoint` is that file).
[[nodiscard]] Expected<RunInfo> inspect_run(const std::filesystem::path& path);

/// The checkpoint of `step` (nearest at or before), or the newest that is whole: a damaged one is passed
/// over.
[[nodiscard]] Expected<std::filesystem::path> find_checkpoint(const RunInfo& run,
                                                              std::optional<int64_t> step);

/// The experiment of a run: its file, or, for a checkpoint that stands alone and for a run that was altered
/// while it trained, the copy in its metadata. Data that the run keeps itself are its own (run_data.h).
[[nodiscard]] Expected<config::Experiment> experiment_of(const config::Catalogue& catalogue,
                                                         const RunInfo& run,
                                                         const std::map<std::string, std::string>& metadata);

/// The most recently interrupted run below `runs`, if any.
[[nodiscard]] std::optional<RunInfo> find_interrupted(const std::filesystem::path& runs);

/// Takes the mark of an interrupted run away, so that it is not offered again.
void forget_interruption(const RunInfo& run);

/// The timeline of a run up to `until_step`, as events.jsonl tells it: what a rewind or a reset undid is left
/// out. Lines that do not parse are passed over.
[[nodiscard]] std::vector<api::Event> read_events(const std::filesystem::path& folder, int64_t until_step);

/// The steps of the checkpoints in `run_folder`, rising; reads no tensors.
[[nodiscard]] std::vector<int64_t> checkpoint_steps(const std::filesystem::path& run_folder);

/// "step-000001000.safetensors"
[[nodiscard]] std::string checkpoint_name(int64_t step);

}  // namespace ganscope::storage
