#pragma once
#include <filesystem>

#include "app/commands/console.h"
#include "app/commands/requests.h"

namespace ganscope::commands {

/// Whether this is a folder with event files of TensorBoard, or one of them, and no run of ganscope.
[[nodiscard]] bool is_event_folder(const std::filesystem::path& path);

/// What such a folder holds: every curve with its steps and its last value, and what else.
[[nodiscard]] Expected<void> info_of_events(const InfoRequest& request, Console& console);

}  // namespace ganscope::commands
