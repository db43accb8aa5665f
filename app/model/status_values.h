#pragma once
#include "app/model/ui_model.h"
#include "app/script/value.h"

namespace ganscope::model {

/// The `status` of the UI map, as far as the model knows it: phase, step, run, seed, pending, seconds,
/// steps_per_s, what is shown … Times are s, rates 1/s.
[[nodiscard]] script::StatusValues status_values(const UiModel& model);

}  // namespace ganscope::model
