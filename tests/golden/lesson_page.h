#pragma once
#include <vector>

#include "app/panels/panel.h"

namespace ganscope::testing {

/// One panel over the whole window: a lesson's text in English, formulas of every kind, the text in Chinese.
[[nodiscard]] const std::vector<panels::Panel>& lesson_page();

}  // namespace ganscope::testing
