#pragma once
#include <cmath>
#include <limits>
#include <type_traits>

namespace ganscope {

/// A real number as a whole one of type `Whole`, cut towards zero as static_cast does it, but defined for
/// every number: beyond the type's range its nearest bound, 0 for what is no number. For numbers that
/// somebody typed, a file holds, or a network made; static_cast of one that does not fit is undefined.
template <class Whole>
[[nodiscard]] Whole saturated(double number) {
  static_assert(std::is_integral_v<Whole>);
  using Limits = std::numeric_limits<Whole>;
  if (std::isnan(number)) return 0;
  // The highest number may be rounded up, to one that no longer fits: so "at least" it is a bound as well.
  if (number >= static_cast<double>(Limits::max())) return Limits::max();
  if (number <= static_cast<double>(Limits::min())) return Limits::min();
  return static_cast<Whole>(number);
}

}  // namespace ganscope
