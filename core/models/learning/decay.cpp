#include "core/models/learning/decay.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>

namespace ganscope::models {

double Decay::at(int64_t step) const {
  constexpr double least = 0.1;
  const double done = std::min(1.0, static_cast<double>(step) / static_cast<double>(steps));
  switch (shape) {
    case Shape::linear:
      return 1 - (1 - least) * done;
    case Shape::cosine:
      return least + (1 - least) * 0.5 * (1 + std::cos(std::numbers::pi * done));
    case Shape::none:
      break;
  }
  return 1;
}

Decay decay_of(const config::Settings& settings) {
  const std::string& shape = settings.text("lr_decay");
  return {shape == "linear"   ? Decay::Shape::linear
          : shape == "cosine" ? Decay::Shape::cosine
                              : Decay::Shape::none,
          settings.integer("lr_decay_steps")};
}

}  // namespace ganscope::models
