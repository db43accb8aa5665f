#pragma once
#include <filesystem>

#include "core/base/failure.h"

namespace ganscope::storage {

/// The file `running` in a run's folder: the process that has the run open, as "PID START", where START is
/// the process's start time from /proc, so that a number that was given out again is not taken for the old
/// process.
enum class RunMarker {
  none,   ///< closed cleanly
  ours,   ///< this process has it open
  other,  ///< another living process has it open
  stale,  ///< that process is gone: the run was interrupted
};
[[nodiscard]] RunMarker read_marker(const std::filesystem::path& folder);
[[nodiscard]] Expected<void> write_marker(const std::filesystem::path& folder);
void remove_marker(const std::filesystem::path& folder);

}  // namespace ganscope::storage
