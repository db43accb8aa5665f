#pragma once
#include <vector>

#include "core/train/step_observer.h"

namespace ganscope::train {

/// Keeps what an observed step tells, as it is shown: of several D updates the last, of pictures the first
/// few.
class StepRecorder final : public StepObserver {
 public:
  static constexpr int64_t shown_pictures = 8;
  void told(api::PartFacts facts) override;
  /// The parts, and whether all of them were finite; the rest is the loop's to fill in.
  [[nodiscard]] api::SlowStep take();

 private:
  api::SlowStep step_;
};

}  // namespace ganscope::train
