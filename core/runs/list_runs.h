#pragma once
#include <filesystem>
#include <functional>
#include <span>
#include <vector>

#include "core/base/progress.h"
#include "core/runs/run_summary.h"

namespace ganscope::runs {

/// How a folder is listed.
struct Listing {
  bool judged = true;  ///< with a diagnosis of every run
  /// Of an earlier listing: runs that have not changed since (`RunSummary::stamp`) are not read again.
  std::span<const RunSummary> known = {};
  /// Told of every row as soon as there is one, by its place in the order of names, and again when it is
  /// judged; `total` rows there will be. On the thread that lists.
  std::function<void(size_t place, size_t total, const RunSummary& run)> row = {};
};

/// All runs in a folder, by name, numbers in names by their value: those directly in it, and those one folder
/// below (of sweeps). A folder that is a run itself has one row. First every run is read, then every one is
/// judged. Fails where there is no such folder, or when it was cancelled; a run that cannot be read is a
/// broken row.
[[nodiscard]] Expected<std::vector<RunSummary>> list_runs(const std::filesystem::path& folder,
                                                          const Knowledge& knowledge, const Listing& listing,
                                                          const WorkContext& context);

/// Whether a folder is a run, or what is left of one: then `summarise` says what is missing.
[[nodiscard]] bool looks_like_run(const std::filesystem::path& folder);

/// Whether a folder that is no run has runs in it, directly or in the folder of a sweep. Looks at some
/// thousand names at most; may take as long as the disk takes.
[[nodiscard]] bool holds_runs(const std::filesystem::path& folder);

/// The order of names: "seed=2" before "seed=10", "lr_g=0.0002" before "lr_g=0.001".
[[nodiscard]] bool name_before(std::string_view left, std::string_view right);

}  // namespace ganscope::runs
