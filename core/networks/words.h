#pragma once
#include "core/networks/network.h"

namespace ganscope::networks {

/// G and D of sequences of words: fully connected, G's softmax straight-through.
[[nodiscard]] NetworkEntry words();

}  // namespace ganscope::networks
