#include "core/runs/run_summary.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <map>
#include <system_error>
#include <utility>

#include "core/runs/stored_course.h"
#include "core/storage/run_folder.h"
#include "core/storage/run_marker.h"
#include "core/storage/tensor_file.h"

namespace ganscope::runs {
namespace {

namespace fs = std::filesystem;
using storage::RunMarker;
using Metadata = std::map<std::string, std::string>;

struct StateWord {
  const char* key;
  const char* title;
};
constexpr std::array<StateWord, 5> state_words = {{{"finished", "Finished"},
                                                   {"open-here", "Open here"},
                                                   {"training", "Training now"},
                                                   {"interrupted", "Interrupted"},
                                                   {"broken", "Cannot be read"}}};

RunState state_of(RunMarker marker) {
  switch (marker) {
    case RunMarker::none:
      return RunState::finished;
    case RunMarker::ours:
      return RunState::open_here;
    case RunMarker::other:
      return RunState::training;
    case RunMarker::stale:
      return RunState::interrupted;
  }
  return RunState::finished;
}

/// The head of the newest checkpoint that can be read, with its step under "step".
Expected<Metadata> newest_head(const storage::RunInfo& run) {
  std::optional<Failure> damage;
  const std::vector<int64_t> steps = storage::checkpoint_steps(run.folder);
  for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
    auto head = storage::read_metadata(run.folder / "checkpoints" / storage::checkpoint_name(*step));
    if (head) {
      (*head)["step"] = std::to_string(*step);
      return head;
    }
    if (!damage) damage = head.error();
  }
  if (damage) return tl::unexpected(*damage);
  return Metadata{};
}

/// Pictures are named by their step, with noughts in front.
fs::path newest_picture(const fs::path& folder) {
  fs::path newest;
  std::error_code error;
  for (fs::directory_iterator entry(folder / "samples", error), end; !error && entry != end;
       entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    if (name.starts_with("step-") && name.ends_with(".png") && name > newest.filename().string())
      newest = entry->path();
  }
  return newest;
}

/// The newest time of what a run writes.
double last_written_s(const fs::path& folder) {
  double newest = 0;
  for (const char* name : {"experiment.toml", "metrics.csv", "checkpoints"}) {
    std::error_code missing;
    const auto time = std::chrono::file_clock::to_sys(fs::last_write_time(folder / name, missing));
    if (!missing) newest = std::max(newest, std::chrono::duration<double>(time.time_since_epoch()).count());
  }
  return newest;
}

/// Up to where the run's files are looked at: of one that is closed, what its newest checkpoint knows.
int64_t looked_at_until(const RunSummary& run, const Metadata& head) {
  return run.in_use() || head.empty() ? any_step : run.step;
}

void read_ends(RunSummary& run, const Metadata& head, const config::Catalogue& catalogue) {
  const int64_t until = looked_at_until(run, head);
  if (run.in_use() || head.empty())
    if (const auto row = newest_row(run.folder / "metrics.csv", {})) {
      run.step = std::max(run.step, row->step);
      run.seconds = std::max(run.seconds, row->seconds);
    }
  const api::MeasureTable table = stored_measures(run.folder, catalogue);
  const auto row = newest_row(run.folder / "measures.csv", table.table, until);
  if (!row) return;
  for (size_t i = 0; i < table.table.series.size(); ++i)
    if (const api::SeriesInfo& info = table.table.series[i]; info.plot != "shares")
      run.measures.push_back(
          {info.key, info.title, static_cast<double>(row->values[i]), static_cast<double>(table.floors[i])});
}

RunSummary broken(RunSummary run, const Failure& why) {
  run.state = RunState::broken;
  run.trouble = why;
  return run;
}

}  // namespace

const char* key_of(RunState state) { return state_words[static_cast<size_t>(state)].key; }
const char* title_of(RunState state) { return state_words[static_cast<size_t>(state)].title; }

std::string stamp_of(const fs::path& folder) {
  std::string stamp = fmt::format("{}", static_cast<int>(storage::read_marker(folder)));
  for (const char* name : {"experiment.toml", "metrics.csv", "measures.csv", "measures-real.csv",
                           "checkpoints", "samples", "data"}) {
    std::error_code missing;
    const auto time = fs::last_write_time(folder / name, missing);
    if (missing) {
      stamp += " -";
      continue;
    }
    const uintmax_t size =
        fs::is_regular_file(folder / name, missing) ? fs::file_size(folder / name, missing) : 0;
    stamp += fmt::format(" {}:{}", time.time_since_epoch().count(), size);
  }
  return stamp;
}

RunSummary summarise(const fs::path& folder, const Knowledge& knowledge) {
  RunSummary run;
  std::error_code ignored;
  run.folder = fs::absolute(folder, ignored).lexically_normal();
  if (!run.folder.has_filename()) run.folder = run.folder.parent_path();
  run.name = run.folder.filename().string();
  run.stamp = stamp_of(run.folder);
  const auto info = storage::inspect_run(run.folder);
  if (!info) return broken(std::move(run), info.error());
  run.state = state_of(storage::read_marker(run.folder));
  run.thumbnail = newest_picture(run.folder);
  run.changed_s = last_written_s(run.folder);
  const auto head = newest_head(*info);
  auto experiment = storage::experiment_of(*knowledge.catalogue, *info, head ? *head : Metadata{});
  if (!experiment) return broken(std::move(run), experiment.error());
  run.experiment = std::move(experiment->name);
  run.title = std::move(experiment->title);
  run.settings = std::move(experiment->settings);
  if (!head) return broken(std::move(run), head.error());
  run.step = static_cast<int64_t>(number_under(*head, "step").value_or(0));
  run.seconds = number_under(*head, "run.seconds").value_or(0);
  read_ends(run, *head, *knowledge.catalogue);
  return run;
}

void judge(RunSummary& run, const Knowledge& knowledge) {
  if (run.state == RunState::broken) return;
  const auto info = storage::inspect_run(run.folder);
  const auto head = info ? newest_head(*info) : Expected<Metadata>{};
  const Metadata known = head ? *head : Metadata{};
  const auto course = stored_course(run.folder, stored_measures(run.folder, *knowledge.catalogue),
                                    looked_at_until(run, known));
  run.diagnosis =
      diagnose::diagnose(course, stored_setting(run.settings, known, knowledge.game(run.settings)));
}

}  // namespace ganscope::runs
