#include "core/models/autoencoder/parts.h"

#include <utility>

#include "core/networks/network.h"

namespace ganscope::autoencoder {

const std::vector<models::PlayerNames>& players() {
  using config::Player;
  static const std::vector<models::PlayerNames> both{
      {"decoder", "dec", "Decoder", "Dec", Player::generator, true},
      {"encoder", "enc", "Encoder", "Enc", Player::discriminator, true}};
  return both;
}

models::PlayerPlans Networks::plans() const {
  return {{players()[of_decoder], &decoder->layout()}, {players()[of_encoder], &encoder->layout()}};
}

Code Networks::encode(const networks::Weights& weights, const at::Tensor& samples,
                      networks::Mode mode) const {
  const at::Tensor said = encoder->forward(weights, samples, {}, mode);  // [N, latent_dim], or twice as many
  if (!variational) return {said, {}};
  const int64_t width = said.size(1) / 2;
  return {said.narrow(1, 0, width), said.narrow(1, width, width)};
}

networks::Task encoding(networks::Task task, bool variational) {
  task.outputs = variational ? 2 * task.latent_dim : task.latent_dim;
  task.classes = 0;
  task.packing = 1;
  return task;
}

Expected<Networks> make_networks(const config::Settings& settings, const networks::Task& task,
                                 bool variational) {
  const auto entry = networks::find_network(settings);
  if (!entry) return tl::unexpected(entry.error());
  auto decoder = (*entry)->make_generator(settings, task);
  if (!decoder) return tl::unexpected(decoder.error());
  auto encoder = (*entry)->make_discriminator(settings, encoding(task, variational));
  if (!encoder) return tl::unexpected(encoder.error());
  return Networks{std::move(*decoder), std::move(*encoder), variational};
}

}  // namespace ganscope::autoencoder
