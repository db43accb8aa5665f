#pragma once
#include "core/api/slow_step.h"

namespace ganscope::train {

/// Is told the parts of a training step while it is made, each with its numbers, in the order in which they
/// happen. Whoever is told cannot change anything: the step is bitwise the one that nobody watches, and what
/// only an observer wants to know is computed beside it.
///
/// A step of both players tells all twelve; D's eight again for each of its `critic_steps` updates, G's four
/// for the first of its `g_steps`. Where both move simultaneously D moves after G's gradient is found, and
/// judges "again" unmoved. An unrolled G is told by the D that is to come. A step of one player tells that
/// player's parts. After a part that is not finite nothing follows.
class StepObserver {
 public:
  virtual ~StepObserver() = default;
  virtual void told(api::PartFacts facts) = 0;
};

}  // namespace ganscope::train
