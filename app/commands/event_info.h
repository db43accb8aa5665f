#pragma once
#include "app/commands/console.h"
#include "app/commands/requests.h"

namespace ganscope::commands {

/// What a folder of TensorBoard's event files (follow::is_event_run), or one of them, holds: every curve with
/// its steps and its last value, and what else.
[[nodiscard]] Expected<void> info_of_events(const InfoRequest& request, Console& console);

}  // namespace ganscope::commands
