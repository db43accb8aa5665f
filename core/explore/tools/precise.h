#pragma once
#include "core/explore/tool.h"

namespace ganscope::explore {

/// latents [count + 1, latent_dim] → `vectors` [count, latent_dim], where each goes on the way that brings
/// about one value and leaves everything else that the scorer knows as it is (PreciseEdit). The last row is
/// the direction in which it begins, as the tool `attributes` finds it; zeros will do. Settings: `attribute`,
/// the value's name as that tool has it ("glasses", "hair colour: red"; "no glasses" for the opposite);
/// `opposite` (1): the other of the two values there are; fails with `unsupported` where there are more;
/// `strength` (2.5): how far it goes in that direction at once.
[[nodiscard]] ToolEntry precise_tool();

}  // namespace ganscope::explore
