#include <fmt/format.h>

#include <chrono>
#include <cmath>
#include <condition_variable>
#include <mutex>
#include <nlohmann/json.hpp>
#include <system_error>

#include "app/commands/loss_plot.h"
#include "app/commands/open_model.h"
#include "app/commands/run.h"
#include "app/commands/training_run.h"
#include "core/image/png_io.h"

namespace ganscope::commands {
namespace {

namespace fs = std::filesystem;
constexpr double default_seconds = 60;

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
  return api::Command{api::Open{request.resume.string(), request.data}};
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

/// "Mode collapse: G draws 1 of 8 modes … Try …"
std::string words_of(const diagnose::Diagnosis& diagnosis, const text::Strings& tr = {}) {
  const auto in_words = [&tr](diagnose::Sentence sentence) {
    if (!sentence.pattern.empty()) sentence.pattern = tr(sentence.pattern.c_str());
    return diagnose::plain(sentence);
  };
  const std::string title = tr(diagnose::title_of(diagnosis.verdict));
  std::string words = diagnosis.evidence.pattern.empty()
                          ? title
                          : in_language(tr, "{}: {}", title, in_words(diagnosis.evidence));
  if (!diagnosis.advice.pattern.empty()) words += " " + in_words(diagnosis.advice);
  return words;
}

nlohmann::ordered_json as_json(const TrainingOutcome& outcome) {
  const api::Status& status = *outcome.status;
  const auto number = [](double value) {
    return std::isfinite(value) ? nlohmann::ordered_json(value) : nlohmann::ordered_json();
  };
  const double rate = outcome.seconds > 0 ? static_cast<double>(outcome.steps) / outcome.seconds : 0;
  const auto& settings = status.experiment->settings;
  const double images = settings.has("batch") && settings.has("critic_steps")
                            ? settings.real("batch") * settings.real("critic_steps")
                            : 0;
  auto verdicts = nlohmann::ordered_json::array();
  for (const TimedVerdict& held : outcome.verdicts)
    verdicts.push_back(
        {{"step", held.step}, {"seconds", held.seconds}, {"verdict", diagnose::key_of(held.verdict)}});
  auto measures = nlohmann::ordered_json::array();
  for (size_t i = 0; i < outcome.last_measures.size(); ++i)
    measures.push_back({{"key", outcome.measures->table.series[i].key},
                        {"value", number(static_cast<double>(outcome.last_measures[i]))},
                        {"real", number(static_cast<double>(outcome.measures->floors[i]))}});
  return {{"run", status.run},
          {"folder", status.folder},
          {"step", status.step},
          {"seconds", status.seconds},
          {"steps_per_s", rate},
          {"images_per_s", rate * images},
          {"d_loss", number(outcome.d_loss)},
          {"g_loss", number(outcome.g_loss)},
          {"threads", status.threads},
          {"device", status.device.starts_with("CUDA") ? "cuda" : "cpu"},
          {"interrupted", outcome.interrupted},
          {"diagnosis",
           {{"verdict", diagnose::key_of(outcome.diagnosis.verdict)}, {"text", words_of(outcome.diagnosis)}}},
          {"verdicts", verdicts},
          {"measures", measures}};
}

Expected<void> write_losses(const api::Status& status) {
  const fs::path folder = status.folder;
  const auto curves = read_losses(folder / "metrics.csv");
  if (!curves) return tl::unexpected(curves.error());
  const std::string title =
      status.experiment->title.empty() ? status.run : status.experiment->title + " · " + status.run;
  return image::write_png(folder / "losses.png", draw_losses(*curves, title));
}

}  // namespace

Expected<void> train(const TrainRequest& request, Console& console) {
  console.quiet = request.quiet;
  if (request.threads > 1) configure_threads(request.threads);
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
  {
    Engine engine(std::move(options));
    TrainingRun run(engine, console, [&wake] { wake.wait(); });
    if (auto begun = run.begin(*command); !begun)
      return tl::unexpected(with_way_to_data(begun.error(), request));
    auto trained = run.train(goal);
    if (!trained) return tl::unexpected(with_what_is_kept(trained.error(), engine));
    outcome = std::move(*trained);
    if (auto saved = engine.close(); !saved) return tl::unexpected(saved.error());
  }  // the threads are joined, the run is closed
  const api::Status& status = *outcome.status;
  if (!status.folder.empty())
    if (auto written = write_losses(status); !written && !console.quiet) console.error(written.error());
  if (outcome.interrupted) console.remark("Interrupted; the run is saved.");
  if (!request.quiet || !request.json)
    console.say("{}: step {} after {} of training, {:.0f} steps/s{}", status.run, grouped(status.step),
                duration_text(status.seconds),
                outcome.seconds > 0 ? static_cast<double>(outcome.steps) / outcome.seconds : 0.0,
                status.folder.empty() ? "" : in_language(console.tr, ", in {}", status.folder));
  if (!request.quiet || !request.json) console.say_line(words_of(outcome.diagnosis, console.tr));
  if (outcome.interrupted && !status.folder.empty())
    console.remark("Go on with: ganscope train --resume {}", status.folder);
  if (request.json) console.json(as_json(outcome));
  return {};
}

}  // namespace ganscope::commands
