#pragma once
#include "core/objectives/regulariser.h"

namespace ganscope::objectives {

// Regularisers that live elsewhere, inside D or in the training step, and are only declared here: nothing is
// made.

[[nodiscard]] RegulariserEntry spectral_normalisation();  ///< in D's layers
[[nodiscard]] RegulariserEntry minibatch_stddev();        ///< a layer of D
[[nodiscard]] RegulariserEntry packing();                 ///< in D's input
[[nodiscard]] RegulariserEntry unrolling();               ///< in G's step
[[nodiscard]] RegulariserEntry gradient_clipping();       ///< in both steps

}  // namespace ganscope::objectives
