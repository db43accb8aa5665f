#pragma once
#include <chrono>
#include <cstdint>
#include <memory>
#include <stop_token>
#include <string>

#include "core/measure/measuring.h"

namespace ganscope::measure {

/// The measuring thread's own state and loop. Everything here belongs to that thread.
class MeasureLoop {
 public:
  MeasureLoop(MeasuringOptions options, MeasurerFactory factory, train::Ports& ports);
  void run(const std::stop_token& stop);

 private:
  using Clock = std::chrono::steady_clock;

  void take_weights();
  /// Of a run of another program the earliest of its kept moments that is due; of all of them about a dozen.
  void take_moment();
  [[nodiscard]] bool of_another_program() const;
  /// Asks for newer weights while training runs; true when there are some that were not measured yet.
  [[nodiscard]] bool due(Clock::time_point now);
  void build();
  void measure();
  /// The newest weights are of another model than the one at hand, or nobody wants figures any more.
  [[nodiscard]] bool given_up();
  /// Of another program's snapshots one may be broken; the next is measured again.
  void pass_over(std::string why);
  void give_up_on_subject(std::string why);

  MeasuringOptions options_;
  MeasurerFactory factory_;
  train::Ports& ports_;
  std::stop_token stop_;

  std::shared_ptr<const train::Weights> weights_;  ///< the newest, or of a moment to be measured
  uint64_t weights_seen_ = 0;
  std::shared_ptr<const train::Subject> subject_;  ///< what `measurer_` was built for, or could not be
  std::unique_ptr<Measurer> measurer_;
  std::shared_ptr<const train::Weights> asked_for_newer_than_;  ///< null: not asked
  int64_t measured_step_ = -1;                                  ///< of them
  std::string told_;                                            ///< the last snapshot's failure
  train::SnapshotPointer measured_;                             ///< whose figures were published last
  Clock::time_point not_before_{};                              ///< of the next measurement
};

}  // namespace ganscope::measure
