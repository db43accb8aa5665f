#include "core/measure/measure_loop.h"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <utility>

#include "core/measure/low_priority.h"

namespace ganscope::measure {
namespace {

using namespace std::chrono_literals;
constexpr auto idle_slice = 250ms;

}  // namespace

MeasureLoop::MeasureLoop(MeasuringOptions options, MeasurerFactory factory, train::Ports& ports)
    : options_(std::move(options)), factory_(std::move(factory)), ports_(ports) {}

void MeasureLoop::run(const std::stop_token& stop) {
  stop_ = stop;
  if (options_.low_priority) lower_priority();
  options_.on_start();
  while (!stop.stop_requested()) {
    take_weights();
    const auto now = Clock::now();
    if (due(now)) {
      if (weights_->subject != subject_) build();
      if (measurer_) measure();
    } else {
      ports_.measure_bell.wait_for(idle_slice);
    }
  }
}

void MeasureLoop::take_weights() {
  if (auto newest = ports_.weights.get()) weights_ = std::move(newest);
  if (of_another_program()) take_moment();
}

bool MeasureLoop::of_another_program() const { return weights_ && weights_->subject->replicas; }

void MeasureLoop::take_moment() {
  constexpr size_t most_before = 12;
  const auto history = ports_.history.get();
  if (!history || weights_->subject != subject_ || history->generation < subject_->first_generation) return;
  std::vector<train::SnapshotPointer> waiting;
  for (const train::Moment& moment : history->moments)
    if (moment.snapshot->step() > measured_step_ && moment.snapshot->step() > 0)
      waiting.push_back(moment.snapshot);
  if (waiting.empty()) return;
  train::Weights earlier = *weights_;
  earlier.snapshot = waiting[(waiting.size() - 1) / most_before];
  weights_ = std::make_shared<const train::Weights>(std::move(earlier));
}

bool MeasureLoop::due(Clock::time_point now) {
  if (!ports_.measuring.load() || !weights_ || !weights_->subject->dataset) return false;
  const bool hopeless = weights_->subject == subject_ && !measurer_;
  if (hopeless) return false;
  const auto fresh = [&] {
    return weights_->snapshot != measured_ && weights_->seconds >= options_.first_after_s &&
           weights_->snapshot->step() > 0;
  };
  if (of_another_program()) return now >= not_before_ && fresh();  // its snapshots come by themselves
  if (!ports_.running.load()) return fresh();
  if (now < not_before_) return false;
  if (!asked_for_newer_than_) {
    asked_for_newer_than_ = weights_;
    ports_.measure_wanted.store(true);
    return false;
  }
  if (asked_for_newer_than_ == weights_) return false;
  asked_for_newer_than_.reset();
  if (fresh()) return true;
  not_before_ = now + idle_slice;
  return false;
}

void MeasureLoop::build() {
  subject_ = weights_->subject;
  measurer_.reset();
  measured_.reset();
  measured_step_ = -1;
  WorkContext context;
  context.cancelled = [this] { return given_up(); };
  try {
    auto built = factory_(*subject_, context);
    if (!built) {
      if (built.error().kind == FailureKind::cancelled)
        subject_.reset();  // another try when it is wanted again
      else
        give_up_on_subject(built.error().what);
      return;
    }
    measurer_ = std::move(*built);
  } catch (const std::exception& error) {
    give_up_on_subject(error.what());
  }
  if (!measurer_) return;
  api::MeasureTable table = measurer_->table();
  table.table.generation = subject_->first_generation;
  ports_.measure_table.publish(std::move(table));
  ports_.waker.notify();
  take_weights();  // building may have taken long
}

void MeasureLoop::measure() {
  const std::shared_ptr<const train::Weights> weights = weights_;
  if (weights->subject != subject_) return;
  measured_ = weights->snapshot;
  measured_step_ = std::max(measured_step_, measured_->step());
  WorkContext context;
  context.cancelled = [this] { return given_up(); };
  const double begin = thread_cpu_seconds();
  try {
    auto values = measurer_->measure(*weights->snapshot, context);
    if (values) {
      ports_.measured.push(
          {weights->generation, weights->snapshot->step(), weights->seconds, std::move(*values)});
    } else if (values.error().kind == FailureKind::cancelled) {
      measured_.reset();
    } else if (of_another_program()) {
      pass_over(with_place(values.error()));
    } else {
      give_up_on_subject(values.error().what);
    }
  } catch (const std::exception& error) {
    give_up_on_subject(error.what());
  }
  const double rest_s = std::max(options_.interval_s, options_.rest * (thread_cpu_seconds() - begin));
  not_before_ =
      Clock::now() + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(rest_s));
}

bool MeasureLoop::given_up() {
  if (stop_.stop_requested() || !ports_.measuring.load()) return true;
  if (auto newest = ports_.weights.poll(weights_seen_)) weights_ = std::move(newest);
  return weights_->subject != subject_;
}

void MeasureLoop::pass_over(std::string why) {
  if (std::exchange(told_, why) == why) return;
  LogLine line{LogLevel::warning, fmt::format("A snapshot is not measured: {}", why)};
  if (options_.log) options_.log(line);
  ports_.log.push(std::move(line));
  ports_.waker.notify();
}

void MeasureLoop::give_up_on_subject(std::string why) {
  measurer_.reset();
  LogLine line{LogLevel::warning, fmt::format("Nothing is measured while this run trains: {}", why)};
  if (options_.log) options_.log(line);
  ports_.log.push(std::move(line));
  ports_.waker.notify();
}

}  // namespace ganscope::measure
