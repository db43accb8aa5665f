#pragma once
#include <ATen/core/Tensor.h>

#include <memory>
#include <span>
#include <vector>

#include "core/base/random.h"
#include "core/models/duel/numbers.h"
#include "core/models/gan/step/rules.h"
#include "core/models/material/supply.h"
#include "core/networks/network.h"
#include "core/objectives/objective.h"
#include "core/objectives/regulariser.h"

namespace ganscope::gan {

/// The two players, what each is after, and the rules. The weights are views of a state that somebody else
/// owns.
struct Game {
  std::unique_ptr<networks::Generator> g;
  std::unique_ptr<networks::Discriminator> d;
  std::unique_ptr<objectives::Objective> objective;
  std::vector<std::unique_ptr<objectives::Regulariser>> regularisers;
  Rules rules = {};

  networks::Weights g_weights = {}, d_weights = {};  ///< these collect gradients
  networks::Weights d_frozen = {};                   ///< D's weights again, which do not
};

class Watch;

/// When a player moves, and with what chance.
struct Turn {
  int64_t step = 0;       ///< steps done before
  int64_t updates_d = 0;  ///< D updates done before
  double rate_d = 0;      ///< D's learning rate now
  Random& random;
  Watch* watch = nullptr;  ///< who is told what the step does; null: nobody
};

/// What a player learns from one look.
struct Gradient {
  std::vector<at::Tensor>
      by_parameter;  ///< in the layout's order; undefined where a parameter has no part in it
  double loss = 0;   ///< of the objective, without penalties
  double norm = 0;   ///< ‖gradient‖₂, before it is clipped
  [[nodiscard]] bool finite() const;
};

/// Samples as D is shown them, real and generated alike: noised, augmented, packed. [N, …] → [N, …], or packs
/// of m as [N/m, m·C, H, W] or [N/m, m·dimensions], each of which then has one logit.
[[nodiscard]] at::Tensor shown_to_d(const Game& game, at::Tensor samples, const Turn& turn);

using models::to_doubles;
using models::to_tensor;

/// ∂(Σᵢ weightsᵢ · outputsᵢ)/∂parameters, clipped to the rules' length.
[[nodiscard]] Gradient gradient_of(const Game& game, const std::vector<at::Tensor>& outputs,
                                   const std::vector<at::Tensor>& weights,
                                   const std::vector<at::Tensor>& parameters, double loss);

}  // namespace ganscope::gan
