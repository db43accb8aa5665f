#include <exception>
#include <utility>

#include "core/storage/metrics_file.h"
#include "core/train/speed_series.h"
#include "core/train/training_loop.h"

namespace ganscope::train {
namespace {

constexpr auto status_interval = std::chrono::milliseconds(16);
constexpr size_t shown_measures = 4096;

}  // namespace

void TrainingLoop::set_phase(api::Phase phase) {
  status_.phase = phase;
  const bool running = phase == api::Phase::running;
  ports_.running.store(running);
  if (running) {
    rate_.start(Clock::now());
    due_ = Clock::now();
  } else {
    repeats_ = 0;
    rate_.stop();
    status_.steps_per_s = status_.images_per_s = 0;
    record_.flush();
    if (stepper_ && phase != api::Phase::loading && phase != api::Phase::failed) publish_weights();
  }
  publish_status();
  ports_.waker.notify_now();
}

void TrainingLoop::new_generation() {
  ++status_.generation;
  cached_.reset();
  weights_stale_ = true;
}

void TrainingLoop::publish_status() {
  published_ = Clock::now();
  ports_.status.publish(status_);
  ports_.waker.notify();
}

void TrainingLoop::publish_status_if_due() {
  if (Clock::now() - published_ >= status_interval) publish_status();
}

void TrainingLoop::publish_tables() {
  series_ = stepper_->series();
  series_.generation = status_.generation;
  speed_column_.reset();
  for (size_t i = 0; i < series_.series.size(); ++i)
    if (series_.series[i].key == speed_key) speed_column_ = i;
  find_columns(series_);
  ports_.series.publish(series_);
  publish_preview();
}

void TrainingLoop::publish_preview() {
  api::DataPreview preview = stepper_->data_preview(64);
  preview.generation = status_.generation;
  ports_.preview.publish(std::move(preview));
}

void TrainingLoop::publish_history() {
  History history{status_.generation, history_.moments()};
  ports_.history_index.publish(history.index());
  ports_.history.publish(std::move(history));
  ports_.explorer_bell.ring();
  ports_.waker.notify();
}

void TrainingLoop::publish_weights() {
  if (!weights_stale_) return;
  weights_stale_ = false;
  ports_.weights.publish(Weights{status_.generation, subject_, current_snapshot(), status_.seconds});
  ports_.explorer_bell.ring();
  ports_.measure_bell.ring();
}

void TrainingLoop::publish_weights_if_wanted() {
  const bool explorer = ports_.weights_wanted.exchange(false);
  const bool measuring = ports_.measure_wanted.exchange(false);
  if (explorer || measuring) publish_weights();
}

void TrainingLoop::take_measures() {
  if (following_ && !following_->measured) return;  // what its own process measures counts
  if (auto table = ports_.measure_table.poll(measure_table_seen_);
      table && subject_ && table->table.generation == subject_->first_generation)
    begin_measures(*table);
  measured_.clear();
  if (!ports_.measured.drain(measured_)) return;
  for (api::MeasureRow& row : measured_) {
    if (following_ && subject_ && row.generation >= subject_->first_generation && row.step <= status_.step)
      row.generation = status_.generation;  // its curves begin anew now and then, which undoes no weights
    if (row.generation != status_.generation) continue;  // of weights that a reset or a rewind undid
    record_.append_measures(row);
    ports_.measures.push(std::move(row));
  }
  if (status_.phase != api::Phase::running) record_.flush();
  ports_.waker.notify();
}

void TrainingLoop::begin_measures(const api::MeasureTable& measures) {
  record_.begin_measures(measures);
  if (!record_.is_open()) return;
  // A run that was opened shows what was measured before.
  for (api::MeasureRow& row : storage::read_metrics(record_.folder() / "measures.csv", measures.table,
                                                    status_.step, shown_measures)) {
    row.generation = status_.generation;
    ports_.measures.push(std::move(row));
  }
}

SnapshotPointer TrainingLoop::current_snapshot() {
  if (!cached_) cached_ = stepper_->snapshot();
  return cached_;
}

void TrainingLoop::prepare_notice(bool error, std::string text, std::string hint) {
  log(error ? LogLevel::error : LogLevel::info, hint.empty() ? text : text + ": " + hint);
  status_.notice = {status_.notice.serial + 1, error, std::move(text), std::move(hint)};
}

void TrainingLoop::notice(bool error, std::string text, std::string hint) {
  prepare_notice(error, std::move(text), std::move(hint));
  publish_status();
  ports_.waker.notify_now();
}

void TrainingLoop::complain(const Failure& failure) { notice(true, with_place(failure), failure.hint); }

void TrainingLoop::note_refusal(const Failure& failure) { status_.refusal = {applying_, failure}; }

void TrainingLoop::refuse(const Failure& failure) {
  note_refusal(failure);
  complain(failure);
}

void TrainingLoop::fail_run(Failure failure) {
  note_refusal(failure);
  prepare_notice(true, with_place(failure), failure.hint);
  status_.failure = std::move(failure);
  status_.progress.reset();
  set_phase(api::Phase::failed);
}

void TrainingLoop::log(LogLevel level, std::string text) {
  if (options_.log) options_.log({level, text});
  ports_.log.push({level, std::move(text)});
  ports_.waker.notify();
}

}  // namespace ganscope::train
