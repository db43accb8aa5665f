#include "core/storage/run_folder.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <limits>
#include <utility>

#include "core/storage/atomic_file.h"
#include "core/storage/events_file.h"
#include "core/storage/metrics_file.h"
#include "core/storage/run_data.h"
#include "core/storage/run_marker.h"

namespace ganscope::storage {
namespace {

namespace fs = std::filesystem;
constexpr std::string_view stem = "step-", extension = ".safetensors";
constexpr const char* start_name = "experiment-start.toml";
constexpr int64_t any_step = std::numeric_limits<int64_t>::max();

std::optional<int64_t> step_of(const fs::path& file) {
  const std::string name = file.filename().string();
  if (!name.starts_with(stem) || !name.ends_with(extension)) return std::nullopt;
  int64_t step = 0;
  const char* end = name.data() + name.size() - extension.size();
  const auto parsed = std::from_chars(name.data() + stem.size(), end, step);
  return parsed.ec == std::errc{} && parsed.ptr == end ? std::optional(step) : std::nullopt;
}

struct Checkpoint {
  int64_t step = 0;
  fs::path file;
};

/// The checkpoints of a run, newest first.
std::vector<Checkpoint> checkpoints_of(const fs::path& folder) {
  std::vector<Checkpoint> found;
  std::error_code error;
  for (fs::directory_iterator entry(folder / "checkpoints", error), end; !error && entry != end;
       entry.increment(error))
    if (const auto step = step_of(entry->path())) found.push_back({*step, entry->path()});
  std::ranges::sort(found, std::greater{}, &Checkpoint::step);
  return found;
}

Expected<void> make_folders(const fs::path& folder) {
  for (const char* name : {"checkpoints", "samples"}) {
    std::error_code error;
    fs::create_directories(folder / name, error);
    if (error)
      return tl::unexpected(system_failure(error.value(), "The run's folder cannot be made", folder / name));
  }
  // What a killed program was writing.
  std::error_code ignored;
  for (const fs::path& place : {folder, folder / "checkpoints"})
    for (fs::directory_iterator entry(place, ignored), end; !ignored && entry != end;
         entry.increment(ignored))
      if (is_temporary_name(entry->path())) {
        std::error_code left;
        fs::remove(entry->path(), left);
      }
  return {};
}

void discard_checkpoints_after(const fs::path& folder, int64_t step) {
  std::error_code ignored;
  for (const Checkpoint& checkpoint : checkpoints_of(folder)) {
    if (checkpoint.step <= step) break;
    fs::create_directories(folder / "discarded", ignored);
    fs::rename(checkpoint.file, folder / "discarded" / checkpoint.file.filename(), ignored);
  }
}

}  // namespace

std::string checkpoint_name(int64_t step) { return fmt::format("{}{:09}{}", stem, step, extension); }

std::vector<int64_t> checkpoint_steps(const fs::path& run_folder) {
  std::vector<int64_t> steps;
  for (const Checkpoint& checkpoint : checkpoints_of(run_folder)) steps.push_back(checkpoint.step);
  std::ranges::reverse(steps);
  return steps;
}

struct RunFolder::Impl {
  fs::path folder;
  MetricsFile metrics;
  std::optional<MetricsFile> measures;  ///< opened when it is known what is measured
};

RunFolder::RunFolder(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
RunFolder::RunFolder(RunFolder&&) noexcept = default;

RunFolder& RunFolder::operator=(RunFolder&& other) noexcept {
  std::swap(impl_, other.impl_);
  return *this;
}

RunFolder::~RunFolder() {
  if (!impl_) return;
  static_cast<void>(flush());  // nobody is left to tell
  remove_marker(impl_->folder);
}

Expected<void> RunFolder::alter(const config::Catalogue& catalogue, const config::Experiment& experiment,
                                const api::SeriesTable& series) {
  std::error_code error;
  const fs::path start = impl_->folder / start_name;
  if (!fs::exists(start, error)) fs::copy_file(impl_->folder / "experiment.toml", start, error);
  if (error)
    return tl::unexpected(system_failure(error.value(), "The run's beginning cannot be kept", start));
  if (auto flushed = flush(); !flushed) return flushed;
  auto metrics = MetricsFile::open(impl_->folder / "metrics.csv", series, any_step);
  if (!metrics) return tl::unexpected(metrics.error());
  impl_->metrics = std::move(*metrics);
  return write_experiment(catalogue, experiment);
}

Expected<RunFolder> RunFolder::open(const fs::path& folder, const config::Catalogue& catalogue,
                                    const config::Experiment& experiment, const api::SeriesTable& series,
                                    int64_t from_step) {
  if (auto readable = config::check_round_trip(catalogue, experiment); !readable)
    return tl::unexpected(readable.error());
  const RunMarker marker = read_marker(folder);
  if (marker == RunMarker::other || marker == RunMarker::ours)
    return fail(
        FailureKind::io, "This run is being trained already", folder.string(),
        "close it there first, or choose another folder; where its machine is gone for good, delete the "
        "file `running` in it");
  if (auto made = make_folders(folder); !made) return tl::unexpected(made.error());
  if (auto marked = write_marker(folder); !marked) return tl::unexpected(marked.error());
  auto metrics = MetricsFile::open(folder / "metrics.csv", series, from_step);
  if (!metrics) {
    remove_marker(folder);
    return tl::unexpected(metrics.error());
  }
  RunFolder run(std::make_unique<Impl>(Impl{folder, std::move(*metrics), std::nullopt}));
  if (auto cut = cut_metrics(run.measures_file(), from_step); !cut) return tl::unexpected(cut.error());
  if (auto written = run.write_experiment(catalogue, experiment); !written)
    return tl::unexpected(written.error());
  discard_checkpoints_after(folder, from_step);
  return run;
}

Expected<void> RunFolder::append(const api::MetricRow& row) { return impl_->metrics.append(row); }
Expected<void> RunFolder::append(const api::Event& event) {
  return append_event(impl_->folder / "events.jsonl", event);
}
Expected<void> RunFolder::flush() {
  if (auto flushed = impl_->metrics.flush(); !flushed) return flushed;
  return impl_->measures ? impl_->measures->flush() : Expected<void>{};
}

fs::path RunFolder::measures_file() const { return impl_->folder / "measures.csv"; }

Expected<void> RunFolder::open_measures(const api::SeriesTable& measures) {
  if (impl_->measures)
    if (auto flushed = impl_->measures->flush(); !flushed) return flushed;
  auto opened = MetricsFile::open(measures_file(), measures, any_step);
  if (!opened) return tl::unexpected(opened.error());
  impl_->measures.emplace(std::move(*opened));
  return {};
}

Expected<void> RunFolder::keep_floors(const api::MeasureTable& measures) {
  return write_floors(impl_->folder, measures);
}

Expected<void> RunFolder::append_measures(const api::MeasureRow& row) {
  return impl_->measures ? impl_->measures->append(row) : Expected<void>{};
}

Expected<fs::path> RunFolder::save(const TensorFile& state, int64_t step, int keep) {
  if (auto flushed = flush(); !flushed) return tl::unexpected(flushed.error());
  const fs::path file = impl_->folder / "checkpoints" / checkpoint_name(step);
  if (auto written = write_tensor_file(file, state); !written) return tl::unexpected(written.error());
  const std::vector<Checkpoint> all = checkpoints_of(impl_->folder);
  std::error_code ignored;
  for (size_t i = static_cast<size_t>(std::max(keep, 1)); i < all.size(); ++i)
    fs::remove(all[i].file, ignored);
  return file;
}

Expected<void> RunFolder::rewind(int64_t step) {
  discard_checkpoints_after(impl_->folder, step);
  if (auto rewound = impl_->metrics.rewind(step); !rewound) return rewound;
  return impl_->measures ? impl_->measures->rewind(step) : cut_metrics(measures_file(), step);
}

Expected<void> RunFolder::write_experiment(const config::Catalogue& catalogue,
                                           const config::Experiment& experiment) {
  if (auto kept = keep_data(impl_->folder, experiment.settings); !kept) return kept;
  return write_file_atomically(impl_->folder / "experiment.toml", config::to_toml(catalogue, experiment));
}

const fs::path& RunFolder::folder() const { return impl_->folder; }

fs::path RunFolder::samples_file(int64_t step) const {
  return impl_->folder / "samples" / fmt::format("{}{:09}.png", stem, step);
}

namespace {

Expected<RunInfo> inspect_folder(const fs::path& folder) {
  RunInfo run;
  std::error_code ignored;
  run.folder = fs::absolute(folder, ignored).lexically_normal();
  if (!run.folder.has_filename()) run.folder = run.folder.parent_path();  // "RUN/"
  run.id = run.folder.filename().string();
  run.experiment_file = run.folder / "experiment.toml";
  if (!fs::exists(run.experiment_file, ignored) && fs::exists(run.folder / "watch.toml", ignored))
    return fail(FailureKind::unsupported, "This is a run of another program that ganscope.py writes",
                folder.string(), "look at it in the window: ganscope view RUN");
  if (!fs::exists(run.experiment_file, ignored))
    return fail(FailureKind::bad_data, "The folder is not a run: it has no experiment.toml", folder.string(),
                "name a folder that `ganscope train --out` made, or a checkpoint in it");
  if (const auto all = checkpoints_of(run.folder); !all.empty()) {
    run.newest_checkpoint = all.front().file;
    run.step = all.front().step;
  }
  run.interrupted = read_marker(run.folder) == RunMarker::stale;
  return run;
}

}  // namespace

Expected<RunInfo> inspect_run(const fs::path& path) {
  std::error_code ignored;
  if (!fs::exists(path, ignored))
    return fail(FailureKind::not_found, "There is no such run", path.string(), "check the path");
  if (fs::is_directory(path, ignored)) return inspect_folder(path);
  if (!fs::is_regular_file(path, ignored))
    return fail(FailureKind::bad_data, "This is neither a folder nor a file", path.string(),
                "name a run's folder, or a checkpoint in it");
  if (path.extension() == ".pt")
    return fail(FailureKind::unsupported, "This is a generator of another program, not a run of ganscope",
                path.string(), "look at it in the window: ganscope view FILE");
  const fs::path absolute = fs::absolute(path, ignored).lexically_normal();
  if (absolute.filename() == "experiment.toml") return inspect_folder(absolute.parent_path());
  RunInfo run;
  if (auto around = inspect_folder(absolute.parent_path().parent_path()); around) run = std::move(*around);
  run.newest_checkpoint = absolute;
  run.chosen = true;
  run.step = step_of(absolute).value_or(0);
  if (run.id.empty()) run.id = absolute.stem().string();
  return run;
}

Expected<fs::path> find_checkpoint(const RunInfo& run, std::optional<int64_t> step) {
  if (run.chosen && !step) return *run.newest_checkpoint;
  std::optional<Failure> first_damage;
  bool any = false;
  for (const Checkpoint& checkpoint : checkpoints_of(run.folder)) {
    any = true;
    if (step && checkpoint.step > *step) continue;
    if (auto read = read_tensor_file(checkpoint.file); read)
      return checkpoint.file;
    else if (!first_damage)
      first_damage = read.error();
  }
  if (first_damage) return tl::unexpected(*first_damage);
  if (any)
    return fail(FailureKind::not_found, fmt::format("The run has no checkpoint at or before step {}", *step),
                run.folder.string(), "ask for a later step; `ganscope info RUN` names the newest");
  return fail(FailureKind::not_found, "The run has no checkpoint yet", run.folder.string(),
              "train it for a while first: one is written every 30 seconds and on leaving");
}

Expected<config::Experiment> experiment_of(const config::Catalogue& catalogue, const RunInfo& run,
                                           const std::map<std::string, std::string>& metadata) {
  const auto carried = metadata.find("run.experiment");
  std::error_code ignored;
  // The file says how the run goes on, the checkpoint how it was at that step.
  const bool altered =
      !run.folder.empty() && fs::exists(run.folder / start_name, ignored) && carried != metadata.end();
  if (!run.experiment_file.empty() && !altered) {
    auto loaded = config::load_experiment(catalogue, run.experiment_file.string());
    if (loaded) use_own_data(run.folder, loaded->settings);
    return loaded;
  }
  if (carried == metadata.end())
    return fail(FailureKind::bad_data, "The checkpoint does not say which experiment it belongs to",
                run.newest_checkpoint->string(), "open it where it stands, in its run's folder");
  auto parsed = config::parse_experiment_text(catalogue, carried->second, run.newest_checkpoint->string());
  if (parsed) use_own_data(run.folder, parsed->settings);
  return parsed;
}

std::optional<RunInfo> find_interrupted(const fs::path& runs) {
  std::optional<RunInfo> newest;
  fs::file_time_type newest_time;
  std::error_code error;
  for (fs::directory_iterator entry(runs, error), end; !error && entry != end; entry.increment(error)) {
    if (read_marker(entry->path()) != RunMarker::stale) continue;
    auto run = inspect_folder(entry->path());
    if (!run || !run->newest_checkpoint) continue;
    std::error_code ignored;
    const auto time = fs::last_write_time(*run->newest_checkpoint, ignored);
    if (newest && time <= newest_time) continue;
    newest = std::move(*run);
    newest_time = time;
  }
  return newest;
}

void forget_interruption(const RunInfo& run) {
  if (read_marker(run.folder) == RunMarker::stale) remove_marker(run.folder);
}

}  // namespace ganscope::storage
