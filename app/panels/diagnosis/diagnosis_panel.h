#pragma once
#include <string>
#include <vector>

#include "app/model/ui_model.h"
#include "app/panels/panel.h"
#include "app/ui/ui.h"

namespace ganscope::panels {

/// The top of the right column: a verdict, two lines of evidence in words with the run's own numbers, one
/// link and at most one action. The rules are core/diagnose's.
[[nodiscard]] std::vector<Panel> diagnosis_panels();

}  // namespace ganscope::panels
