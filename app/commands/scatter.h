#pragma once
#include <array>
#include <string>
#include <vector>

#include "core/base/point_frame.h"
#include "core/image/picture.h"
#include "core/image/transform.h"

namespace ganscope::commands {

/// Points [count × 2] in a square chart with equal axes, in one colour; with `rings` around the modes of a
/// mixture.
struct Scatter {
  std::string title;
  std::vector<float> points;
  image::Colour colour{};
  std::vector<std::array<double, 2>> modes;
  double ring = 0;                    ///< radius around each mode, in the points' units
  PointFrame frame = {};              ///< of the points and modes: the axes have the units of the data
  std::vector<float> fitted_to = {};  ///< the axes show these; empty: `points`
};

[[nodiscard]] image::Picture draw_scatter(const Scatter& scatter);

}  // namespace ganscope::commands
