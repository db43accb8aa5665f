#pragma once
#include <memory>
#include <vector>

#include "core/api/layers.h"
#include "core/models/learning/state.h"
#include "core/models/translation/directions.h"
#include "core/models/translation/translator.h"

namespace ganscope::pix2pix {

/// The places of both players in the state.
constexpr size_t of_g = 0, of_d = 1;
[[nodiscard]] const std::vector<models::PlayerNames>& players();

/// Both networks, without weights.
struct Networks {
  std::unique_ptr<models::Translator> g;
  std::unique_ptr<networks::PatchDiscriminator> d;
  bool d_sees_input = true;

  [[nodiscard]] models::PlayerPlans plans() const;
  /// What D is shown of pictures [N, C, H, W] made of `inputs`.
  [[nodiscard]] at::Tensor shown(const at::Tensor& inputs, const at::Tensor& pictures) const;
};

/// Fails with `usage` where the data have no inputs, or are of a size that a U-Net cannot halve.
[[nodiscard]] Expected<Networks> make_networks(const config::Settings& settings, const networks::Task& task);
[[nodiscard]] std::vector<api::LayerRow> layers_of(const Networks& networks, const networks::Task& task);

}  // namespace ganscope::pix2pix
