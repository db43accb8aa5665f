#pragma once
#include <array>
#include <filesystem>
#include <vector>

#include "core/base/failure.h"

namespace ganscope::data {

/// Points drawn by hand: where the brush was, and how wide. The law of the data set is an equal mixture of
/// Gaussians with that width around every point.
struct Drawing {
  std::vector<std::array<double, 2>> points;  ///< 1 to `most_drawn`, within ±`furthest_drawn`
  double brush = 0.1;                         ///< standard deviation, 0.001 to 100
};
inline constexpr size_t most_drawn = 20000;
inline constexpr double furthest_drawn = 1000;

/// Where the drawing is kept when no file is named: drawing.json in the user's data folder.
[[nodiscard]] std::filesystem::path default_drawing_file();

/// The file is a JSON object {"format": "ganscope-drawing", "version": 1, "brush": 0.1, "points": [[x, y],
/// …]}. Reading fails with `not_found`, or with `bad_data` that says what is wrong.
[[nodiscard]] Expected<Drawing> read_drawing(const std::filesystem::path& file);
/// Writes it as a whole or not at all, and makes the folder. The drawing must be one that can be read.
[[nodiscard]] Expected<void> write_drawing(const std::filesystem::path& file, const Drawing& drawing);

}  // namespace ganscope::data
