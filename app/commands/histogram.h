#pragma once
#include <string>
#include <vector>

#include "core/base/point_frame.h"
#include "core/data/law.h"
#include "core/image/picture.h"
#include "core/image/transform.h"

namespace ganscope::commands {

/// Numbers as bars of density, with the density of their law as a line above where it is known.
struct Histogram {
  std::string title;
  std::vector<float> values;
  image::Colour colour{};
  const data::Law* law = nullptr;  ///< of one dimension, or null
  PointFrame frame = {};           ///< of the values and the law: the axes have the units of the data
};

/// Covers the values but for 1 in 500 at each end, so that a few strays do not flatten the rest.
[[nodiscard]] image::Picture draw_histogram(const Histogram& histogram);

}  // namespace ganscope::commands
