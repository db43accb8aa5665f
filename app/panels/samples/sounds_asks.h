#pragma once
#include <vector>

#include "app/model/view.h"
#include "app/panels/panel.h"

namespace ganscope::panels::samples {

/// What a listener hears in the sound under the mouse (core/explore/tools/heard.h). It is asked once the
/// measurement has taught one; before that it would learn a second time.
inline constexpr const char* heard_key = "heard";
[[nodiscard]] std::vector<model::View> sound_views();

/// How often each class is heard in the samples by a listener that learned the real ones, as measured; of G
/// that is told a class, how often that one is heard. In Train's right column.
[[nodiscard]] Panel kinds_panel();

}  // namespace ganscope::panels::samples
