#pragma once
#include <array>
#include <cstdint>
#include <vector>

#include "core/base/random.h"

namespace ganscope::data {

/// How a digit is written: the pen's paths in a box from (0, 0) at the top left to (1, 1), one list of points
/// a stroke. Paths are smooth through their points (Catmull–Rom); a new stroke makes a corner.
using PenPath = std::vector<std::array<float, 2>>;
struct DigitShape {
  std::vector<PenPath> strokes;
};

/// The ways in which people write each digit 0–9.
[[nodiscard]] const std::array<std::vector<DigitShape>, 10>& digit_shapes();

/// Draws `digit` in one of its ways with random slant, size, thickness and wobble: white ink on black, [size,
/// size] bytes.
void draw_digit(int digit, int size, Random& random, uint8_t* out);

}  // namespace ganscope::data
