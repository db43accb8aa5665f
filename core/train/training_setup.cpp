#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <exception>
#include <filesystem>
#include <iterator>
#include <new>
#include <optional>
#include <system_error>
#include <utility>

#include "core/follow/events_reader.h"
#include "core/follow/watch_file.h"
#include "core/storage/metrics_file.h"
#include "core/storage/run_folder.h"
#include "core/storage/run_marker.h"
#include "core/storage/tensor_file.h"
#include "core/train/training_loop.h"

namespace ganscope::train {
namespace {

/// "1234 + 567": player by player.
std::string parameters_words(const api::ModelInfo& model) {
  std::string words;
  for (const api::PlayerInfo& player : model.players)
    words += (words.empty() ? "" : " + ") + std::to_string(player.parameters);
  return words;
}

namespace fs = std::filesystem;
constexpr auto progress_interval = std::chrono::milliseconds(33);
constexpr size_t shown_rows = size_t{1} << 16;

double number_in(const std::map<std::string, std::string>& table, const std::string& key) {
  const auto found = table.find(key);
  double value = 0;
  if (found != table.end())
    std::from_chars(found->second.data(), found->second.data() + found->second.size(), value);
  return value;
}

/// What the numerical library throws while something is loaded is a failure like any other.
template <class Work>
auto without_throwing(const std::string& where, const char* hint, const Work& work) -> decltype(work()) {
  try {
    return work();
  } catch (const std::bad_alloc&) {
    return fail(FailureKind::training, "There is not enough memory for this", where,
                "choose smaller pictures or networks, or close other programs");
  } catch (const std::exception& error) {
    return fail(FailureKind::training, error.what(), where, hint);
  }
}

}  // namespace

bool TrainingLoop::loading_cancelled() {
  if (stop_.stop_requested()) return true;
  const std::lock_guard lock(pending_mutex_);
  std::ranges::move(ports_.inbox.take(), std::back_inserter(pending_));
  return std::ranges::any_of(pending_, [](const Envelope& envelope) {
    return std::holds_alternative<api::Cancel>(envelope.command) ||
           std::holds_alternative<api::Configure>(envelope.command) ||
           std::holds_alternative<api::Open>(envelope.command) ||
           std::holds_alternative<api::OpenGenerator>(envelope.command);
  });
}

WorkContext TrainingLoop::loading_context() {
  WorkContext context;
  context.cancelled = [this] { return loading_cancelled(); };
  context.report = [this](const Progress& progress) {
    status_.progress = progress;
    if (Clock::now() - published_ >= progress_interval) publish_status();
  };
  return context;
}

std::optional<std::string> TrainingLoop::take_smaller_batch(const Stepper& stepper,
                                                            config::Experiment& experiment) {
  const auto batch = stepper.smaller_batch();
  if (!batch) return std::nullopt;
  experiment.settings.set("batch", *batch);
  const api::DataInfo data = stepper.data_info();
  return fmt::format("batch {}: the data have {} {}", *batch, data.count,
                     data.is_points() ? "rows" : form_noun(data.form));
}

Expected<std::unique_ptr<Stepper>> TrainingLoop::load(const config::Experiment& experiment) {
  return without_throwing(experiment.name, "change the experiment",
                          [&] { return load_or_throw(experiment); });
}

Expected<std::unique_ptr<Stepper>> TrainingLoop::load_or_throw(const config::Experiment& experiment) {
  // A run that could not be opened again must not be begun.
  if (auto readable = config::check_round_trip(catalogue_, experiment); !readable)
    return tl::unexpected(readable.error());
  auto stepper = factory_(experiment, loading_context());
  if (!stepper) return stepper;
  // Finished, but nobody wants it any more.
  if (loading_cancelled()) return fail(FailureKind::cancelled, "Loading was given up", experiment.name, "");
  return stepper;
}

void TrainingLoop::load(const char* what, const std::function<Expected<void>()>& take_in) {
  const api::Status before = status_;
  if (auto saved = save_unsaved(); !saved) return note_refusal(saved.error());  // or it would be lost
  status_.failure.reset();
  status_.progress = Progress{what, 0, 0};
  set_phase(api::Phase::loading);
  if (auto taken = take_in(); !taken) return refuse_load(taken.error(), before);
  set_phase(api::Phase::ready);
}

void TrainingLoop::on(const api::Configure& command) {
  load("Loading", [&] { return configure(command); });
}

Expected<storage::RunFolder> TrainingLoop::open_folder(const fs::path& folder,
                                                       const config::Experiment& experiment,
                                                       const api::SeriesTable& series, int64_t from_step) {
  std::error_code ignored;
  const bool same = record_.is_open() && fs::equivalent(folder, record_.folder(), ignored);
  if (!same) return storage::RunFolder::open(folder, catalogue_, experiment, series, from_step);
  const fs::path before = record_.folder();
  const std::optional<api::MeasureTable> measures = record_.measures();
  record_.close();
  auto opened = storage::RunFolder::open(folder, catalogue_, experiment, series, from_step);
  if (opened) return opened;
  // The run that was there keeps its place, if it can be had again; else the next start asks for it anew.
  record_.plan(before);
  if (record_.begin(*status_.experiment, series_, status_.step) && measures)
    record_.begin_measures(*measures);
  return opened;
}

// Everything that can fail comes before anything that was there is touched.
Expected<void> TrainingLoop::configure(const api::Configure& command) {
  std::error_code ignored;
  const bool taken =
      !command.folder.empty() && fs::exists(fs::path(command.folder) / "experiment.toml", ignored);
  const bool same_folder = record_.is_open() && fs::equivalent(command.folder, record_.folder(), ignored);
  if (taken && !same_folder)
    return fail(FailureKind::io, "There is a run already", command.folder,
                "go on with it by --resume, or name another folder");
  auto experiment = config::completed(catalogue_, command.experiment);
  if (!experiment) return tl::unexpected(experiment.error());
  auto stepper = load(*experiment);
  if (!stepper) return tl::unexpected(stepper.error());
  const auto remark_of_batch = take_smaller_batch(**stepper, *experiment);
  std::optional<storage::RunFolder> opened;
  if (!command.folder.empty()) {
    // A folder that was named must be there before an hour of training is.
    auto folder = open_folder(command.folder, *experiment, (*stepper)->series(), -1);
    if (!folder) return tl::unexpected(folder.error());
    opened.emplace(std::move(*folder));
  }
  record_.close();
  adopt(std::move(*stepper), std::move(*experiment));
  if (remark_of_batch) status_.data.remarks.push_back(*remark_of_batch);
  if (opened) {
    status_.run = fs::path(command.folder).lexically_normal().filename().string();
    if (status_.run.empty())
      status_.run = fs::path(command.folder).lexically_normal().parent_path().filename().string();
    status_.folder = command.folder;
    record_.take(command.folder, std::move(*opened), -1);
  } else {
    status_.run = storage::new_run_id(status_.experiment->name, options_.runs);
    status_.folder = options_.runs.empty() ? std::string() : (options_.runs / status_.run).string();
    record_.plan(status_.folder);  // made by the first step: who only looks around leaves nothing behind
  }
  log(LogLevel::info,
      fmt::format("{}: {} is ready, {} parameters, on {}", status_.run, status_.experiment->title,
                  parameters_words(status_.model), status_.device));
  for (const std::string& remark : status_.data.remarks) log(LogLevel::info, remark);
  if (status_.data.skipped > 0)
    log(LogLevel::warning, fmt::format("{} files were left out: `ganscope data {}` lists them",
                                       status_.data.skipped, status_.experiment->settings.text("data")));
  return {};
}

void TrainingLoop::adopt(std::unique_ptr<Stepper> stepper, config::Experiment experiment) {
  following_.reset();
  status_.followed.reset();
  ports_.measuring.store(status_.measuring);
  stepper_ = std::move(stepper);
  new_generation();
  status_.data = stepper_->data_info();
  status_.game = stepper_->game_info();
  subject_ =
      std::make_shared<const Subject>(Subject{experiment, status_.data, stepper_->latent_dim(),
                                              status_.generation, stepper_->dataset(), stepper_->replicas()});
  status_.trainable = stepper_->trainable();
  founded_ = experiment;
  status_.experiment = std::move(experiment);
  status_.step = stepper_->steps_done();
  status_.until_step = 0;
  status_.seconds = 0;
  status_.model = stepper_->model_info();
  status_.layers = std::make_shared<const std::vector<api::LayerRow>>(stepper_->layers());
  status_.latent_dim = stepper_->latent_dim();
  status_.device = stepper_->device();
  status_.events.clear();
  status_.progress.reset();
  status_.failure.reset();
  status_.saved_step = -1;
  tuned_.clear();
  saved_ = true;
  saved_seconds_ = 0;
  initial_ = current_snapshot();
  slow_.before.clear();
  slow_.stale = true;
  history_.clear();
  history_.add({initial_, 0});
  publish_tables();
  publish_history();
  publish_weights();
}

void TrainingLoop::refuse_load(const Failure& failure, api::Status before) {
  status_.progress.reset();
  const bool nothing_there = (!stepper_ && !following_) || before.phase == api::Phase::failed;
  if (nothing_there && failure.kind != FailureKind::cancelled) {
    stepper_.reset();
    record_.close();
    status_.run.clear();
    status_.folder.clear();
    return fail_run(failure);
  }
  before.applied = status_.applied;
  before.notice = status_.notice;
  // Training on without the place on disk that it had would be lost in silence.
  if (before.phase == api::Phase::running && !before.folder.empty() && !record_.is_open())
    before.phase = api::Phase::ready;
  status_ = std::move(before);
  note_refusal(failure);
  if (failure.kind == FailureKind::cancelled)
    log(LogLevel::info, "Loading was given up");
  else
    prepare_notice(true, with_place(failure), failure.hint);
  set_phase(status_.phase);
}

void TrainingLoop::on(const api::Open& command) {
  load("Opening", [&] { return open_run(command); });
}

// Everything that can fail comes before anything that was there is touched.
Expected<void> TrainingLoop::open_run(const api::Open& command) {
  if (command.follow && follow::is_watched(command.path))
    return follow_watched(command.path, false, command.data);
  if (command.follow && follow::is_event_run(command.path)) return follow_events(command.path);
  auto run = storage::inspect_run(command.path);
  if (!run) return tl::unexpected(run.error());
  if (command.follow && !run->folder.empty() &&
      storage::read_marker(run->folder) == storage::RunMarker::other)
    return follow_run(*run, command.data);
  storage::TensorFile state;
  std::string passed_over;  // a newer checkpoint that is damaged: its stand-in's name
  if (run->newest_checkpoint) {
    auto file = storage::find_checkpoint(*run, std::nullopt);
    if (!file) return tl::unexpected(file.error());
    auto read = storage::read_tensor_file(*file);
    if (!read) return tl::unexpected(read.error());
    state = std::move(*read);
    if (*file != *run->newest_checkpoint) passed_over = file->filename().string();
  }
  auto experiment = storage::experiment_of(catalogue_, *run, state.metadata);
  if (experiment && !command.data.empty())
    experiment = config::with_overrides(catalogue_, std::move(*experiment), command.data, {});
  if (!experiment) return tl::unexpected(experiment.error());
  auto stepper = load(*experiment);
  if (!stepper) return tl::unexpected(stepper.error());
  const auto remark_of_batch = take_smaller_batch(**stepper, *experiment);
  const SnapshotPointer at_start = (*stepper)->snapshot();
  if (run->newest_checkpoint)
    if (auto imported = (*stepper)->import_state(state); !imported) return imported;
  const std::vector<std::string> remarks = (*stepper)->remarks();
  const SnapshotPointer at_state = (*stepper)->snapshot();
  const int64_t step = (*stepper)->steps_done();
  const bool alone = run->folder.empty();
  const std::string name = experiment->name;
  const fs::path folder = !alone                  ? run->folder
                          : options_.runs.empty() ? fs::path()
                                                  : options_.runs / storage::new_run_id(name, options_.runs);
  std::vector<api::MetricRow> rows;
  std::optional<storage::RunFolder> opened;
  if (!alone) {
    rows = storage::read_metrics(folder / "metrics.csv", (*stepper)->series(), step, shown_rows);
    auto again = open_folder(folder, *experiment, (*stepper)->series(), step);
    if (!again) return tl::unexpected(again.error());
    opened.emplace(std::move(*again));
  }

  record_.close();
  (*stepper)->restore(*at_start);
  adopt(std::move(*stepper), std::move(*experiment));
  status_.run = alone ? (folder.empty() ? run->id : folder.filename().string()) : run->id;
  status_.folder = folder.string();
  record_.plan(folder);
  stepper_->restore(*at_state);
  const std::optional<api::Refusal> refusal = status_.refusal;
  for (const auto& [key, value] : state.metadata)
    if (constexpr std::string_view mark = "run.tuned."; key.starts_with(mark))
      on(api::Tune{key.substr(mark.size()), number_in(state.metadata, key)});
  status_.refusal = refusal;  // a rate that cannot be set any more is a remark: the run is open all the same
  StoredHistory stored;
  if (!alone) stored = read_history(folder, step, *stepper_);
  show_opened(step, number_in(state.metadata, "run.seconds"), std::move(rows), stored);
  if (opened) record_.take(folder, std::move(*opened), step);
  tell_damaged(stored);
  if (status_.step > 0) {
    // Also tells the file that later events, of steps that were lost, did not happen in what follows.
    const api::Event event{status_.step, "load", fmt::format("Went on from step {}", status_.step), 0, 0};
    status_.events.push_back(event);
    record_.append(event);
  }
  if (run->newest_checkpoint && !alone) status_.saved_step = status_.step;
  if (!passed_over.empty())
    notice(true, fmt::format("The newest checkpoint is damaged; {} is used", passed_over),
           "the damaged file is kept in the run's folder discarded/");
  log(LogLevel::info, fmt::format("{}: opened at step {}", status_.run, status_.step));
  for (const std::string& remark : remarks) notice(false, remark, "");
  if (remark_of_batch) notice(false, *remark_of_batch, "");
  return {};
}

void TrainingLoop::on(const api::OpenGenerator& command) {
  load("Opening", [&] { return open_generator(command); });
}

Expected<void> TrainingLoop::open_generator(const api::OpenGenerator& command) {
  if (follow::is_watched(command.path)) return follow_watched(command.path, true, command.data);
  if (!options_.generators)
    return fail(FailureKind::unsupported, "Generators from elsewhere cannot be opened here", command.path,
                "open a run of ganscope's own");
  auto opened = without_throwing(command.path, "open another file", [&]() -> Expected<OpenedGenerator> {
    return options_.generators(command.path, command.latent_dim, loading_context());
  });
  if (!opened) return tl::unexpected(opened.error());
  record_.close();
  adopt(std::move(opened->stepper), std::move(opened->experiment));
  status_.run = status_.experiment->name;
  status_.folder.clear();  // there is nothing to keep
  for (const std::string& remark : stepper_->remarks()) notice(false, remark, "");
  return {};
}

void TrainingLoop::show_opened(int64_t step, double seconds, std::vector<api::MetricRow> rows,
                               const StoredHistory& stored) {
  cached_.reset();
  weights_stale_ = true;
  status_.step = step;
  status_.seconds = saved_seconds_ = seconds;
  status_.events =
      status_.folder.empty() ? std::vector<api::Event>{} : storage::read_events(status_.folder, step);
  for (const Moment& moment : stored.moments) history_.add(moment);
  if (step > 0) history_.add({current_snapshot(), seconds});
  publish_history();
  for (api::MetricRow& row : rows) {
    row.generation = status_.generation;
    ports_.metrics.push(std::move(row));
  }
}

void TrainingLoop::tell_damaged(const StoredHistory& stored) {
  if (stored.damaged.empty()) return;
  record_.set_aside_history(stored.damaged);
  const std::string what =
      stored.damaged.size() == 1
          ? std::string("A moment of this run's film cannot be shown")
          : fmt::format("{} moments of this run's film cannot be shown", stored.damaged.size());
  notice(false, fmt::format("{}. {}", what, with_place(*stored.why)),
         "their files are kept in the run's folder discarded/history/");
}

/// A remark: what is trained is saved all the same.
void TrainingLoop::tell_film_trouble(bool wait) {
  if (const auto trouble = record_.history_trouble(wait)) notice(false, with_place(*trouble), trouble->hint);
}

}  // namespace ganscope::train
