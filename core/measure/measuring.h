#pragma once
#include <functional>
#include <thread>

#include "core/base/log.h"
#include "core/measure/measurer.h"
#include "core/train/ports.h"

namespace ganscope::measure {

struct MeasuringOptions {
  LogSink log = [](LogLine) {};            ///< from the measuring thread
  std::function<void()> on_start = [] {};  ///< first thing on the thread
  double first_after_s = 1;  ///< training time before anything is done: who only looks around pays nothing
  double interval_s = 1;     ///< between two measurements, at least …
  double rest = 24;          ///< … and so many times the CPU time that the last one took
  bool low_priority =
      true;  ///< false: as the thread that made it, so that tests need not wait for an idle machine
};

/// Owns the measuring thread, of a low priority: it asks the trainer for the newest weights at
/// intervals, draws samples from fixed latents through them and publishes figures. What it costs bounds how
/// often it works: about one part in `rest` of a core. It never changes what is learned. What the measurer
/// throws is logged; the thread goes on with the next run.
class Measuring {
 public:
  /// `ports` outlive it.
  Measuring(MeasuringOptions options, MeasurerFactory factory, train::Ports& ports);
  ~Measuring();
  Measuring(const Measuring&) = delete;
  Measuring& operator=(const Measuring&) = delete;

 private:
  train::Ports& ports_;
  std::jthread thread_;
};

}  // namespace ganscope::measure
