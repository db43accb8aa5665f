#include "core/train/training_loop.h"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <iterator>
#include <limits>
#include <utility>

#include "core/storage/tensor_file.h"

namespace ganscope::train {
namespace {

constexpr auto idle_slice = std::chrono::milliseconds(250);
constexpr auto waiting_slice =
    std::chrono::milliseconds(20);  // under a speed limit: weights may be asked for meanwhile

}  // namespace

TrainingLoop::TrainingLoop(TrainerOptions options, const config::Catalogue& catalogue, StepperFactory factory,
                           Ports& ports)
    : options_(std::move(options)),
      catalogue_(catalogue),
      factory_(std::move(factory)),
      ports_(ports),
      history_(options_.history_bytes, options_.history_moments),
      record_(catalogue, options_.history_on_disk, [this](const Failure& failure) { complain(failure); }) {}

void TrainingLoop::run(const std::stop_token& stop) {
  stop_ = stop;
  status_.threads = options_.on_start();
  status_.measuring = ports_.measuring.load();
  publish_status();
  while (!stop.stop_requested()) {
    try {
      round();
    } catch (const std::exception& error) {  // memory ran out between two steps, say
      fail_run({FailureKind::training, fmt::format("Training stopped: {}", error.what()), status_.run,
                "close other programs, or choose a smaller experiment"});
    }
  }
  leave();
}

void TrainingLoop::round() {
  take_commands();
  if (stop_.stop_requested()) return;
  apply_pending();
  if (following_)
    follow_on();
  else if (status_.phase == api::Phase::running)
    train_if_due();
  look_slowly_if_due();
  take_measures();
  ports_.waker.flush();
}

void TrainingLoop::take_commands() {
  std::vector<Envelope> arrived;
  const auto now = Clock::now();
  if (!pending_.empty()) {
    arrived = ports_.inbox.take();
  } else if (status_.phase != api::Phase::running || following_) {
    arrived = ports_.inbox.wait_for(ports_.waker.owed() ? std::chrono::nanoseconds(channel::Waker::interval)
                                                        : std::chrono::nanoseconds(idle_slice));
  } else if (status_.speed_limit > 0 && due_ > now) {
    arrived = ports_.inbox.wait_for(std::min<Clock::duration>(due_ - now, waiting_slice));
  } else {
    arrived = ports_.inbox.take();
  }
  const std::lock_guard lock(pending_mutex_);
  std::ranges::move(arrived, std::back_inserter(pending_));
}

void TrainingLoop::apply_pending() {
  bool any = false;
  while (!stop_.stop_requested()) {
    Envelope next;
    {
      const std::lock_guard lock(pending_mutex_);
      if (pending_.empty()) break;
      next = std::move(pending_.front());
      pending_.pop_front();
    }
    applying_ = next.ticket;
    try {
      apply(next.command);
    } catch (const std::exception& error) {
      fail_run({FailureKind::training, error.what(), status_.run,
                "change the experiment, or reset and try again"});
    }
    status_.applied = std::max(status_.applied, next.ticket);
    any = true;
  }
  if (!any) return;
  publish_status();
  ports_.waker.notify_now();
}

void TrainingLoop::train_if_due() {
  const auto now = Clock::now();
  if (status_.speed_limit > 0) {
    if (now < due_) {
      if (weights_stale_) publish_weights_if_wanted();
      return;
    }
    // Late steps are not made up for: a limit is for watching.
    const std::chrono::duration<double> period(1.0 / status_.speed_limit);
    due_ = std::max(due_ + std::chrono::duration_cast<Clock::duration>(period), now);
  }
  step(repeats_ > 0 ? repeated_ : api::StepKind::both);
  if (status_.phase != api::Phase::running) return;
  autosave();
  if (repeats_ > 0 && --repeats_ == 0) return set_phase(api::Phase::ready);
  if (status_.until_step > 0 && status_.step >= status_.until_step) set_phase(api::Phase::ready);
}

void TrainingLoop::step(api::StepKind kind) {
  StepReport report;
  const auto begin = Clock::now();
  try {
    report = stepper_->step(kind);
  } catch (const std::exception& error) {
    fail_run({FailureKind::training, fmt::format("Training stopped: {}", error.what()), status_.run,
              "change the experiment, or reset and try again"});
    return;
  }
  const auto end = Clock::now();
  status_.seconds += std::chrono::duration<double>(end - begin).count();
  if (!report.finite) {
    status_.failure = Failure{
        FailureKind::training, fmt::format("The losses stopped being numbers after step {}", status_.step),
        status_.run, "go back to an earlier moment or reset, with lower learning rates"};
    prepare_notice(true, status_.failure->what, status_.failure->hint);
    set_phase(api::Phase::diverged);
    return;
  }
  status_.step = stepper_->steps_done();
  cached_.reset();
  weights_stale_ = true;
  slow_.stale = true;
  saved_ = false;
  if (status_.phase == api::Phase::running) rate_.count(end, report.images);
  status_.steps_per_s = rate_.steps_per_s();
  status_.images_per_s = rate_.images_per_s();
  record_step(report);
  keep_moment();
  publish_weights_if_wanted();
  publish_status_if_due();
}

void TrainingLoop::record_step(const StepReport& report) {
  api::MetricRow row{status_.generation, status_.step, status_.seconds, {}};
  row.values.resize(series_.series.size(), std::numeric_limits<float>::quiet_NaN());
  for (size_t i = 0; i < report.values.size() && i < columns_.size(); ++i)
    row.values[columns_[i]] = report.values[i];
  if (speed_column_ && status_.steps_per_s > 0)
    row.values[*speed_column_] = static_cast<float>(status_.steps_per_s);
  record_.append(row, Clock::now());
  ports_.metrics.push(std::move(row));
  ports_.waker.notify();
}

void TrainingLoop::keep_moment() {
  if (!history_.wants(status_.step)) return;
  history_.add({current_snapshot(), status_.seconds});
  publish_history();
}

void TrainingLoop::autosave() {
  if (options_.autosave_seconds <= 0 || !record_.is_open()) return;
  if (status_.seconds - saved_seconds_ < options_.autosave_seconds) return;
  saved_seconds_ = status_.seconds;  // also when it fails: not again at every step
  static_cast<void>(save_in_folder());
  tell_film_trouble(false);
}

bool TrainingLoop::begin_record() {
  auto begun = record_.begin(*status_.experiment, series_, status_.step);
  if (begun) return true;
  refuse(begun.error());
  record_.close();
  status_.folder.clear();
  return false;
}

Expected<void> TrainingLoop::save_in_folder() {
  auto saved = record_.save(state_for_disk(), status_.step);
  if (!saved) {
    complain(saved.error());
    return tl::unexpected(saved.error());
  }
  status_.saved_step = status_.step;
  saved_seconds_ = status_.seconds;
  saved_ = true;
  record_.keep_history(history_.moments(), *stepper_);
  ports_.sample_orders.push({{status_.generation, subject_, current_snapshot(), status_.seconds},
                             record_.samples_file(status_.step)});
  ports_.explorer_bell.ring();
  publish_status_if_due();
  return {};
}

storage::TensorFile TrainingLoop::state_for_disk() const {
  storage::TensorFile file = stepper_->export_state();
  file.metadata["run.id"] = status_.run;
  file.metadata["run.seconds"] = fmt::format("{}", status_.seconds);
  file.metadata["run.device"] = status_.device;
  file.metadata["run.experiment"] = config::to_toml(catalogue_, founded_);
  for (const auto& [key, value] : tuned_) file.metadata["run.tuned." + key] = fmt::format("{}", value);
  return file;
}

Expected<void> TrainingLoop::save_unsaved() {
  if (stepper_ && record_.is_open() && !saved_ && status_.step > 0) return save_in_folder();
  return {};
}

void TrainingLoop::leave() {
  // On leaving, nothing may throw: the thread is being joined.
  try {
    if (auto saved = save_unsaved(); !saved) ports_.not_saved.publish(saved.error());
  } catch (const std::exception& error) {
    log(LogLevel::error, fmt::format("The run could not be saved on leaving: {}", error.what()));
    ports_.not_saved.publish(Failure{FailureKind::io, error.what(), status_.folder,
                                     "the newest checkpoint in its folder checkpoints/ is whole"});
  }
  record_.close();
  following_.reset();
  tell_film_trouble(false);
  ports_.status.publish(status_);
  ports_.running.store(false);
}

}  // namespace ganscope::train
