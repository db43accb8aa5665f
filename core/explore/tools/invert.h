#pragma once
#include "core/explore/tool.h"

namespace ganscope::explore {

/// Finds the latent whose picture is nearest to a given one, in mean squared error of pixels in [−1, 1]: some
/// starts (the encoder's guess, zero, the best of 64 random latents), Adam (Kingma & Ba 2015) on all of them
/// for a while, then on the best, with a slight pull towards the prior. `pictures` is one picture of the
/// data's size; `labels` its class, or empty: then the class is found, too. Two `latents` (and labels), a
/// guess and what it was refined to, are looked at alone: how far off they are with these weights. Answers in
/// the space of the ask with two rows in `vectors`, the guess and the best so far; four pictures: the given
/// one, that of the guess, that of the best, and where the last differs from the first (white: most); curves
/// "now" and "best", distance by step; and one table row with numbers as in invert_numbers.h. Settings:
/// `steps` (1,000), `run_folder`. The encoder is taken as it is: the tool `encoder` teaches it.
[[nodiscard]] ToolEntry invert_tool();

}  // namespace ganscope::explore
