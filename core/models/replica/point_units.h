#pragma once
#include <cstddef>
#include <vector>

#include "core/models/learning/state.h"

namespace ganscope::models {

/// Points of the data's frame → the networks' own units, both [count, dimensions].
[[nodiscard]] inline std::vector<float> into_units(const std::vector<float>& points, const PointScale& scale,
                                                   size_t dimensions) {
  std::vector<float> own(points.size());
  for (size_t i = 0; i < points.size(); ++i)
    own[i] = (points[i] - scale.centre[i % dimensions]) / scale.unit[i % dimensions];
  return own;
}

}  // namespace ganscope::models
