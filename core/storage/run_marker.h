#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "core/base/failure.h"

namespace ganscope::storage {

/// The file `running` in a run's folder: the process that has the run open, as "PID START HOST", where START
/// is the process's start time from /proc, so that a number that was given out again is not taken for the old
/// process, and HOST the machine's name (left out by older versions: this one). Whether a process of another
/// machine lives cannot be known: it counts as living until its marker is gone.
enum class RunMarker {
  none,   ///< closed cleanly
  ours,   ///< this process has it open
  other,  ///< another living process has it open, or one on another machine
  stale,  ///< that process is gone: the run was interrupted
};
[[nodiscard]] RunMarker read_marker(const std::filesystem::path& folder);
[[nodiscard]] Expected<void> write_marker(const std::filesystem::path& folder);
/// The process that a run's marker names, living or not; nothing where there is none, or it says nonsense.
struct MarkedProcess {
  long pid = 0;
  uint64_t started = 0;   ///< field 22 of /proc/PID/stat, proc(5)
  std::string host = {};  ///< empty: this machine
};
[[nodiscard]] std::optional<MarkedProcess> marked_process(const std::filesystem::path& folder);
/// Whether that very process lives, on this machine; `started` 0: any of that number.
[[nodiscard]] bool process_is_there(const MarkedProcess& process);
void remove_marker(const std::filesystem::path& folder);

}  // namespace ganscope::storage
