#include "core/train/trainer.h"

#include <utility>

#include "core/train/training_loop.h"

namespace ganscope::train {

Trainer::Trainer(TrainerOptions options, const config::Catalogue& catalogue, StepperFactory factory,
                 Ports& ports)
    : ports_(ports),
      thread_([options = std::move(options), &catalogue, factory = std::move(factory),
               &ports](const std::stop_token& stop) mutable {
        TrainingLoop(std::move(options), catalogue, std::move(factory), ports).run(stop);
      }) {}

Trainer::~Trainer() { static_cast<void>(stop()); }

Expected<void> Trainer::stop() {
  if (std::this_thread::get_id() == thread_.get_id())
    return fail(FailureKind::training, "The training thread failed", "", "its newest checkpoint is whole");
  const std::lock_guard lock(stopping_);
  if (thread_.joinable()) {
    thread_.request_stop();
    ports_.inbox.wake();
    thread_.join();
  }
  if (const auto failure = ports_.not_saved.get()) return tl::unexpected(*failure);
  return {};
}

}  // namespace ganscope::train
