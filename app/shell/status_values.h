#pragma once
#include "app/automation/world.h"
#include "app/model/ui_model.h"

namespace ganscope::shell {

/// The `status` of the UI map, as far as the model knows it: phase, step, run, seed, pending, seconds,
/// steps_per_s, what is shown … Times are s, rates 1/s.
[[nodiscard]] automation::StatusValues status_values(const model::UiModel& model);

}  // namespace ganscope::shell
