#pragma once
#include "core/networks/network.h"

namespace ganscope::networks {

/// Fully connected G and D (Goodfellow 2014), for points and for pictures of any size.
[[nodiscard]] NetworkEntry mlp();
/// Its D with hidden layers of these widths and leaky ReLU 0.2, for one-hot rows that come as −1 and 1: it
/// sees them as 0 and 1.
[[nodiscard]] std::unique_ptr<Discriminator> one_hot_discriminator(const config::Settings& settings,
                                                                   const Task& task,
                                                                   std::vector<int64_t> widths);

}  // namespace ganscope::networks
