#pragma once
#include "core/explore/tool.h"

namespace ganscope::explore {

/// The main ways in which a generator's first features vary (GANSpace, Härkönen 2020): features of many
/// random latents, their principal components, and for each the direction in which latents go along with it,
/// by regression. Answers with unit directions in `vectors` [count, latent_dim], the most important first, of
/// the space that is asked for, and a table row each: share of the features' variance, and how far latents
/// spread along the direction (their standard deviation; 1 in z). Settings: `samples` (10,000), `count` (12),
/// `seed` (1).
[[nodiscard]] ToolEntry components_tool();

}  // namespace ganscope::explore
