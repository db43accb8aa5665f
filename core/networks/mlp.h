#pragma once
#include "core/networks/network.h"

namespace ganscope::networks {

/// Fully connected G and D (Goodfellow 2014), for points and for pictures of any size.
[[nodiscard]] NetworkEntry mlp();

}  // namespace ganscope::networks
