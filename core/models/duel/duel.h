#pragma once
#include <ATen/core/Tensor.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/base/random.h"
#include "core/config/option.h"
#include "core/data/dataset.h"
#include "core/objectives/objective.h"
#include "core/objectives/regulariser.h"

namespace ganscope::models {

/// A discriminator as a function of what it is shown: [N, …] → its raw outputs, [N] or [N, patches].
using Critic = std::function<at::Tensor(const at::Tensor& shown)>;

/// What a discriminator and who draws for it are after, over tensors: any objective of the registry on D's
/// raw outputs, and what keeps D in check. A D that judges patches has an output for each: the objective
/// counts them all alike, pairs compare patches of the same place, and penalties see the mean of a sample's.
struct Duel {
  std::unique_ptr<objectives::Objective> objective;
  std::vector<std::unique_ptr<objectives::Regulariser>> regularisers;
};
/// Of an experiment that has checked its objective.
[[nodiscard]] Duel duel_of(const config::Settings& settings);
/// The same, and its regularisers have seen the data.
[[nodiscard]] Duel duel_of(const config::Settings& settings, const data::Dataset& data);

/// The options that mean nothing to a kind of model whose players meet in duels, because they belong to the
/// step of a GAN on latents, and `more` of its own: for config::Scope.
[[nodiscard]] std::vector<std::string> without_step(std::vector<std::string> more);

/// When it happens, and with what chance.
struct DuelTurn {
  int64_t updates_d = 0;  ///< D updates done before
  Random& random;
};

/// A player's loss. `outputs` times `weights`, summed, has its gradient: hand both to autograd::grad.
struct DuelLoss {
  double loss = 0;                          ///< without penalties
  double belief_real = 0, belief_fake = 0;  ///< means of σ(output); of G's loss only the fakes'
  std::vector<at::Tensor> outputs, weights;
  std::vector<float> penalties;  ///< D's: values of the regularisers' series, NaN where not due
};

/// D's loss on `real` and `fake` [N, …], as D shall see them; penalties included in the gradient.
[[nodiscard]] DuelLoss discriminator_loss(const Duel& duel, const Critic& critic, const at::Tensor& real,
                                          const at::Tensor& fake, const DuelTurn& turn);

/// G's loss on `fake` [N, …], which carries the graph back to it, through a D that is not moved by it.
/// `real`: what each fake is compared with, where the objective compares.
[[nodiscard]] DuelLoss generator_loss(const Duel& duel, const Critic& critic, const at::Tensor& real,
                                      const at::Tensor& fake);

/// Adds a loss that is a tensor [], times `weight`.
void add_term(DuelLoss& loss, const at::Tensor& term, double weight);

/// Adds what regularisers want of G's pictures themselves (grain).
void add_generator_terms(const Duel& duel, const at::Tensor& fake, DuelLoss& loss);

/// ∂loss/∂parameters; undefined where a parameter has no part in it.
[[nodiscard]] std::vector<at::Tensor> gradients_of(const DuelLoss& loss,
                                                   const std::vector<at::Tensor>& parameters);

}  // namespace ganscope::models
