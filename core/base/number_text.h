#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace ganscope {

/// A number on an axis whose neighbours are `step` away, with as many digits as tell them apart: six at
/// least, fifteen at most.
[[nodiscard]] std::string axis_text(double value, double step);

/// Round axis values that divide [low, high] into about `count` parts.
[[nodiscard]] std::vector<double> ticks(double low, double high, int count);

[[nodiscard]] std::string grouped(int64_t number);  ///< "1,234,567"

}  // namespace ganscope
