#pragma once
#include "core/forms/painter.h"

namespace ganscope::forms {

/// Films: the first frame, in grey. Whoever plays them finds all frames in the sample itself.
[[nodiscard]] std::shared_ptr<const Painter> film_painter(const Look& look);

}  // namespace ganscope::forms
