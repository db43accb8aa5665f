#pragma once
#include "core/models/model.h"

namespace ganscope::gan {

/// The line of the registry.
[[nodiscard]] models::ModelEntry model();

}  // namespace ganscope::gan
