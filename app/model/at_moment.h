#pragma once
#include <cstdint>

#include "core/api/ask.h"
#include "core/diagnose/diagnosis.h"

namespace ganscope::model {

struct RunModel;

/// What a run's curves and measures said up to a moment of it. Rates that were changed by hand since then
/// count as they are now.
struct AtMoment {
  int64_t moment = api::now;
  uint64_t generation = 0;
  diagnose::Diagnosis found;  ///< of the course until `moment`, never of a later one; not of now

  /// Looks again where the moment or the run is another one. True when it has.
  bool follow(const RunModel& run, int64_t shown);
};

/// The row of `RunModel::measures` that was measured last at a moment; -1: nothing was measured until then.
[[nodiscard]] int64_t measured_row(const RunModel& run, int64_t moment);
/// The same of its course; null: nothing was.
[[nodiscard]] const diagnose::Measured* measured_at(const diagnose::Course& course, int64_t moment);

}  // namespace ganscope::model
