#pragma once
#include "core/models/model.h"

namespace ganscope::pix2pix {

/// The line of the registry.
[[nodiscard]] models::ModelEntry model();

}  // namespace ganscope::pix2pix
