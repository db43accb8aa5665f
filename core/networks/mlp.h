#pragma once
#include "core/networks/network.h"

namespace ganscope::networks {

/// Fully connected G and D (Goodfellow 2014), for points and for pictures of any size.
[[nodiscard]] NetworkEntry mlp();
/// Its D with hidden layers of these widths and leaky ReLU 0.2, for networks whose samples it judges as rows.
[[nodiscard]] std::unique_ptr<Discriminator> leaky_mlp_discriminator(const config::Settings& settings,
                                                                     const Task& task,
                                                                     std::vector<int64_t> widths);

}  // namespace ganscope::networks
