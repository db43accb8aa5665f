#pragma once
#include <memory>
#include <string>
#include <vector>

#include "core/api/layers.h"
#include "core/api/series.h"
#include "core/config/catalogue.h"
#include "core/models/duel/duel.h"
#include "core/models/lapgan/pyramid.h"
#include "core/models/learning/state.h"

namespace ganscope::lapgan {

/// The places of the players in the state: three generators, then three discriminators, coarsest first.
[[nodiscard]] constexpr size_t g_of(size_t level) { return level; }
[[nodiscard]] constexpr size_t d_of(size_t level) { return levels + level; }
/// Their names; the letters say the size of the pictures: G8, G16, G32 of data 32 px wide.
[[nodiscard]] std::vector<models::PlayerNames> players(int64_t size = 32);

struct Networks {
  std::vector<std::unique_ptr<LevelGenerator>> g;
  std::vector<std::unique_ptr<networks::Discriminator>> d;
};
/// Fails with `usage` where `check_task` does.
[[nodiscard]] Expected<Networks> make_networks(const config::Settings& settings, const networks::Task& task);
[[nodiscard]] models::PlayerPlans plans_of(const Networks& networks, const networks::Task& task);

[[nodiscard]] std::vector<config::Option> options();
/// A game with networks of its own, without labels, and with penalties on D as its regularisers.
[[nodiscard]] config::Scope scope();
/// The options that may change between two steps.
inline constexpr models::Tunable tunables[] = {{"lr_g", 0, 1e6}, {"lr_d", 0, 1e6}, {"ema", 0, 1}};

/// Each level's duel; the finest has the keys of a GAN, those of the others end in "_coarse" and "_middle".
[[nodiscard]] api::SeriesTable series_table(const models::Duel& duel);
[[nodiscard]] std::vector<api::LayerRow> layers_of(const Networks& networks, const networks::Task& task);

}  // namespace ganscope::lapgan
