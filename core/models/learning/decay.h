#pragma once
#include <cstdint>

#include "core/config/option.h"

namespace ganscope::models {

/// How learning rates fall: to a tenth at `steps`, where they stay.
struct Decay {
  enum class Shape { none, linear, cosine };
  Shape shape = Shape::none;
  int64_t steps = 1;
  /// The share of the rate that is left at `step`, in [0.1, 1].
  [[nodiscard]] double at(int64_t step) const;
};
/// From the options `lr_decay` and `lr_decay_steps`.
[[nodiscard]] Decay decay_of(const config::Settings& settings);

}  // namespace ganscope::models
