#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/base/failure.h"

namespace ganscope::follow {

/// What watch.toml says of a run of assets/python/ganscope.py (its README.md has the format).
struct WatchFile {
  enum class State { running, finished, failed };
  std::string name;  ///< for people
  long pid = 0;      ///< who writes it, or wrote it last, on `host`
  std::string host;
  uint64_t started = 0;  ///< start time of that process (storage::process_is_there); 0: not known
  int latent_dim = 0;
  std::vector<int64_t> latent_shape;  ///< G's first input without its batch; empty: not known yet
  std::vector<std::string> labels;    ///< of the classes; empty: G takes none
  State state = State::running;
  int64_t rewrites = 0;  ///< how often metrics.csv was replaced, up to a second late
  double beat = 0;       ///< changes at least every 2 s while the process lives; by its own clock
  std::vector<std::string> troubles;  ///< what went wrong there, in its own words
};

/// Whether a folder is a run of ganscope.py: it has a watch.toml.
[[nodiscard]] bool is_watched(const std::filesystem::path& folder);

/// Reads watch.toml. Fails with `not_found`, `bad_data` (no TOML, values of another kind or out of range) or
/// `unsupported` (another format).
[[nodiscard]] Expected<WatchFile> read_watch_file(const std::filesystem::path& folder);

}  // namespace ganscope::follow
