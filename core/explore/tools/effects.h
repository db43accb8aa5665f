#pragma once
#include "core/explore/tool.h"
#include "core/explore/tools/effect_numbers.h"

namespace ganscope::explore {

/// What directions do, measured on fresh latents: `latents` [count, latent_dim] are directions, each is gone
/// along by `strength`, and a network that learned the data for nothing but this (ScorerRole::judges) says
/// what was there before and after. A table row a direction: `key` its number, `text` the value that it
/// brings about in most of those that lacked it ("glasses", "no glasses", "hair colour: red"), or the one
/// that it is meant to; numbers by their places in `effect`. Where nothing can judge, only how much pictures
/// change is measured.
/// Settings: `strength` (2), `samples` (200), `seed` (1), `meant_N` (the name of what direction number N is
/// meant to bring about, as the tool `attributes` has it; with `meant_N_1`, `meant_N_2` … several that count
/// only together: samples that lacked any of them, and have all); or `precise`: the name
/// of what PreciseEdit shall bring about, beginning along the first direction
/// (then `strength` is 2.5 when it is not said).
[[nodiscard]] ToolEntry effects_tool();

}  // namespace ganscope::explore
