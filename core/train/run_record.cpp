#include "core/train/run_record.h"

#include <utility>

namespace ganscope::train {
namespace {

constexpr int kept_checkpoints = 10;
constexpr auto flush_interval = std::chrono::seconds(1);

}  // namespace

RunRecord::RunRecord(const config::Catalogue& catalogue, std::optional<int64_t> history_bytes,
                     std::function<void(const Failure&)> complain)
    : catalogue_(catalogue), complain_(std::move(complain)), history_(history_bytes) {}

void RunRecord::plan(std::filesystem::path folder) {
  close();
  planned_ = std::move(folder);
}

Expected<void> RunRecord::begin(const config::Experiment& experiment, const api::SeriesTable& series,
                                int64_t from_step) {
  if (run_ || planned_.empty()) return {};
  auto opened = storage::RunFolder::open(planned_, catalogue_, experiment, series, from_step);
  if (!opened) return tl::unexpected(opened.error());
  take(planned_, std::move(*opened), from_step);
  return {};
}

void RunRecord::take(std::filesystem::path folder, storage::RunFolder opened, int64_t from_step) {
  planned_ = std::move(folder);
  run_.emplace(std::move(opened));
  complained_ = history_complained_ = false;
  history_.begin(planned_, from_step);
  open_measures();
}

void RunRecord::close() {
  history_.close();  // before the run's marker goes: until then the folder is this program's
  run_.reset();
  measures_.reset();
  planned_.clear();
}

void RunRecord::check(const Expected<void>& done) {
  if (done) {
    complained_ = false;
  } else if (!std::exchange(complained_, true)) {
    complain_(done.error());
  }
}

void RunRecord::append(const api::MetricRow& row, Clock::time_point now) {
  if (!run_) return;
  if (auto appended = run_->append(row); !appended) check(appended);
  if (now - flushed_ < flush_interval) return;
  flushed_ = now;
  flush();
}

void RunRecord::append(const api::Event& event) {
  if (run_) check(run_->append(event));
}

void RunRecord::begin_measures(const api::MeasureTable& measures) {
  measures_ = measures;
  open_measures();
}

void RunRecord::open_measures() {
  if (!run_ || !measures_) return;
  check(run_->open_measures(measures_->table));
  check(run_->keep_floors(*measures_));
}

void RunRecord::append_measures(const api::MeasureRow& row) {
  if (run_) check(run_->append_measures(row));
}

void RunRecord::flush() {
  if (run_) check(run_->flush());
}

void RunRecord::rewind(int64_t step) {
  if (run_) check(run_->rewind(step));
  history_.rewind(step);
}

void RunRecord::write_experiment(const config::Experiment& experiment) {
  if (run_) check(run_->write_experiment(catalogue_, experiment));
}

void RunRecord::alter(const config::Experiment& experiment, const api::SeriesTable& series,
                      bool other_model) {
  if (!run_) return;
  check(run_->alter(catalogue_, experiment, series));
  if (other_model) history_.rewind(-1);
}

Expected<std::filesystem::path> RunRecord::save(const storage::TensorFile& state, int64_t step) {
  return run_->save(state, step, kept_checkpoints);
}

void RunRecord::keep_history(const std::vector<Moment>& moments, const Stepper& stepper) {
  history_.keep(moments, [&](const Moment& moment) { return stepper.export_average(*moment.snapshot); });
}

std::optional<Failure> RunRecord::history_trouble(bool wait) {
  if (wait) history_.wait();
  auto trouble = history_.trouble();
  return trouble && !std::exchange(history_complained_, true) ? trouble : std::nullopt;
}

}  // namespace ganscope::train
