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

Trainer::~Trainer() {
  thread_.request_stop();
  ports_.inbox.post_and_wait({0, api::Cancel{}});  // wakes it when it sleeps, and hands over what still waits
  thread_.join();
}

}  // namespace ganscope::train
