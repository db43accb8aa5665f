#pragma once
#include "core/forms/painter.h"

namespace ganscope::forms {

constexpr int roll_side = 96;  ///< px

/// A melody as a small piano roll: two octaves, four bars, the chords' names beneath; what breaks a rule is
/// red. Where no font is installed the chords have no names.
[[nodiscard]] std::shared_ptr<const Painter> roll_painter(const Look& look);

}  // namespace ganscope::forms
