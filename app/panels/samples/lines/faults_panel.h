#pragma once
#include "app/panels/panel.h"

namespace ganscope::panels::samples {

/// What goes wrong with lines of words: of those that are not valid, how many break each rule. Right of them,
/// below the plots.
[[nodiscard]] Panel faults_panel();

}  // namespace ganscope::panels::samples
