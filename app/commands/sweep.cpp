#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>

#include "app/commands/run.h"
#include "app/commands/runs_table.h"
#include "app/commands/train_once.h"
#include "core/base/way_out.h"
#include "core/runs/change_run.h"
#include "core/runs/list_runs.h"
#include "core/runs/sweep_file.h"
#include "core/storage/run_folder.h"

namespace ganscope::commands {
namespace {

namespace fs = std::filesystem;
using nlohmann::ordered_json;
using runs::GridRun;
using runs::RunState;
using runs::RunSummary;

enum class Outcome {
  waiting,     ///< it was not its turn
  complete,    ///< now or before
  unfinished,  ///< it was interrupted
  elsewhere,   ///< another process is at it
  failed,
};
constexpr std::array<const char*, 5> outcome_keys = {"waiting", "complete", "interrupted", "training",
                                                     "failed"};

constexpr double time_tolerance = 1e-3;  // s: training time is written down in thousandths

/// One run of the sweep, and how far it is.
struct Part {
  const GridRun* grid = nullptr;
  fs::path folder;
  Outcome outcome = Outcome::waiting;
  std::optional<Failure> failure;
  std::optional<RunSummary> summary;  ///< none: its folder is not there
  double done = 0;                    ///< of what the goal counts: steps, or seconds of training
};

/// A run that was killed between its last checkpoint and its end is complete all the same.
void forget_interruption(const Part& part) {
  if (const auto run = storage::inspect_run(part.folder)) storage::forget_interruption(*run);
}

/// A sweep being carried out. Belongs to the main thread.
class Sweep {
 public:
  Sweep(const SweepRequest& request, const runs::Grid& grid, Console& console)
      : request_(request), console_(console) {
    if (!request_.each.steps && !request_.each.seconds) request_.each.seconds = default_seconds;
    for (const GridRun& run : grid.runs) {
      Part& part = parts_.emplace_back();
      part.grid = &run;
      part.folder = request.out / run.name;
      look_at(part);
    }
  }

  void carry_out() {
    started_ = std::chrono::steady_clock::now();
    for (Part& part : parts_) {
      if (end_wanted()) break;
      if (part.outcome == Outcome::complete) forget_interruption(part);
      if (part.outcome == Outcome::complete) continue;
      train(part);
    }
  }
  /// Reads the runs as they are now, with their verdicts.
  void look_again() {
    for (Part& part : parts_) {
      const Outcome outcome = part.outcome;
      const std::optional<Failure> failure = part.failure;
      look_at(part);
      if (part.summary) runs::judge(*part.summary, knowledge());
      if (part.outcome != Outcome::waiting) continue;
      part.outcome = outcome == Outcome::waiting && part.summary ? Outcome::unfinished : outcome;
      part.failure = failure;
    }
  }
  [[nodiscard]] size_t count(Outcome outcome) const {
    return static_cast<size_t>(std::ranges::count(parts_, outcome, &Part::outcome));
  }
  [[nodiscard]] size_t size() const { return parts_.size(); }
  void say_table() const;
  [[nodiscard]] ordered_json as_json() const;

 private:
  [[nodiscard]] double goal() const {
    return request_.each.steps ? static_cast<double>(*request_.each.steps) : *request_.each.seconds;
  }
  void look_at(Part& part) const;
  void train(Part& part);
  Expected<void> make_room(const Part& part) const;
  void tell(const Part& part, const std::string& what) const;
  [[nodiscard]] std::string time_left(const Part& part, const api::Status& now) const;
  [[nodiscard]] RunRow table_row(const Part& part) const;

