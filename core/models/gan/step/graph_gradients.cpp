#include <ATen/core/grad_mode.h>

#include "core/models/gan/step/discriminator_step.h"
#include "core/models/gan/step/generator_step.h"
#include "core/models/gan/step/gradients.h"

namespace ganscope::gan {
namespace {

class GraphGradients final : public Gradients {
 public:
  at::Tensor generate(const Game& game, const at::Tensor& latents, const at::Tensor& labels,
                      bool for_generator) override {
    const c10::AutoGradMode graph(for_generator);
    return game.g->forward(game.g_weights, latents, labels, networks::Mode::training);
  }
  Gradient of_discriminator(const Game& game, const models::Batch& batch, const at::Tensor& fake,
                            const Turn& turn, train::StepReport& report) override {
    return discriminator_gradient(game, batch, fake, turn, report);
  }
  Gradient of_generator(const Game& game, const models::Batch& batch, const at::Tensor& fake,
                        const models::Moments& d_moments, const Turn& turn,
                        train::StepReport& report) override {
    return generator_gradient(game, batch, fake, d_moments, turn, report);
  }
};

}  // namespace

std::unique_ptr<Gradients> graph_gradients() { return std::make_unique<GraphGradients>(); }

}  // namespace ganscope::gan
