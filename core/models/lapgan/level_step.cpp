#include "core/models/lapgan/level_step.h"

#include <ATen/TensorOperators.h>

#include <cmath>
#include <limits>
#include <span>

#include "core/base/sigmoid.h"
#include "core/models/gan/step/game.h"
#include "core/models/torch_compat.h"

namespace ganscope::lapgan {
namespace {

using gan::to_doubles;
using gan::to_tensor;

// What has these slopes by its logits: their weighted sum, for a backward pass.
at::Tensor carried_back(const at::Tensor& logits, const std::vector<double>& slopes) {
  return (logits * to_tensor(slopes, logits)).sum();
}

double belief(const std::vector<double>& logits) {
  double sum = 0;
  for (const double logit : logits) sum += sigmoid(logit);
  return sum / static_cast<double>(logits.size());
}

}  // namespace

Aims aims_of(const config::Settings& settings) {
  config::Settings all = settings;
  for (const auto& entry : objectives::all_regularisers())
    for (const config::Option& option : entry.info.options)
      if (!all.has(option.key)) all.set(option.key, option.initial);
  return {(*objectives::find_objective(all))->make(all), objectives::make_regularisers(all)};
}

Verdicts judge_loss(const Aims& aims, const Critic& critic, const at::Tensor& real, const at::Tensor& fake,
                    int64_t update, Random& random) {
  bool due = false, fake_slope = false;
  for (const auto& regulariser : aims.regularisers) {
    if (!regulariser->due(update)) continue;
    due = true;
    fake_slope = fake_slope || regulariser->wants_fake_slope();
  }
  const at::Tensor shown_real = real.detach(), shown_fake = fake.detach();
  shown_real.set_requires_grad(due);
  shown_fake.set_requires_grad(fake_slope);
  const at::Tensor logits_real = critic(shown_real), logits_fake = critic(shown_fake);  // [N]
  const std::vector<double> said_real = to_doubles(logits_real), said_fake = to_doubles(logits_fake);
  std::vector<double> slopes_real(said_real.size()), slopes_fake(said_fake.size());
  Verdicts verdicts;
  verdicts.objective = aims.objective->discriminator_loss({said_real, said_fake}, {slopes_real, slopes_fake});
  verdicts.real = belief(said_real);
  verdicts.fake = belief(said_fake);
  verdicts.loss = carried_back(logits_real, slopes_real) + carried_back(logits_fake, slopes_fake);
  for (const auto& regulariser : aims.regularisers) {
    std::vector<float> values(regulariser->series().size(), std::numeric_limits<float>::quiet_NaN());
    if (regulariser->due(update)) {
      const objectives::Penalty penalty =
          regulariser->penalty({critic, shown_real, logits_real, shown_fake, logits_fake, random});
      verdicts.loss = verdicts.loss + penalty.loss;
      values = penalty.values;
    }
    verdicts.penalties.insert(verdicts.penalties.end(), values.begin(), values.end());
  }
  return verdicts;
}

GeneratorVerdict generator_loss(const Aims& aims, const Critic& critic, const at::Tensor& real,
                                const at::Tensor& fake) {
  const at::Tensor logits = critic(fake);  // [N]
  const std::vector<double> said_fake = to_doubles(logits);
  std::vector<double> said_real, slopes_real, slopes_fake(said_fake.size());
  if (aims.objective->generator_needs_real()) {
    const at::NoGradGuard no_grad;
    said_real = to_doubles(critic(real));
    slopes_real.resize(said_real.size());
  }
  const double loss = aims.objective->generator_loss({said_real, said_fake}, {slopes_real, slopes_fake});
  return {carried_back(logits, slopes_fake), loss};
}

}  // namespace ganscope::lapgan
