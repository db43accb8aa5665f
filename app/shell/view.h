#pragma once
#include "app/shell/view_options.h"
#include "core/base/failure.h"

namespace ganscope::shell {

/// Opens the window (or, without a display, draws off screen) and runs until it is closed. The exit code, or
/// why there is no window. `configure_threads` has been called before.
[[nodiscard]] Expected<int> run_view(const ViewOptions& options);

}  // namespace ganscope::shell