  SweepRequest request_;
  Console& console_;
  std::vector<Part> parts_;
  std::chrono::steady_clock::time_point started_;
  double done_here_ = 0;  ///< by this call, in runs that have ended
};

/// Why the run in the folder is none of this grid's: somebody has altered it, or put another in its place.
std::optional<Failure> stranger(const Part& part) {
  for (const auto& [key, value] : part.grid->settings) {
    const config::Settings& own = part.summary->settings;
    if (key == "data" || (own.has(key) && config::to_text(own.at(key)) == value)) continue;
    return Failure{FailureKind::bad_data, fmt::format("this run has another {} than the sweep", key),
                   part.folder.string(), "move it elsewhere: then the sweep trains its own"};
  }
  return {};
}

bool has_checkpoint(const Part& part) { return !storage::checkpoint_steps(part.folder).empty(); }

/// How far its folder says that a run is.
void Sweep::look_at(Part& part) const {
  part.summary.reset();
  part.failure.reset();
  part.done = 0;
  part.outcome = Outcome::waiting;
  if (!runs::looks_like_run(part.folder)) return;
  part.summary = runs::summarise(part.folder, knowledge());
  const RunSummary& run = *part.summary;
  if (run.state == RunState::broken) return;
  const bool saved = has_checkpoint(part);
  if (saved) part.done = request_.each.steps ? static_cast<double>(run.step) : run.seconds;
  const bool there = part.done >= goal() - (request_.each.steps ? 0 : time_tolerance);
  if (run.in_use())
    part.outcome = Outcome::elsewhere;
  else if ((part.failure = stranger(part)))
    part.outcome = Outcome::failed;
  else if (there && saved)
    part.outcome = Outcome::complete;
}

/// A run that was killed before its first checkpoint has nothing to go on from, and begins anew.
Expected<void> Sweep::make_room(const Part& part) const {
  if (!part.summary || has_checkpoint(part)) return {};
  const auto removed = runs::remove_run(part.folder);
  if (!removed) return tl::unexpected(removed.error());
  return {};
}

void Sweep::train(Part& part) {
  look_at(part);  // another process may have been at it meanwhile
  if (part.outcome == Outcome::elsewhere) return tell(part, console_.tr("another process trains it"));
  if (part.outcome == Outcome::failed) return tell(part, console_.words_of(*part.failure));
  if (part.outcome == Outcome::complete) return;
  const auto number = 1 + (&part - parts_.data());
  TrainRequest request = request_.each;
  const bool goes_on = part.summary && has_checkpoint(part);
  if (goes_on) {
    request.experiment.clear();
    request.data.clear();
    request.resume = part.folder;
    if (request.seconds) *request.seconds = std::max(0.0, *request.seconds - part.done);
  } else {
    request.overrides = part.grid->settings;
    request.out = part.folder;
  }
  const double before = part.done;
  const ProgressWords words{in_language(console_.tr, "Run {} of {}", number, parts_.size()),
                            [this, &part](const api::Status& now) { return time_left(part, now); }, false};
  const Expected<void> room = make_room(part);
  const auto trained =
      room ? train_once(request, console_, words) : Expected<TrainingOutcome>(tl::unexpected(room.error()));
  console_.end_progress();
  if (!trained) {
    part.outcome = trained.error().kind == FailureKind::cancelled ? Outcome::unfinished : Outcome::failed;
    part.failure = trained.error();
    if (part.outcome == Outcome::failed) tell(part, console_.words_of(*part.failure));
    return;
  }
  part.outcome = trained->interrupted ? Outcome::unfinished : Outcome::complete;
  const api::Status& status = *trained->status;
  done_here_ += (request_.each.steps ? static_cast<double>(status.step) : status.seconds) - before;
  tell(part, in_language(console_.tr, "step {} after {} of training, {}", grouped(status.step),
                         duration_text(status.seconds),
                         console_.tr(diagnose::title_of(trained->diagnosis.verdict))));
}

void Sweep::tell(const Part& part, const std::string& what) const {
  const auto number = 1 + (&part - parts_.data());
  console_.remark("{} of {}, {}: {}", number, parts_.size(), part.grid->name, what);
}

/// From how long what has been done here took, so that runs of other sizes count by what they have in common.
std::string Sweep::time_left(const Part& part, const api::Status& now) const {
  const double here = (request_.each.steps ? static_cast<double>(now.step) : now.seconds) - part.done;
  double left = -here;
  for (const Part& one : parts_)
    if (one.outcome == Outcome::waiting) left += std::max(0.0, goal() - one.done);
  const double passed = std::chrono::duration<double>(std::chrono::steady_clock::now() - started_).count();
  const double done = done_here_ + here;
  if (done <= 0 || passed < 1) return "";
  return in_language(console_.tr, "about {} left in all", duration_text(std::max(0.0, left) * passed / done));
}

RunRow Sweep::table_row(const Part& part) const {
  RunRow row{part.grid->name, "", "–", "", {}};
  if (part.summary) row = row_of(*part.summary, console_);
  row.name = part.grid->name;
  const bool begun = part.summary || part.outcome == Outcome::failed;
  if (!begun) row.verdict = console_.tr("not trained yet");
  if (part.outcome == Outcome::unfinished && part.summary && part.summary->state == RunState::finished)
    row.verdict = in_language(console_.tr, "{} (interrupted)", row.verdict);
  if (part.outcome == Outcome::failed && part.failure)
    row.verdict = in_language(console_.tr, "failed: {}", console_.words_of(*part.failure));
  return row;
}

void Sweep::say_table() const {
  std::vector<RunRow> rows;
  for (const Part& part : parts_) rows.push_back(table_row(part));
  say_runs(rows, console_);
}

ordered_json Sweep::as_json() const {
  ordered_json items = ordered_json::array();
  for (const Part& part : parts_) {
    ordered_json settings = ordered_json::object();
    for (const auto& [key, value] : part.grid->settings)
      settings[key] = setting_json(part.grid->experiment.settings, key);
    const bool judged = part.summary && part.summary->diagnosis;
    items.push_back(
        {{"run", part.grid->name},
         {"folder", part.folder.string()},
         {"settings", settings},
         {"measures", part.summary ? measures_json(part.summary->measures) : ordered_json::array()},
         {"verdict",
          judged ? ordered_json(diagnose::key_of(part.summary->diagnosis->verdict)) : ordered_json()},
         {"step", part.summary ? part.summary->step : 0},
         {"seconds", part.summary ? part.summary->seconds : 0.0},
         {"state", outcome_keys[static_cast<size_t>(part.outcome)]},
         {"failure", part.failure ? ordered_json(with_place(*part.failure)) : ordered_json()}});
  }
  return items;
}

}  // namespace

Expected<void> sweep(const SweepRequest& request, Console& console) {
  console.quiet = request.each.quiet;
  const auto grid = runs::make_grid(catalogue(), request.each.experiment, request.each.data, request.axes);
  if (!grid) return tl::unexpected(grid.error());
  if (auto claimed = runs::claim_sweep_folder(request.out, *grid); !claimed)
    return tl::unexpected(claimed.error());
  Sweep sweep(request, *grid, console);
  if (const size_t complete = sweep.count(Outcome::complete); complete > 0)
    console.remark("{} of {} runs are complete already.", complete, sweep.size());
  sweep.carry_out();
  sweep.look_again();
  const bool interrupted = end_wanted();
  if (!request.each.quiet || !request.json) sweep.say_table();
  if (interrupted) console.remark("Interrupted; what was trained is saved. The same words go on with it.");
  if (request.json)
    console.json(
        {{"folder", request.out.string()}, {"items", sweep.as_json()}, {"interrupted", interrupted}});
  const size_t failed = sweep.count(Outcome::failed);
  if (failed == 0) return {};
  return fail(FailureKind::training, fmt::format("{} of {} runs failed", failed, sweep.size()),
              request.out.string(), "the table says why; the same words try them again");
}

}  // namespace ganscope::commands
