#pragma once
#include "core/explore/tool.h"
#include "core/explore/tools/effect_numbers.h"

namespace ganscope::explore {

/// What directions do, measured on fresh latents: `latents` [count, latent_dim] are directions, each is gone
/// along by `strength`, and a network that learned the data for nothing but this (ScorerRole::judges) says
/// what was there before and after. A table row a direction: `key` its number, `text` the value that it
/// brings about most surely, among those that lacked it ("glasses", "no glasses", "hair colour: red");
/// numbers by their places in `effect`. Where nothing can judge, only how much pictures change is measured.
/// Settings: `strength` (2), `samples` (200), `seed` (1).
[[nodiscard]] ToolEntry effects_tool();

}  // namespace ganscope::explore
