#pragma once
#include <algorithm>
#include <cstddef>
#include <vector>

namespace ganscope::explore {

/// What the tool "neighbours" says in numbers, and what follows from them.
namespace neighbour {

// Keys of its table rows and curves.
inline constexpr const char *pixels = "pixels", *features = "features";
inline constexpr const char *real_pixels = "real pixels", *real_features = "real features";
inline constexpr const char* no_features = "no features";

/// `distances` ascending and not empty, `share` in [0, 1] → the one that this share of them does not exceed.
[[nodiscard]] inline double quantile(const std::vector<float>& distances, double share) {
  const auto last = static_cast<double>(distances.size() - 1);
  const double place = std::clamp(share * last, 0.0, last);
  const auto below = static_cast<size_t>(place);
  const size_t above = std::min(below + 1, distances.size() - 1);
  const double part = place - static_cast<double>(below);
  return static_cast<double>(distances[below]) * (1 - part) + static_cast<double>(distances[above]) * part;
}

constexpr double copy_below = 0.05, invented_above = 0.95;  ///< quantiles of what real pictures have

/// What a picture's distance to its nearest real one says, beside what real pictures have.
enum class Verdict { unknown, copy, alike, invented };
[[nodiscard]] inline Verdict verdict(const std::vector<float>& real, double distance) {
  if (real.empty()) return Verdict::unknown;
  if (distance <= 0 || distance < quantile(real, copy_below)) return Verdict::copy;
  return distance > quantile(real, invented_above) ? Verdict::invented : Verdict::alike;
}

}  // namespace neighbour
}  // namespace ganscope::explore
