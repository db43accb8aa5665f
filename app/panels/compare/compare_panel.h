#pragma once
#include <vector>

#include "app/panels/panel.h"

namespace ganscope::panels {

/// Two runs side by side: what they differ in, the same latents of both, their curves over each other, and
/// one transport for both. Without a second run: what could be compared.
[[nodiscard]] std::vector<Panel> compare_panels();

}  // namespace ganscope::panels
