#pragma once
#include <cstdint>
#include <filesystem>

namespace ganscope::follow {

/// A moment of a run as its files.
struct MomentFiles {
  int64_t step = 0;
  std::filesystem::path raw, average, discriminator;  ///< generator.pt …; empty: there is none
  bool operator==(const MomentFiles&) const = default;
};

}  // namespace ganscope::follow
