#pragma once
#include <vector>

#include "core/api/layers.h"
#include "core/api/series.h"
#include "core/config/catalogue.h"
#include "core/models/flow/flow_network.h"
#include "core/models/learning/state.h"

namespace ganscope::flow {

/// The one player.
[[nodiscard]] const std::vector<models::PlayerNames>& players();
[[nodiscard]] models::PlayerPlans plans_of(const FlowNetwork& network);

[[nodiscard]] std::vector<config::Option> options();
/// No game, networks of its own, and a latent as large as a sample.
[[nodiscard]] config::Scope scope();
/// The options that may change between two steps.
inline constexpr models::Tunable tunables[] = {{"lr", 0, 1e6}, {"ema", 0, 1}, {"ode_steps", 1, 256, true}};
/// From the options `ode_steps` and `ode_method`.
[[nodiscard]] Solver solver_of(const config::Settings& settings);

[[nodiscard]] api::SeriesTable series_table();
/// The table of layers, of one evaluation of the velocity.
[[nodiscard]] std::vector<api::LayerRow> layers_of(const config::Settings& settings,
                                                   const networks::Task& task);

}  // namespace ganscope::flow
