#pragma once
#include <array>
#include <cstddef>

namespace ganscope {

/// The frame in which points are kept, in each dimension x = origin + unit · p: x in the units of the file or
/// the law, in double precision, p as a float. Where data lie far from zero (metres of a map), are tiny or
/// huge, or much wider in one column than in the other, floats of x would lose what tells points apart;
/// floats of p do not. What is seen and judged is in the frame; what is written down is in x.
struct PointFrame {
  std::array<double, 2> origin{};
  std::array<double, 2> unit{1, 1};  ///< > 0, powers of two

  [[nodiscard]] double out(size_t dimension, double p) const {
    return origin[dimension] + unit[dimension] * p;
  }
  [[nodiscard]] double in(size_t dimension, double x) const {
    return (x - origin[dimension]) / unit[dimension];
  }
  /// Most data: p is x itself.
  [[nodiscard]] bool is_plain() const { return *this == PointFrame{}; }
  /// What a length in the frame is multiplied by to be one of the data; 1 where columns have units of their
  /// own, so that there is no such length.
  [[nodiscard]] double length() const { return unit[0] == unit[1] ? unit[0] : 1; }
  bool operator==(const PointFrame&) const = default;
};

}  // namespace ganscope
