#include "core/models/pix2pix/parts.h"

#include <ATen/ops/cat.h>
#include <ATen/ops/zeros.h>

#include "core/networks/describe.h"

namespace ganscope::pix2pix {

const std::vector<models::PlayerNames>& players() {
  using config::Player;
  static const std::vector<models::PlayerNames> both{
      {"generator", "g", "Generator (U-Net)", "G", Player::generator, true},
      {"discriminator", "d", "Discriminator of patches", "D", Player::discriminator, false}};
  return both;
}

models::PlayerPlans Networks::plans() const {
  return {{players()[of_g], &g->layout()}, {players()[of_d], &d->layout()}};
}

at::Tensor Networks::shown(const at::Tensor& inputs, const at::Tensor& pictures) const {
  if (!d_sees_input) return pictures;
  return at::cat({inputs, pictures}, 1).contiguous(at::MemoryFormat::ChannelsLast);
}

Expected<Networks> make_networks(const config::Settings& settings, const networks::Task& task) {
  if (auto fits = models::check_inputs(task); !fits) return tl::unexpected(fits.error());
  const bool holes = task.input_channels == 4;
  Networks made;
  made.g = std::make_unique<models::Translator>(
      task, settings.integer("width"),
      holes ? models::Translator::Ending::holes : models::Translator::Ending::whole);
  made.d_sees_input = settings.flag("d_sees_input");
  made.d = std::make_unique<networks::PatchDiscriminator>(
      task.channels + (made.d_sees_input ? task.input_channels : 0), settings.integer("width_d"));
  return made;
}

std::vector<api::LayerRow> layers_of(const Networks& networks, const networks::Task& task) {
  const at::Tensor input = at::zeros({1, task.input_channels, task.height, task.width}, at::kFloat)
                               .contiguous(at::MemoryFormat::ChannelsLast);
  const at::Tensor picture = at::zeros({1, task.channels, task.height, task.width}, at::kFloat)
                                 .contiguous(at::MemoryFormat::ChannelsLast);
  auto rows = networks::describe(networks.g->layout(), players()[of_g].key, [&](const auto& weights) {
    (void)networks.g->draw(weights, input, networks::Mode::evaluation);
  });
  const auto of_it = networks::describe(networks.d->layout(), players()[of_d].key, [&](const auto& weights) {
    (void)networks.d->forward(weights, networks.shown(input, picture));
  });
  rows.insert(rows.end(), of_it.begin(), of_it.end());
  return rows;
}

}  // namespace ganscope::pix2pix
