#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/base/failure.h"

namespace ganscope::runs {

/// Gives a run's folder another name, beside where it stands. Fails with a hint where the name will not do
/// (empty, with a slash, hidden, too long, not UTF-8), where something of that name stands already, while the
/// run is being trained or is open here, and where the folder is no run. Returns the new folder.
[[nodiscard]] Expected<std::filesystem::path> rename_run(const std::filesystem::path& folder,
                                                         const std::string& name);

/// What `remove_run` did.
struct Removed {
  uint64_t bytes = 0;  ///< that were freed
  /// What the run did not make, and is still there, below the folder: then the folder stays, too.
  std::vector<std::string> left;
};

/// Deletes a run for good: of its folder exactly what the program writes into a run, and the folder where
/// nothing else is in it. Links are removed, never followed. Fails where the folder is no run, is a link, or
/// is being trained or open here; and where something of it cannot be removed, after the rest is gone. Asking
/// first is the caller's.
[[nodiscard]] Expected<Removed> remove_run(const std::filesystem::path& folder);

}  // namespace ganscope::runs
