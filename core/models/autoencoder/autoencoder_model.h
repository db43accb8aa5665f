#pragma once
#include "core/models/model.h"

namespace ganscope::autoencoder {

/// The two lines of the registry.
[[nodiscard]] models::ModelEntry model();
[[nodiscard]] models::ModelEntry variational_model();

}  // namespace ganscope::autoencoder
