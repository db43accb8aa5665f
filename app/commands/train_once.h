#pragma once
#include "app/commands/requests.h"
#include "app/commands/training_run.h"

namespace ganscope::commands {

constexpr double default_seconds = 60;  ///< of training, where the words name no goal

/// Trains one run with an engine of its own, as `ganscope train` does: the threads are joined and the run is
/// saved and closed when this returns, `losses.png` is drawn. Of a run that failed the hint says what is
/// kept.
[[nodiscard]] Expected<TrainingOutcome> train_once(const TrainRequest& request, Console& console,
                                                   ProgressWords words = {});

}  // namespace ganscope::commands
