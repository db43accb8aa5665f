#pragma once
#include "core/models/model.h"

namespace ganscope::cyclegan {

/// The line of the registry.
[[nodiscard]] models::ModelEntry model();

}  // namespace ganscope::cyclegan
