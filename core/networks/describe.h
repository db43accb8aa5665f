#pragma once
#include <functional>
#include <string>
#include <vector>

#include "core/api/layers.h"
#include "core/base/failure.h"
#include "core/networks/network.h"

namespace ganscope::networks {

/// The table of layers of these two networks: G's, the mapping network first, then D's, in the order in which
/// a sample passes them. It is read off one pass of one sample (in D of one pack) through weights of zeros,
/// so it holds for whatever a network declares. Activations have no row; multiply–adds are those of the
/// products and norms.
[[nodiscard]] std::vector<api::LayerRow> describe(const Generator& g, const Discriminator& d,
                                                  const Task& task);
/// The rows of one of them alone, under the key of a player.
[[nodiscard]] std::vector<api::LayerRow> describe(const Generator& g, const Task& task,
                                                  const std::string& player);
[[nodiscard]] std::vector<api::LayerRow> describe(const Discriminator& d, const Task& task,
                                                  const std::string& player);
/// Of any network: `pass` runs one sample through it with the weights that it is handed.
[[nodiscard]] std::vector<api::LayerRow> describe(const Layout& layout, const std::string& player,
                                                  const std::function<void(const Weights&)>& pass);
/// The same of the networks that these settings ask for; fails where they do not fit the task.
[[nodiscard]] Expected<std::vector<api::LayerRow>> describe(const config::Settings& settings,
                                                            const Task& task);

}  // namespace ganscope::networks
