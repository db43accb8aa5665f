#pragma once
#include <ATen/core/Tensor.h>

#include <functional>
#include <memory>
#include <vector>

#include "core/base/random.h"
#include "core/objectives/objective.h"
#include "core/objectives/regulariser.h"

namespace ganscope::lapgan {

/// What two players of a level play for.
struct Aims {
  std::unique_ptr<objectives::Objective> objective;
  std::vector<std::unique_ptr<objectives::Regulariser>> regularisers;
};
/// From the options; regularisers that a pyramid has no option for are off.
[[nodiscard]] Aims aims_of(const config::Settings& settings);

/// D of a level beside what it is shown: samples [N, …] → logits [N].
using Critic = std::function<at::Tensor(const at::Tensor& samples)>;

struct Verdicts {
  at::Tensor loss;               ///< [] with a graph: its slopes are those of D's loss, its value is not
  double objective = 0;          ///< the value of the objective
  double real = 0, fake = 0;     ///< what D believes of both on average: the mean of σ(logit)
  std::vector<float> penalties;  ///< of the regularisers' series, in turn; NaN where they were not due
};
/// D's loss on samples and fakes [N, …] without graphs, at its update number `update` (from 0).
[[nodiscard]] Verdicts judge_loss(const Aims& aims, const Critic& critic, const at::Tensor& real,
                                  const at::Tensor& fake, int64_t update, Random& random);
struct GeneratorVerdict {
  at::Tensor loss;       ///< as above, of G
  double objective = 0;  ///< the value of the objective
};
/// G's loss on fakes with a graph; `critic` asks no gradient by D's weights.
[[nodiscard]] GeneratorVerdict generator_loss(const Aims& aims, const Critic& critic, const at::Tensor& real,
                                              const at::Tensor& fake);

}  // namespace ganscope::lapgan
