#pragma once
#include "core/forms/painter.h"

namespace ganscope::forms {

/// The values as they stand: one channel grey, three as colours, of more the first. For pictures, and for
/// the spectrograms of sounds.
[[nodiscard]] std::shared_ptr<const Painter> plain_painter(const Look& look);

}  // namespace ganscope::forms
