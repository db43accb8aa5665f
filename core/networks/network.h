#pragma once
#include <ATen/core/Tensor.h>

#include <memory>
#include <vector>

#include "core/base/failure.h"
#include "core/config/catalogue.h"
#include "core/networks/discriminator.h"
#include "core/networks/generator.h"
#include "core/networks/task.h"
#include "core/networks/weights.h"

namespace ganscope::networks {

/// One line of the registry. The makers fail with `usage` where network and task do not fit.
struct NetworkEntry {
  config::EntryInfo info;
  Expected<std::unique_ptr<Generator>> (*make_generator)(const config::Settings& settings, const Task& task);
  Expected<std::unique_ptr<Discriminator>> (*make_discriminator)(const config::Settings& settings,
                                                                 const Task& task);
};

/// All networks in the order in which they are shown.
[[nodiscard]] const std::vector<NetworkEntry>& all_networks();
/// The entry of `settings`' network; an unknown key fails with the nearest known one.
[[nodiscard]] Expected<const NetworkEntry*> find_network(const config::Settings& settings);

}  // namespace ganscope::networks
