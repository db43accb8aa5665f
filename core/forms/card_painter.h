#pragma once
#include "core/forms/painter.h"

namespace ganscope::forms {

constexpr int card_side = 64;  ///< px

/// A line of words as a small card: words one after another in rows, as large as most lines allow; a couplet
/// in two columns, the first one right, as it is written; a sum with its result below. Where no font is
/// installed the one-hot rows as they are.
[[nodiscard]] std::shared_ptr<const Painter> card_painter(const Look& look);

}  // namespace ganscope::forms
