#pragma once
#include "core/explore/tool.h"

namespace ganscope::explore {

/// Directions that the generator's first layer amplifies most (SeFa, Shen & Zhou 2021): eigenvectors of AᵀA,
/// A being its weights. Needs no samples. Answers with unit directions in `vectors` [count, latent_dim] of
/// the space that is asked for, the strongest first, and a table row each: its share of the sum of all
/// eigenvalues. Settings: `count` (12).
[[nodiscard]] ToolEntry factors_tool();

}  // namespace ganscope::explore
