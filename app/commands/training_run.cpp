#include "app/commands/training_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>

#include "core/base/way_out.h"

namespace ganscope::commands {
namespace {

constexpr size_t rows_kept = 100;
constexpr auto last_measures_wait = std::chrono::seconds(5);

double mean_of(const std::vector<api::MetricRow>& rows, const api::SeriesTable* table,
               const std::string& key) {
  double sum = 0;
  int count = 0;
  if (table != nullptr) {
    const auto series = std::ranges::find(table->series, key, &api::SeriesInfo::key);
    const auto column = static_cast<size_t>(series - table->series.begin());
    for (const api::MetricRow& row : rows)
      if (column < row.values.size() && std::isfinite(row.values[column])) {
        sum += static_cast<double>(row.values[column]);
        ++count;
      }
  }
  return count > 0 ? sum / count : std::numeric_limits<double>::quiet_NaN();
}

/// The same of the loss of D or of G; of a model of two games that of the first.
double mean_loss_of(const std::vector<api::MetricRow>& rows, const api::SeriesTable* table,
                    const std::string& key) {
  const double one = mean_of(rows, table, key);
  return std::isfinite(one) ? one : mean_of(rows, table, key + "_b");
}

}  // namespace

TrainingRun::TrainingRun(api::Session& session, Console& console, std::function<void()> pause)
    : session_(session),
      console_(console),
      pause_(std::move(pause)),
      status_(std::make_shared<api::Status>()) {}

void TrainingRun::look() {
  session_.flush();
  if (auto newer = session_.status(status_seen_)) status_ = std::move(newer);
  if (auto newer = session_.series(series_seen_)) {
    series_ = std::move(newer);
    course_.begin(*series_);
  }
  take_metrics();
  take_measures();
  session_.drain_log(lines_);
}

void TrainingRun::tell() {
  for (const LogLine& line : lines_)
    if (words_.routine || line.level != LogLevel::info)
      console_.remark_line((line.level == LogLevel::info ? "" : "ganscope: ") +
                           console_.tr.sentence(line.text));
  lines_.clear();
}

void TrainingRun::take_measures() {
  std::vector<api::MeasureRow> rows;
  session_.drain_measures(rows);
  if (auto newer = session_.measure_table(measures_seen_)) {
    measures_ = std::move(newer);
    course_.begin_measures(*measures_);
  }
  for (api::MeasureRow& row : rows) {
    measured_step_ = row.step;
    course_.add(diagnose::Measured{row.step, row.seconds, std::move(row.values)});
  }
}

/// The verdict by training time, so that what is said does not depend on how busy the machine is.
void TrainingRun::look_at_course() {
  const double now = status_->seconds;
  if (!diagnosis_.update(diagnose::diagnose(course_, diagnose::Setting::of(*status_)), now)) return;
  const diagnose::Verdict verdict = diagnosis_.shown().verdict;
  if (verdicts_.empty() || verdicts_.back().verdict != verdict)
    verdicts_.push_back({status_->step, now, verdict});
}

/// Figures of the last weights come a moment after them.
void TrainingRun::wait_for_last_measures() {
  const auto deadline = std::chrono::steady_clock::now() + last_measures_wait;
  while (measures_ && status_->measuring && measured_step_ < status_->step && !end_wanted() &&
         std::chrono::steady_clock::now() < deadline) {
    pause_();
    look();
  }
}

void TrainingRun::take_metrics() {
  const size_t known = rows_.size();
  session_.drain_metrics(rows_);
  for (size_t i = known; i < rows_.size(); ++i) course_.add(rows_[i]);
  if (rows_.size() > rows_kept)
    rows_.erase(rows_.begin(), rows_.end() - static_cast<std::ptrdiff_t>(rows_kept));
}

std::optional<Failure> TrainingRun::refusal_of(api::Ticket ticket) const {
  if (status_->refusal && status_->refusal->ticket == ticket) return status_->refusal->failure;
  return status_->failure;
}

/// Waits until the command's ticket comes back. Ctrl-C gives up loading; what is being saved is finished.
Expected<void> TrainingRun::carry_out(api::Command command) {
  const api::Ticket ticket = session_.post(std::move(command));
  bool cancelled = false;
  look();
  while (status_->applied < ticket) {
    if (end_wanted() && !cancelled && status_->phase == api::Phase::loading) {
      session_.post(api::Cancel{});
      cancelled = true;
    }
    if (status_->progress) console_.progress(*status_->progress);
    pause_();
    look();
  }
  console_.end_progress();
  if (cancelled)
    return fail(FailureKind::cancelled, "interrupted while loading", status_->folder, "nothing was trained");
  // What went wrong is told once, by the caller; the log says it too.
  if (auto failure = refusal_of(ticket)) return tl::unexpected(*failure);
  tell();
  return {};
}

Expected<void> TrainingRun::begin(api::Command command) {
  if (auto done = carry_out(std::move(command)); !done) return done;
  if (status_->phase == api::Phase::idle || status_->phase == api::Phase::failed)
    return fail(FailureKind::training, "the run could not be set up", status_->folder,
                lines_.empty() ? "choose another experiment" : lines_.back().text);
  return {};
}

void TrainingRun::show_progress(const TrainingGoal& goal, double seconds_before) {
  const api::Status& now = *status_;
  const auto mean = [&](const char* key) { return mean_loss_of(rows_, series_.get(), key); };
  std::string losses;
  if (const double l1 = mean("l1"); std::isfinite(l1)) losses = fmt::format("L1 {:.3f}", l1);
  if (!now.experiment->settings.has("objective"))
    losses = in_language(console_.tr, "loss {:.4g}", mean("loss"));
  else if (losses.empty() || std::isfinite(mean("d_loss")))  // else D rests
    losses += fmt::format("{}D {:.3f}  G {:.3f}", losses.empty() ? "" : "  ", mean("d_loss"), mean("g_loss"));
  if (const std::string more = words_.more ? words_.more(now) : ""; !more.empty()) losses += "  " + more;
  if (goal.steps) {
    console_.progress({words_.what, now.step, *goal.steps}, "steps", now.steps_per_s, losses);
  } else {
    // In tenths, so that the bar of a short run moves.
    const double passed = now.seconds - seconds_before;
    console_.progress(
        {words_.what, static_cast<int64_t>(10 * passed), static_cast<int64_t>(10 * *goal.seconds)}, "s", 10,
        in_language(console_.tr, "step {}  {:.0f} steps/s  {}", grouped(now.step), now.steps_per_s, losses));
  }
}

Expected<TrainingOutcome> TrainingRun::train(const TrainingGoal& goal) {
  look();
  const int64_t step_before = status_->step;
  const double seconds_before = status_->seconds;
  TrainingOutcome outcome;
  const bool nothing = goal.steps ? *goal.steps <= step_before : goal.seconds && *goal.seconds <= 0;
  if (!nothing) {
    rows_.clear();
    if (auto begun = carry_out(api::Train{goal.steps.value_or(0)}); !begun)
      return tl::unexpected(begun.error());
    while (status_->phase == api::Phase::running) {
      const bool time_up = goal.seconds && status_->seconds - seconds_before >= *goal.seconds;
      outcome.interrupted = end_wanted();
      if (time_up || outcome.interrupted) {
        if (auto paused = carry_out(api::Pause{}); !paused) return tl::unexpected(paused.error());
        break;
      }
      tell();
      look_at_course();
      show_progress(goal, seconds_before);
      pause_();
      look();
    }
    console_.end_progress();
    if (status_->failure) return tl::unexpected(*status_->failure);
    wait_for_last_measures();
    if (status_->phase == api::Phase::diverged || status_->phase == api::Phase::failed)
      return fail(FailureKind::training, "training came to a halt", status_->run, "try lower learning rates");
  }
  look();
  if (!status_->folder.empty() && status_->saved_step != status_->step)
    if (auto saved = carry_out(api::Save{}); !saved) return tl::unexpected(saved.error());
  outcome.status = status_;
  outcome.diagnosis = diagnose::diagnose(course_, diagnose::Setting::of(*status_));
  outcome.verdicts = verdicts_;
  outcome.measures = measures_;
  if (!course_.measured().empty()) outcome.last_measures = course_.measured().back().values;
  outcome.steps = status_->step - step_before;
  outcome.seconds = status_->seconds - seconds_before;
  outcome.d_loss = mean_loss_of(rows_, series_.get(), "d_loss");
  outcome.g_loss = mean_loss_of(rows_, series_.get(), "g_loss");
  outcome.loss = mean_of(rows_, series_.get(), "loss");
  tell();
  return outcome;
}

}  // namespace ganscope::commands
