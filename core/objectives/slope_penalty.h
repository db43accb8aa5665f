#pragma once
#include <cstdint>
#include <span>

#include "core/base/random.h"

namespace ganscope::objectives {

/// What D is shown in one update, as plain numbers: [count, values] each.
struct ShownRows {
  std::span<const float> real, fake;
  int64_t count = 0;
};

/// A penalty on how steep D is at some points, as plain arithmetic: all that a step made without a graph has
/// to know of it. Immutable.
class SlopePenalty {
 public:
  virtual ~SlopePenalty() = default;
  enum class Where { real, fake, elsewhere };
  [[nodiscard]] virtual Where where() const = 0;
  /// `elsewhere`: writes the points, [count, values]; takes the same numbers from `random` as
  /// `Regulariser::penalty`.
  virtual void choose_points(const ShownRows&, Random&, std::span<float>) const {}
  /// `slopes` ∇ₓD [count, values] → the penalty as its series shows it. Writes its derivative by every slope,
  /// times how often it stands for an update without one.
  virtual double cost(std::span<const float> slopes, int64_t count, std::span<float> derivative) const = 0;
};

}  // namespace ganscope::objectives
