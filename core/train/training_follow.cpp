#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <exception>
#include <utility>

#include "core/storage/run_folder.h"
#include "core/train/training_loop.h"

namespace ganscope::train {
namespace {

namespace fs = std::filesystem;
using State = follow::Life::State;
constexpr auto status_refresh = std::chrono::seconds(1);

double seconds_of(const storage::TensorFile& file) {
  const auto found = file.metadata.find("run.seconds");
  double seconds = 0;
  if (found != file.metadata.end())
    std::from_chars(found->second.data(), found->second.data() + found->second.size(), seconds);
  return seconds;
}

const char* end_of(State state) {
  switch (state) {
    case State::running:
      return "";
    case State::stopped:
      return "This run is not being trained any more";
    case State::failed:
      return "The program that trained this run has failed";
    case State::killed:
      return "The process that trained this run is gone without having closed it";
  }
  return "";
}

}  // namespace

Expected<void> TrainingLoop::follow_run(const storage::RunInfo& run, const std::string& data) {
  auto experiment = storage::experiment_of(catalogue_, run, {});
  if (experiment && !data.empty())
    experiment = config::with_overrides(catalogue_, std::move(*experiment), data, {});
  if (!experiment) return tl::unexpected(experiment.error());
  auto stepper = load(*experiment);
  if (!stepper) return tl::unexpected(stepper.error());
  static_cast<void>(take_smaller_batch(**stepper, *experiment));
  record_.close();
  leave_slowly();
  adopt(std::move(*stepper), std::move(*experiment));
  status_.run = run.id;
  begin_following(run.folder, api::Followed::Source::ours, false);
  following_->data = data;
  following_->moments[0] = {initial_, 0};
  publish_followed_moments();
  return {};
}

void TrainingLoop::begin_following(const fs::path& folder, api::Followed::Source source, bool trusted) {
  status_.folder.clear();  // nothing is ever written there
  ports_.measuring.store(false);
  following_ = std::make_unique<Following>(folder, catalogue_, [this] { ports_.inbox.wake(); });
  following_->watched = source != api::Followed::Source::ours;
  following_->trusted = trusted;
  api::Followed told;
  told.source = source;
  told.folder = folder.string();
  status_.followed = following_->told = told;
  log(LogLevel::info, fmt::format("{}: followed in {}", status_.run, folder.string()));
}

void TrainingLoop::follow_on() {
  const Following* const followed = following_.get();
  bool any = false;
  for (follow::News& news : following_->follower.take()) {
    any = true;
    if (news.other_experiment) {
      // Only ever followed again: its process may have stopped meanwhile.
      notice(false, "The run that is followed goes on with another experiment", "its newest state is read");
      const std::string folder = following_->folder.string(), data = following_->data;
      return load("Opening", [&]() -> Expected<void> {
        auto run = storage::inspect_run(folder);
        return run ? follow_run(*run, data) : tl::unexpected(run.error());
      });
    }
    take_news(std::move(news));
    if (following_.get() != followed) return;
  }
  any = watch_over_followed() || any;
  if (any || Clock::now() - published_ >= status_refresh) publish_status();
  if (any) ports_.waker.notify_now();
}

void TrainingLoop::take_news(follow::News news) {
  if (news.watch) following_->watch = *news.watch;
  take_rows(std::move(news.metrics));
  if (news.events) status_.events = std::move(*news.events);
  take_followed_measures(news);
  if (following_->watched)
    take_watched_moments(news);
  else
    take_own_moments(news);
  if (news.pictures) status_.followed->pictures = std::move(news.pictures);
  for (std::string& remark : news.remarks)
    notice(false, std::move(remark), following_->watched ? "" : "the rest of the run is shown");
  if (news.life && take_life(*news.life)) publish_status();
}

void TrainingLoop::take_rows(follow::CsvTail::News news) {
  if (news.anew) {
    new_generation();
    api::SeriesTable known = options_.watched.series;
    if (!following_->watched && stepper_) known = stepper_->series();
    series_ = table_of(news.keys, known);
    series_.generation = status_.generation;
    status_.step = 0;
    status_.seconds = 0;
    following_->rate.reset();
    ports_.series.publish(series_);
    publish_followed_moments();
  }
  for (api::MetricRow& row : news.rows) {
    row.generation = status_.generation;
    status_.step = row.step;
    status_.seconds = row.seconds;
    following_->rate.add(row, Clock::now());
    ports_.metrics.push(std::move(row));
  }
}

void TrainingLoop::take_followed_measures(follow::News& news) {
  if (news.measure_table) {
    api::MeasureTable table = std::move(*news.measure_table);
    table.table.generation = status_.generation;
    ports_.measure_table.publish(std::move(table));
  }
  for (api::MeasureRow& row : news.measures.rows) {
    row.generation = status_.generation;
    ports_.measures.push(std::move(row));
  }
}

void TrainingLoop::take_own_moments(follow::News& news) {
  bool changed = news.moments.has_value();
  for (const follow::ReadWeights& each : news.averages) {
    auto snapshot = stepper_->import_average(each.content);
    if (snapshot)
      following_->moments[each.step] = {std::move(*snapshot), seconds_of(each.content)};
    else
      notice(false, with_place(snapshot.error()), snapshot.error().hint);
  }
  if (news.moments)
    std::erase_if(following_->moments, [&](const auto& moment) {
      return moment.first > 0 && moment.first != status_.saved_step &&
             !std::ranges::binary_search(*news.moments, moment.first);
    });
  if (news.state) {
    if (auto imported = stepper_->import_state(news.state->content); !imported) {
      notice(true, with_place(imported.error()), imported.error().hint);
    } else {
      cached_.reset();
      const int64_t step = stepper_->steps_done();
      std::erase_if(following_->moments, [&](const auto& moment) { return moment.first > step; });
      following_->moments[step] = {current_snapshot(), seconds_of(news.state->content)};
      status_.saved_step = step;
      take_tuned_rates(news.state->content.metadata);
      changed = true;
    }
  }
  if (changed || !news.averages.empty()) publish_followed_moments();
}

/// As they were when the checkpoint was written: what curves mean depends on them.
void TrainingLoop::take_tuned_rates(const std::map<std::string, std::string>& metadata) {
  for (const config::Option& option : config::active_options(catalogue_, status_.experiment->settings)) {
    const auto found = metadata.find("run.tuned." + option.key);
    if (found == metadata.end()) continue;
    auto value = config::parse(option, found->second);
    if (!value) continue;
    status_.experiment.change([&](config::Experiment& now) { now.settings.set(option.key, *value); });
  }
}

void TrainingLoop::publish_followed_moments() {
  History history{status_.generation, {}};
  for (const auto& [step, moment] : following_->moments) history.moments.push_back(moment);
  if (subject_ && !history.moments.empty()) {
    cached_ = history.moments.back().snapshot;
    weights_stale_ = true;
    publish_weights();
  }
  ports_.history_index.publish(history.index());
  ports_.history.publish(std::move(history));
  ports_.explorer_bell.ring();
  ports_.waker.notify();
}

bool TrainingLoop::take_life(const follow::Life& life) {
  const bool was_running = following_->life.state == State::running;
  const bool running = life.state == State::running;
  const bool told_end = std::exchange(following_->life, life).state != life.state && was_running;
  api::Followed& followed = *status_.followed;
  followed.running = running;
  followed.by = life.by;
  const bool events = followed.source == api::Followed::Source::events;
  followed.ended = events && !running ? "Nothing has been written to these event files for five minutes"
                                      : end_of(life.state);
  status_.phase = running ? api::Phase::running : api::Phase::ready;
  if (told_end)
    prepare_notice(life.state != State::stopped, followed.ended,
                   following_->watched
                       ? "what it has written stays on show; it is followed again if it goes on"
                       : "open it again to go on with it here");
  return told_end;
}

bool TrainingLoop::watch_over_followed() {
  api::Followed& followed = *status_.followed;
  const bool hangs = following_->follower.hangs();
  followed.trouble = hangs ? "The run's folder does not answer" : following_->life.trouble;
  followed.hint = hangs ? "it may be on a network disk that is away; the window goes on with what it has"
                        : following_->life.hint;
  for (const std::optional<Failure>& failure : {following_->no_generator, following_->no_data}) {
    if (!failure || !followed.trouble.empty()) continue;
    followed.trouble = with_place(*failure);
    followed.hint = failure->hint;
  }
  if (!followed.trouble.empty() && followed.trouble != following_->told.trouble)
    prepare_notice(true, followed.trouble, followed.hint);
  following_->told = followed;
  const double rate = followed.running ? following_->rate.steps_per_s(Clock::now()) : 0;
  const bool still = rate == 0 && status_.steps_per_s > 0;
  status_.steps_per_s = rate;
  return still;
}

bool TrainingLoop::beyond_followed(const api::Command& command) {
  const bool changes =
      std::holds_alternative<api::Train>(command) || std::holds_alternative<api::Pause>(command) ||
      std::holds_alternative<api::StepOnce>(command) || std::holds_alternative<api::Slowly>(command) ||
      std::holds_alternative<api::Tune>(command) || std::holds_alternative<api::Alter>(command) ||
      std::holds_alternative<api::Reset>(command) || std::holds_alternative<api::Rewind>(command) ||
      std::holds_alternative<api::Save>(command);
  if (!changes || !following_) return false;
  if (const auto* slowly = std::get_if<api::Slowly>(&command);
      slowly != nullptr && slowly->go == api::Slowly::Go::leave)
    return true;  // there is nothing to leave
  refuse({FailureKind::usage, "Another process trains this run: it is followed here",
          following_->folder.string(),
          following_->watched         ? "change it in its own program"
          : status_.followed->running ? "change it where it is trained, or close it there and open it again"
                                      : "open it again to go on with it here"});
  return true;
}

}  // namespace ganscope::train
