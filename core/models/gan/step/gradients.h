#pragma once
#include <memory>

#include "core/models/gan/step/game.h"
#include "core/train/stepper.h"

namespace ganscope::gan {

/// How a step's two gradients are found. Both ways give the same but for the rounding of float32; which of
/// them is taken depends on the experiment alone, so that the same settings give the same numbers on every
/// start.
class Gradients {
 public:
  virtual ~Gradients() = default;
  /// G's samples [N, …] of latents [N, latent_dim]. `for_generator`: `of_generator` may be asked about them.
  [[nodiscard]] virtual at::Tensor generate(const Game& game, const at::Tensor& latents,
                                            const at::Tensor& labels, bool for_generator) = 0;
  /// As `discriminator_gradient`, and as `generator_gradient` about the samples of the last `generate`. A
  /// gradient may be overwritten by the next one of its player.
  [[nodiscard]] virtual Gradient of_discriminator(const Game& game, const models::Batch& batch,
                                                  const at::Tensor& fake, const Turn& turn,
                                                  train::StepReport& report) = 0;
  [[nodiscard]] virtual Gradient of_generator(const Game& game, const models::Batch& batch,
                                              const at::Tensor& fake, const models::Moments& d_moments,
                                              const Turn& turn, train::StepReport& report) = 0;
};

/// By LibTorch's graph: for every game.
[[nodiscard]] std::unique_ptr<Gradients> graph_gradients();
/// By plain loops (PlainMlp), on the CPU: null unless both players are plain MLPs over points and nothing in
/// the rules or the regularisers wants a graph.
[[nodiscard]] std::unique_ptr<Gradients> plain_gradients(const Game& game, at::Device device);

}  // namespace ganscope::gan
