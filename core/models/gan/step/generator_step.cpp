#include "core/models/gan/step/generator_step.h"

#include <ATen/ops/cross_entropy_loss.h>
#include <ATen/ops/ones_like.h>

#include "core/models/gan/series_table.h"
#include "core/models/gan/step/unroll.h"
#include "core/models/gan/step/watch.h"
#include "core/models/torch_compat.h"

namespace ganscope::gan {

Gradient generator_gradient(const Game& game, const models::Batch& batch, const at::Tensor& fake,
                            const models::Moments& d_moments, const Turn& turn, train::StepReport& report) {
  if (turn.watch != nullptr) turn.watch->about_to_show(turn.random);
  const at::Tensor shown = shown_to_d(game, fake, turn);  // [N, …]
  // Frozen: no gradient by D's weights is asked for, so none is computed.
  const bool unrolled = game.rules.unroll_steps > 0;
  const networks::Weights d =
      unrolled ? unrolled_discriminator(game, batch, shown, d_moments, turn) : game.d_frozen;
  const networks::Judgement judgement =
      game.d->judge(d, shown, batch.half_labels(), networks::Mode::training);
  const at::Tensor& output = judgement.logits;  // [N], or one a pack
  const std::vector<double> logits_fake = to_doubles(output);
  std::vector<at::Tensor> outputs = {output}, weights;
  std::vector<double> logits_real, slopes_real, slopes_fake(logits_fake.size());
  if (game.objective->generator_needs_real()) {
    const c10::AutoGradMode graph(unrolled);  // only an unrolled D judges real samples as G moves it
    outputs.push_back(game.d->forward(d, shown_to_d(game, batch.real(), turn), batch.half_labels(),
                                      networks::Mode::training));
    logits_real = to_doubles(outputs.back());  // [N]
    slopes_real.resize(logits_real.size());
  }
  const double loss = game.objective->generator_loss({logits_real, logits_fake}, {slopes_real, slopes_fake});
  if (turn.watch != nullptr)
    turn.watch->generator_was_told(
        {fake, d, batch.half_labels(), {logits_real, logits_fake}, slopes_fake, loss, turn});
  weights.push_back(to_tensor(slopes_fake, output));
  if (unrolled && !slopes_real.empty())
    weights.push_back(to_tensor(slopes_real, output));
  else
    outputs.resize(1);
  if (game.rules.classifier) {  // AC-GAN: G, too, wants its class to be seen
    outputs.push_back(at::cross_entropy_loss(judgement.class_logits, batch.half_labels()));
    weights.push_back(at::ones_like(outputs.back()));
  }
  for (const auto& regulariser : game.regularisers) {
    const auto term = regulariser->generator_term(fake);
    if (!term) continue;
    outputs.push_back(fake);
    weights.push_back(term->slope);
  }
  Gradient gradient = gradient_of(game, outputs, weights, game.g_weights.parameters, loss);
  report.values[series_g_loss] = static_cast<float>(loss);
  report.values[series_grad_g] = static_cast<float>(gradient.norm);
  return gradient;
}

}  // namespace ganscope::gan
