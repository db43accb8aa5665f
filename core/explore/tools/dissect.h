#pragma once
#include "core/explore/tool.h"

namespace ganscope::explore {

/// Which channels an attribute depends on (GAN dissection, Bau 2019, in small): a channel is switched off on
/// fresh latents, and a network that knows the attributes says what was there before and is not afterwards.
/// Table: a row "question" for everything that pictures are asked (text: "glasses"; "hair colour" where there
/// are more answers than yes and no, of which any other counts as lost), numbers [pictures that had it]; then
/// a row "channel" for each channel, text its number, numbers by `dissect_number`. Where nothing can judge
/// there are no questions.
/// Settings: `layer` (0); `channel` (−1: every channel of the layer); `samples` (100); `seed` (1).
[[nodiscard]] ToolEntry dissect_tool();

}  // namespace ganscope::explore
