#pragma once
#include "core/models/model.h"

namespace ganscope::flow {

/// The line of the registry.
[[nodiscard]] models::ModelEntry model();

}  // namespace ganscope::flow
