#pragma once
#include "app/model/two_runs.h"

namespace ganscope::model {

/// Carries out what Compare asks for, on both runs and their sessions. `SwapRuns` is for `reduce` alone.
void reduce_compare(UiModel& model, const Sessions& sessions, const CompareAction& action, double now_s);

}  // namespace ganscope::model
