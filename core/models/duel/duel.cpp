#include "core/models/duel/duel.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/full_like.h>
#include <ATen/ops/ones_like.h>

#include "core/base/check.h"
#include "core/base/sigmoid.h"
#include "core/models/duel/numbers.h"
#include "core/models/torch_compat.h"

namespace ganscope::models {
namespace {

double mean_belief(std::span<const double> outputs) {
  double sum = 0;
  for (const double output : outputs) sum += sigmoid(output);
  return sum / static_cast<double>(outputs.size());
}

// [N] or [N, patches] → [N]: what a sample is worth.
at::Tensor of_samples(const at::Tensor& outputs) { return outputs.dim() > 1 ? outputs.mean(1) : outputs; }

void weigh(DuelLoss& loss, const at::Tensor& output, const std::vector<double>& slopes) {
  loss.outputs.push_back(output);
  loss.weights.push_back(to_tensor(slopes, output).view_as(output));
}

}  // namespace

Duel duel_of(const config::Settings& settings) {
  const auto objective = objectives::find_objective(settings);
  GANSCOPE_CHECK(objective.has_value(), "duel_of needs a known objective");
  return {(*objective)->make(settings), objectives::make_regularisers(settings)};
}

Duel duel_of(const config::Settings& settings, const data::Dataset& data) {
  Duel duel = duel_of(settings);
  for (const auto& regulariser : duel.regularisers)
    regulariser->see_data({data.pixels, data.count, data.height, data.width, data.channels});
  return duel;
}

std::vector<std::string> without_step(std::vector<std::string> more) {
  more.insert(more.end(), {"critic_steps",
                           "g_steps",
                           "update_order",
                           "conditional",
                           "matching_aware",
                           "condition_d",
                           "condition_g",
                           "embedding_dim",
                           "latent",
                           "mapping_layers",
                           "mapping_width",
                           "scale_points",
                           "packing",
                           "unroll_steps",
                           "minibatch_stddev",
                           "label_smoothing",
                           "label_flipping",
                           "diff_augment",
                           "diff_augment_colour",
                           "diff_augment_translation",
                           "diff_augment_cutout",
                           "noise_sigma",
                           "noise_steps",
                           "clip_gradient"});
  return more;
}

DuelLoss discriminator_loss(const Duel& duel, const Critic& critic, const at::Tensor& real,
                            const at::Tensor& fake, const DuelTurn& turn) {
  bool wants_fake_slope = false, any = false;
  for (const auto& regulariser : duel.regularisers) {
    if (!regulariser->due(turn.updates_d)) continue;
    any = true;
    wants_fake_slope = wants_fake_slope || regulariser->wants_fake_slope();
  }
  at::Tensor shown_real = real.detach(), shown_fake = fake.detach();
  if (any) shown_real.set_requires_grad(true);
  if (wants_fake_slope) shown_fake.set_requires_grad(true);
  const at::Tensor of_real = critic(shown_real), of_fake = critic(shown_fake);

  const std::vector<double> said_real = to_doubles(of_real), said_fake = to_doubles(of_fake);
  std::vector<double> slopes_real(said_real.size()), slopes_fake(said_fake.size());
  DuelLoss loss;
  loss.loss = duel.objective->discriminator_loss({said_real, said_fake}, {slopes_real, slopes_fake});
  loss.belief_real = mean_belief(said_real);
  loss.belief_fake = mean_belief(said_fake);
  weigh(loss, of_real, slopes_real);
  weigh(loss, of_fake, slopes_fake);
  const objectives::Penalties penalties = objectives::penalties_due(
      duel.regularisers, turn.updates_d,
      {[&](const at::Tensor& samples) { return of_samples(critic(samples)); }, shown_real,
       of_samples(of_real), shown_fake, of_samples(of_fake), turn.random});
  for (const at::Tensor& penalty : penalties.losses) add_term(loss, penalty, 1);
  loss.penalties = penalties.values;
  return loss;
}

DuelLoss generator_loss(const Duel& duel, const Critic& critic, const at::Tensor& real,
                        const at::Tensor& fake) {
  const at::Tensor of_fake = critic(fake);
  const std::vector<double> said_fake = to_doubles(of_fake);
  std::vector<double> said_real, slopes_real, slopes_fake(said_fake.size());
  if (duel.objective->generator_needs_real()) {
    const at::NoGradGuard no_grad;
    said_real = to_doubles(critic(real));
    slopes_real.resize(said_real.size());
  }
  DuelLoss loss;
  loss.loss = duel.objective->generator_loss({said_real, said_fake}, {slopes_real, slopes_fake});
  loss.belief_fake = mean_belief(said_fake);
  weigh(loss, of_fake, slopes_fake);
  return loss;
}

void add_term(DuelLoss& loss, const at::Tensor& term, double weight) {
  loss.outputs.push_back(term);
  loss.weights.push_back(at::full_like(term, weight));
}

void add_generator_terms(const Duel& duel, const at::Tensor& fake, DuelLoss& loss) {
  for (const auto& regulariser : duel.regularisers) {
    const auto term = regulariser->generator_term(fake);
    if (!term) continue;
    loss.outputs.push_back(fake);
    loss.weights.push_back(term->slope);
  }
}

std::vector<at::Tensor> gradients_of(const DuelLoss& loss, const std::vector<at::Tensor>& parameters) {
  return torch::autograd::grad(loss.outputs, parameters, loss.weights, c10::nullopt, false,
                               /*allow_unused=*/true);
}

}  // namespace ganscope::models
