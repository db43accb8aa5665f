#include "app/commands/train_once.h"

#include <fmt/format.h>

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <system_error>
#include <utility>

#include "app/commands/loss_plot.h"
#include "app/commands/open_model.h"
#include "app/commands/run_events.h"
#include "core/image/png_io.h"
#include "core/tensorboard/event_files.h"

namespace ganscope::commands {
namespace {

namespace fs = std::filesystem;

/// Lets the main thread sleep until a worker has something new, or a moment has passed (signals wake nobody).
class Wake {
 public:
  void ring() {
    const std::lock_guard lock(mutex_);
    rung_ = true;
    bell_.notify_one();
  }
  void wait() {
    std::unique_lock lock(mutex_);
    bell_.wait_for(lock, std::chrono::milliseconds(50), [&] { return rung_; });
    rung_ = false;
  }

 private:
  std::mutex mutex_;
  std::condition_variable bell_;
  bool rung_ = false;
};

Expected<config::Experiment> experiment_of(const TrainRequest& request) {
  auto experiment = config::load_experiment(catalogue(), request.experiment);
  if (!experiment) return experiment;
  auto overrides = request.overrides;
  if (request.seed) overrides.emplace_back("seed", fmt::format("{}", *request.seed));
  return config::with_overrides(catalogue(), std::move(*experiment), request.data, overrides);
}

Expected<api::Command> configure_command(const TrainRequest& request) {
  std::error_code error;
  if (!request.out.empty() && fs::exists(request.out, error) && !fs::is_empty(request.out, error))
    return fs::exists(request.out / "experiment.toml", error)
               ? fail(FailureKind::usage, "there is a run in this folder already", request.out.string(),
                      fmt::format("go on with it: --resume {}; or choose another folder",
                                  request.out.string()))
               : fail(FailureKind::usage, "this folder is not empty", request.out.string(),
                      "choose a new folder for the run");
  auto experiment = experiment_of(request);
  if (!experiment) return tl::unexpected(experiment.error());
  return api::Command{api::Configure{std::move(*experiment), request.out.string()}};
}

Expected<api::Command> resume_command(const TrainRequest& request) {
  const std::string changed = !request.overrides.empty() ? "--set"
                              : request.seed             ? "--seed"
                              : !request.out.empty()     ? "--out"
                                                         : "";
  if (!changed.empty())
    return fail(FailureKind::usage, "a resumed run keeps its own settings and folder", changed,
                fmt::format("leave {} out, or start a new run without --resume", changed));
  const auto run = storage::inspect_run(request.resume);
  if (!run) return tl::unexpected(run.error());
  if (!request.experiment.empty()) {
    const auto resumed = config::load_experiment(catalogue(), run->experiment_file.string());
    if (!resumed) return tl::unexpected(resumed.error());
    const auto named = config::load_experiment(catalogue(), request.experiment);
    if (!named) return tl::unexpected(named.error());
    if (resumed->name != named->name)
      return fail(FailureKind::usage,
                  fmt::format("this is a run of {}, not of {}", resumed->name, named->name),
                  request.resume.string(), "leave the experiment out");
  }
  return api::Command{api::Open{request.resume.string(), request.data, false}};
}

/// Data that are not where they were: how to go on with them.
Failure with_way_to_data(Failure failure, const TrainRequest& request) {
  if (!request.resume.empty() && request.data.empty() && failure.kind == FailureKind::not_found)
    failure.hint += fmt::format(" If the data have moved: ganscope train --resume {} --data SPEC",
                                request.resume.string());
  return failure;
}

/// A run that failed is saved all the same, as far as it had come; says so, or why not.
Failure with_what_is_kept(Failure failure, Engine& engine) {
  const Expected<std::string> saved = engine.close();
  if (saved && !saved->empty()) failure.hint += " · " + *saved;
  if (!saved && saved.error().what != failure.what)
    failure.hint += " · the run could not be saved: " + with_place(saved.error());
  return failure;
}

Expected<void> write_losses(const api::Status& status) {
  const fs::path folder = status.folder;
  const auto curves = read_losses(folder / "metrics.csv");
  if (!curves) return tl::unexpected(curves.error());
  const std::string title =
      status.experiment->title.empty() ? status.run : status.experiment->title + " · " + status.run;
  return image::write_png(folder / "losses.png", draw_losses(*curves, title));
}

/// The event file that is asked for, beside the run as it is set up; none where none is.
Expected<std::shared_ptr<EventsBeside>> events_beside(const TrainRequest& request,
                                                      const api::Status& status) {
  if (request.tensorboard.empty()) return nullptr;
  // What a run that goes on has logged already stays, up to the step at which it goes on.
  std::optional<int64_t> after;
  if (!request.resume.empty() && tensorboard::has_event_files(request.tensorboard)) after = status.step;
  auto events = RunEvents::open(status.folder, *status.experiment, request.tensorboard, after);
  if (!events) return tl::unexpected(events.error());
  return std::make_shared<EventsBeside>(std::move(*events));
}

}  // namespace

Expected<TrainingOutcome> train_once(const TrainRequest& request, Console& console, ProgressWords words) {
  if (request.threads > 1) configure_threads(request.threads);
  if (!request.tensorboard.empty() && request.resume.empty())
    if (auto fresh = check_no_events(request.tensorboard); !fresh) return tl::unexpected(fresh.error());
  const auto command = request.resume.empty() ? configure_command(request) : resume_command(request);
  if (!command) return tl::unexpected(command.error());

  TrainingGoal goal{request.steps, request.seconds};
  if (!goal.steps && !goal.seconds) goal.seconds = default_seconds;
  Wake wake;
  EngineOptions options;
  options.runs = storage::user_data_folder() / "runs";
  options.device = request.device;
  options.measure = request.measure;
  if (request.history_mb) options.history_on_disk = *request.history_mb << 20;
  options.wake = [&wake] { wake.ring(); };
  TrainingOutcome outcome;
  std::shared_ptr<EventsBeside> beside;
  {
    Engine engine(std::move(options));
    TrainingRun run(engine, console, [&] {
      wake.wait();
      if (beside) beside->look();
    });
    run.say_in_progress(std::move(words));
    if (auto begun = run.begin(*command); !begun)
      return tl::unexpected(with_way_to_data(begun.error(), request));
    auto events = events_beside(request, *run.status());
    if (!events) return tl::unexpected(events.error());
    beside = std::move(*events);
    auto trained = run.train(goal);
    if (!trained) {
      Failure failure = with_what_is_kept(trained.error(), engine);
      if (beside) static_cast<void>(beside->end());  // as far as it came
      return tl::unexpected(std::move(failure));
    }
    outcome = std::move(*trained);
    outcome.events = beside;
    if (auto saved = engine.close(); !saved) return tl::unexpected(saved.error());
  }  // the threads are joined, the run is closed
  const api::Status& status = *outcome.status;
  if (!status.folder.empty())
    if (auto written = write_losses(status); !written && !console.quiet) console.error(written.error());
  return outcome;
}

}  // namespace ganscope::commands
