#pragma once
#include "core/models/model.h"

namespace ganscope::lapgan {

/// The line of the registry.
[[nodiscard]] models::ModelEntry model();

}  // namespace ganscope::lapgan
