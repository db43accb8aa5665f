#pragma once
#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <string_view>
#include <vector>

namespace ganscope::explore::layout {

/// Of small pictures, px: all of them together take 32 MiB at most.
[[nodiscard]] constexpr int thumbnail_edge(int count) { return count <= 2048 ? 64 : 32; }
/// Keys of what a map's answer has (core/explore/tools/layout.h).
inline constexpr std::string_view cells = "cells", labels = "labels", grid = "grid", features = "features",
                                  divergence = "divergence";
inline constexpr std::string_view weights = "map's weights";  ///< in Bench::kept: a train::SnapshotPointer

/// D's scores lie close together: a scale for them runs from their 5th to their 95th percentile.
struct ScoreScale {
  float low = 0, high = 1;
};
[[nodiscard]] inline ScoreScale score_scale(std::vector<float> scores) {
  if (scores.empty()) return {};
  std::ranges::sort(scores);
  return {scores[scores.size() / 20], scores[scores.size() - 1 - scores.size() / 20]};
}

/// Of a class among so many, red, green and blue from 0 to 1: hues in equal steps, equally light (Rec. 601
/// luma of .6).
[[nodiscard]] inline std::array<double, 3> class_hue(int number, int classes) {
  constexpr double lightness = 0.6;
  const double turn = 6.0 * number / std::max(1, classes);
  std::array<double, 3> hue{};
  for (size_t c = 0; c < 3; ++c)
    hue[c] = std::clamp(std::abs(std::fmod(turn + 4.0 * static_cast<double>(c), 6.0) - 3) - 1, 0.0, 1.0);
  const double luma = 0.299 * hue[0] + 0.587 * hue[1] + 0.114 * hue[2];
  const double white = luma < lightness ? (lightness - luma) / (1 - luma) : 0;
  const double dimmed = luma > lightness ? lightness / luma : 1;
  for (double& part : hue) part = std::clamp((part + (1 - part) * white) * dimmed, 0.0, 1.0);
  return hue;
}

}  // namespace ganscope::explore::layout
