#pragma once
#include <array>
#include <memory>
#include <vector>

#include "core/api/layers.h"
#include "core/models/learning/state.h"
#include "core/models/translation/translator.h"

namespace ganscope::cyclegan {

/// The places of the players in the state. Direction 0 makes B of A, direction 1 A of B; D of a direction
/// judges what it makes.
constexpr size_t of_g(size_t direction) { return direction; }
constexpr size_t of_d(size_t direction) { return 2 + direction; }
[[nodiscard]] const std::vector<models::PlayerNames>& players();

/// All four networks, without weights.
struct Networks {
  std::array<std::unique_ptr<models::Translator>, 2> g;
  std::array<std::unique_ptr<networks::PatchDiscriminator>, 2> d;

  [[nodiscard]] models::PlayerPlans plans() const;
};

/// Fails with `usage` where the data have no second domain, or are of a size that a U-Net cannot halve.
[[nodiscard]] Expected<Networks> make_networks(const config::Settings& settings, const networks::Task& task);
[[nodiscard]] std::vector<api::LayerRow> layers_of(const Networks& networks, const networks::Task& task);

}  // namespace ganscope::cyclegan
