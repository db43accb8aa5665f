#include <cstddef>
#include <utility>

#include "core/train/step_recorder.h"
#include "core/train/training_loop.h"

namespace ganscope::train {
namespace {

constexpr size_t most_steps_back = 256, most_bytes_back = size_t{128} << 20;

}  // namespace

void TrainingLoop::on(const api::Slowly& command) {
  using Go = api::Slowly::Go;
  if (command.go == Go::leave) return leave_slowly();
  if (!require_model("look at")) return;
  if (!status_.model.told_in_parts)
    return refuse({FailureKind::unsupported, "Only steps of a GAN can be looked at part by part", "",
                   "choose an experiment whose model is a GAN"});
  if (status_.phase != api::Phase::ready) {
    status_.failure.reset();
    set_phase(api::Phase::ready);
  }
  if (!std::exchange(slow_.on, true)) slow_.stale = true;
  if (command.go == Go::next) take_shown_step();
  if (command.go == Go::previous) take_back_step();
}

void TrainingLoop::leave_slowly() {
  if (!slow_.on) return;
  slow_.on = false;
  slow_.before.clear();
  ports_.slow_step.publish(api::SlowStep{.generation = status_.generation, .serial = ++slow_.serial});
  ports_.waker.notify();
}

void TrainingLoop::keep_to_go_back() {
  slow_.before.push_back({current_snapshot(), status_.seconds});
  const size_t bytes = slow_.before.back().snapshot->bytes();
  while (slow_.before.size() > 1 &&
         (slow_.before.size() > most_steps_back || slow_.before.size() * bytes > most_bytes_back))
    slow_.before.pop_front();
}

void TrainingLoop::take_shown_step() {
  keep_to_go_back();
  static_cast<void>(begin_record());
  step(api::StepKind::both);
  if (status_.phase == api::Phase::ready) publish_weights();
}

void TrainingLoop::take_back_step() {
  if (slow_.before.empty())
    return refuse({FailureKind::usage, "There is no earlier step to go back to", "",
                   "steps can be taken back that were taken slowly"});
  std::deque<Moment> earlier = std::move(slow_.before);
  const Moment moment = std::move(earlier.back());
  earlier.pop_back();
  const int64_t to = moment.snapshot->step();
  go_back_to(*moment.snapshot, moment.seconds);
  slow_.before = std::move(earlier);
  std::erase_if(status_.events, [to](const api::Event& event) { return event.step > to; });
  record_.rewind(to);
  if (status_.saved_step > to) status_.saved_step = -1;
  history_.cut_after(to);
  publish_history();
  publish_status();
}

void TrainingLoop::look_slowly_if_due() {
  if (!slow_.on || !slow_.stale || stepper_ == nullptr || !stepper_->trainable()) return;
  if (status_.phase == api::Phase::ready) look_slowly();
}

// The step is made while it is told, and undone: what is shown has not happened yet.
void TrainingLoop::look_slowly() {
  const SnapshotPointer before = current_snapshot();
  StepRecorder recorder;
  const StepReport report = stepper_->step(api::StepKind::both, &recorder);
  stepper_->restore(*before);
  for (const auto& [key, value] : tuned_) stepper_->tune(key, value);
  slow_.stale = false;
  api::SlowStep shown = recorder.take();
  shown.finite = shown.finite && report.finite;
  shown.generation = status_.generation;
  shown.serial = ++slow_.serial;
  shown.active = true;
  shown.step = status_.step;
  shown.earlier = static_cast<int64_t>(slow_.before.size());
  ports_.slow_step.publish(std::move(shown));
  ports_.waker.notify();
}

}  // namespace ganscope::train
