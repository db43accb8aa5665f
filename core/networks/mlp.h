#pragma once
#include "core/networks/network.h"

namespace ganscope::networks {

/// Fully connected G and D (Goodfellow 2014), for points and for pictures of any size.
[[nodiscard]] NetworkEntry mlp();
/// Its D with hidden layers of these widths and leaky ReLU 0.2, for samples of rows of −1 with a 1 in each.
/// It takes them as 0 and 1: hundreds of −1 in every sample would be one large input that never changes, and
/// Adam's steps along it would drown what differs.
[[nodiscard]] std::unique_ptr<Discriminator> one_hot_discriminator(const config::Settings& settings,
                                                                   const Task& task,
                                                                   std::vector<int64_t> widths);

}  // namespace ganscope::networks
