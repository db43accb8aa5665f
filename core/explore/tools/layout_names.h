#pragma once
#include <string_view>

namespace ganscope::explore::layout {

/// Of small pictures, px: all of them together take 32 MiB at most.
[[nodiscard]] constexpr int thumbnail_edge(int count) { return count <= 2048 ? 64 : 32; }
/// Keys of what a map's answer has (core/explore/tools/layout.h).
inline constexpr std::string_view cells = "cells", labels = "labels", grid = "grid", features = "features",
                                  divergence = "divergence";
inline constexpr std::string_view weights = "map's weights";  ///< in Bench::kept: a train::SnapshotPointer

}  // namespace ganscope::explore::layout
