#pragma once
#include <string>
#include <vector>

#include "core/config/catalogue.h"

namespace ganscope::autoencoder {

/// The options of an autoencoder, and of a variational one.
[[nodiscard]] std::vector<config::Option> options();
[[nodiscard]] std::vector<config::Option> variational_options();

/// What of the other registries' options both have use for: no game, and of D only how its layers are made,
/// for they become the encoder's.
[[nodiscard]] config::Scope scope();

}  // namespace ganscope::autoencoder
