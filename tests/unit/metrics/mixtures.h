#pragma once
#include <cmath>
#include <numbers>
#include <vector>

#include "core/base/random.h"
#include "core/data/dataset.h"

namespace ganscope::testing {

inline data::Modes ring(int count, double sigma) {
  data::Modes modes;
  modes.sigma = sigma;
  for (int i = 0; i < count; ++i) {
    const double angle = 2 * std::numbers::pi * i / count;
    modes.centres.push_back({std::cos(angle), std::sin(angle)});
  }
  return modes;
}

/// [count, 2]
inline std::vector<float> sampled(const data::Modes& modes, int count, uint64_t seed) {
  Random random(seed);
  std::vector<float> points;
  for (int i = 0; i < count; ++i) {
    const auto& centre = modes.centres[random.below(modes.centres.size())];
    points.push_back(static_cast<float>(centre[0] + modes.sigma * random.normal()));
    points.push_back(static_cast<float>(centre[1] + modes.sigma * random.normal()));
  }
  return points;
}

inline data::Dataset dataset_of(const data::Modes& modes, int count) {
  data::Dataset dataset;
  dataset.form = Form::points;
  dataset.title = "a mixture";
  dataset.dimensions = 2;
  dataset.modes = modes;
  dataset.points = sampled(modes, count, 1);
  dataset.count = count;
  return dataset;
}

}  // namespace ganscope::testing
