#pragma once
#include <memory>
#include <vector>

#include "core/models/learning/state.h"
#include "core/networks/discriminator.h"
#include "core/networks/generator.h"

namespace ganscope::autoencoder {

/// The places of both players in the state.
constexpr size_t of_decoder = 0, of_encoder = 1;
[[nodiscard]] const std::vector<models::PlayerNames>& players();

/// What an encoder says of samples.
struct Code {
  at::Tensor mean;          ///< [N, latent_dim]
  at::Tensor log_variance;  ///< the same, of a variational one; else undefined
};

/// Both networks, without weights. The decoder is what a GAN of the same settings has as its generator; the
/// encoder has the trunk of its D, whose head says a code instead of a verdict. Neither sees labels but the
/// decoder.
struct Networks {
  std::unique_ptr<networks::Generator> decoder;
  std::unique_ptr<networks::Discriminator> encoder;
  bool variational = false;

  [[nodiscard]] models::PlayerPlans plans() const;
  /// `samples` as the decoder makes them, [N, …].
  [[nodiscard]] Code encode(const networks::Weights& weights, const at::Tensor& samples,
                            networks::Mode mode) const;
};

/// `task` is the decoder's. Fails with `usage` where the network does not suit the data.
[[nodiscard]] Expected<Networks> make_networks(const config::Settings& settings, const networks::Task& task,
                                               bool variational);
/// What the encoder is asked, where the decoder is asked `task`.
[[nodiscard]] networks::Task encoding(networks::Task task, bool variational);

}  // namespace ganscope::autoencoder
