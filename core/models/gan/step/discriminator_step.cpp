#include "core/models/gan/step/discriminator_step.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/cross_entropy_loss.h>
#include <ATen/ops/ones_like.h>

#include <algorithm>
#include <cmath>

#include "core/base/sigmoid.h"
#include "core/models/gan/series_table.h"
#include "core/models/gan/step/watch.h"
#include "core/models/gan/step/wrong_conditions.h"
#include "core/models/torch_compat.h"

namespace ganscope::gan {
namespace {

/// D's loss as a sum of outputs, each times its weight ∂L/∂output: logits first, penalties after them.
struct Terms {
  std::vector<at::Tensor> outputs, weights;
  void add(const at::Tensor& output, const at::Tensor& weight) {
    outputs.push_back(output);
    weights.push_back(weight);
  }
};

/// What D said of the batch. P logits are one a sample, or one a pack.
struct Judged {
  at::Tensor real,
      fake;  ///< [P, …] as they were shown; undefined after a single pass, unless somebody needs them
  std::vector<at::Tensor>
      outputs;                 ///< logits [2P] of both, or [P] of the real and [P] of the generated samples
  std::vector<double> logits;  ///< [2P]: real, then generated
  std::vector<at::Tensor>
      class_logits;  ///< of the same passes, [samples, classes]; undefined without a classifier
};

/// Which penalties are computed in this update.
struct Due {
  bool any = false, fake_slope = false;
};

Due due_now(const Game& game, int64_t update) {
  Due due;
  for (const auto& regulariser : game.regularisers) {
    if (!regulariser->due(update)) continue;
    due.any = true;
    due.fake_slope = due.fake_slope || regulariser->wants_fake_slope();
  }
  return due;
}

networks::Judgement critic(const Game& game, const at::Tensor& samples, const at::Tensor& labels,
                           networks::Mode mode = networks::Mode::training) {
  return game.d->judge(game.d_weights, samples, labels, mode);
}

Judged judge(const Game& game, const models::Batch& batch, const at::Tensor& fake, const Due& due,
             const Turn& turn) {
  Judged judged;
  const auto look = [&](const at::Tensor& samples, const at::Tensor& labels,
                        networks::Mode mode = networks::Mode::training) {
    const networks::Judgement judgement = critic(game, samples, labels, mode);
    judged.outputs.push_back(judgement.logits);
    judged.class_logits.push_back(judgement.class_logits);
    const std::vector<double> values = to_doubles(judgement.logits);
    judged.logits.insert(judged.logits.end(), values.begin(), values.end());
  };
  if (due.any) {
    judged.real = shown_to_d(game, batch.real(), turn).detach();
    judged.real.set_requires_grad(true);
    judged.fake = shown_to_d(game, fake.detach(), turn).detach();
    judged.fake.set_requires_grad(due.fake_slope);
    look(judged.real, batch.half_labels());
    look(judged.fake, batch.half_labels());
  } else {  // one pass for both: fewer and larger operations
    {
      const at::NoGradGuard no_grad;
      batch.both.narrow(0, batch.count(), batch.count()).copy_(fake);
    }
    const at::Tensor shown = shown_to_d(game, batch.both, turn);
    look(shown, batch.labels, networks::Mode::training_halves);
    const int64_t half = shown.size(0) / 2;
    if (game.rules.matching_aware || turn.watch != nullptr) judged.real = shown.narrow(0, 0, half);
    if (turn.watch != nullptr) judged.fake = shown.narrow(0, half, half);
  }
  return judged;
}

/// The objective's loss, and its slopes as the weights of D's outputs.
double add_objective(const Game& game, const models::Batch& batch, const Judged& judged, const Turn& turn,
                     Terms& terms, train::StepReport& report) {
  const size_t n = judged.logits.size() / 2;
  const std::span logits(judged.logits);
  const objectives::Logits both{logits.first(n), logits.last(n)};
  std::vector<double> slopes(judged.logits.size());
  const std::span all(slopes);
  const LabelSwaps swaps = label_swaps(game, n, turn);
  double loss =
      game.objective->discriminator_loss(both, {all.first(n), all.last(n)}, {swaps.real, swaps.fake});
  if (game.rules.matching_aware) {
    // Reed 2016, algorithm 1: half of the fakes' weight goes to real samples under wrong labels.
    const at::Tensor right = batch.half_labels();
    const at::Tensor labels = right.dim() == 2 ? wrong_captions(right, turn.random)
                                               : wrong_labels(right, game.rules.classes, turn.random);
    const at::Tensor output = critic(game, judged.real, labels).logits;  // [P]
    const std::vector<double> wrong = to_doubles(output);
    std::vector<double> slopes_real(n), slopes_wrong(n);
    const double mismatch =
        game.objective->discriminator_loss({both.real, wrong}, {slopes_real, slopes_wrong}, {swaps.real, {}});
    loss = 0.5 * (loss + mismatch);
    for (size_t i = 0; i < n; ++i) slopes[i] += slopes_real[i];
    for (double& slope : slopes) slope *= 0.5;
    for (double& slope : slopes_wrong) slope *= 0.5;
    terms.add(output, to_tensor(slopes_wrong, output));
  }
  size_t from = 0;
  for (const at::Tensor& output : judged.outputs) {
    const auto size = static_cast<size_t>(output.size(0));
    terms.add(output, to_tensor(all.subspan(from, size), output));
    from += size;
  }
  report_judgement(loss, both, report);
  if (turn.watch != nullptr)
    turn.watch->discriminator_looked(
        {judged.real, judged.fake, batch.labels, both, all.first(n), all.last(n), loss, swaps});
  return loss;
}

// AC-GAN (Odena 2017, equation 3): D names the classes of real and of generated samples.
void add_class_loss(const Game& game, const models::Batch& batch, const Judged& judged, Terms& terms,
                    train::StepReport& report) {
  const bool one_pass = judged.class_logits.size() == 1;
  double sum = 0;
  for (const at::Tensor& logits : judged.class_logits) {
    // The mean over each half, so that a pass over both counts twice.
    const at::Tensor loss = at::cross_entropy_loss(logits, one_pass ? batch.labels : batch.half_labels()) *
                            (one_pass ? 2.0 : 1.0);
    terms.add(loss, at::ones_like(loss));
    sum += loss.item<double>();
  }
  report.values[class_loss_place(game.regularisers)] = static_cast<float>(sum / 2);
}

void add_penalties(const Game& game, const models::Batch& batch, const Judged& judged, const Turn& turn,
                   Terms& terms, train::StepReport& report) {
  if (judged.outputs.size() < 2) return;  // one pass for both: none is due
  const objectives::Penalties penalties = objectives::penalties_due(
      game.regularisers, turn.updates_d,
      {[&](const at::Tensor& samples) { return critic(game, samples, batch.half_labels()).logits; },
       judged.real, judged.outputs[0], judged.fake, judged.outputs[1], turn.random});
  for (const at::Tensor& loss : penalties.losses) terms.add(loss, at::ones_like(loss));
  std::ranges::copy(penalties.values, report.values.begin() + first_extra_series);
}

}  // namespace

LabelSwaps label_swaps(const Game& game, size_t count, const Turn& turn) {
  LabelSwaps swaps;
  for (const auto& regulariser : game.regularisers) {
    if (!regulariser->swaps_labels()) continue;
    swaps.real.resize(count);
    swaps.fake.resize(count);
    regulariser->swap_labels(swaps.real, swaps.fake, turn.random);
  }
  return swaps;
}

void report_judgement(double loss, const objectives::Logits& logits, train::StepReport& report) {
  // What D believes on average: the mean of σ(logit).
  const auto belief = [](std::span<const double> some) {
    double sum = 0;
    for (const double d : some) sum += sigmoid(d);
    return static_cast<float>(sum / static_cast<double>(some.size()));
  };
  report.values[series_d_loss] = static_cast<float>(loss);
  report.values[series_d_real] = belief(logits.real);
  report.values[series_d_fake] = belief(logits.fake);
}

Gradient discriminator_gradient(const Game& game, const models::Batch& batch, const at::Tensor& fake,
                                const Turn& turn, train::StepReport& report) {
  const Judged judged = judge(game, batch, fake, due_now(game, turn.updates_d), turn);
  Terms terms;
  const double loss = add_objective(game, batch, judged, turn, terms, report);
  if (game.rules.classifier) add_class_loss(game, batch, judged, terms, report);
  add_penalties(game, batch, judged, turn, terms, report);
  Gradient gradient = gradient_of(game, terms.outputs, terms.weights, game.d_weights.parameters, loss);
  report.values[series_grad_d] = static_cast<float>(gradient.norm);
  return gradient;
}

}  // namespace ganscope::gan
