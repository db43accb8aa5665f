#pragma once
#include <string>

namespace ganscope {

/// A number on an axis whose neighbours are `step` away, with as many digits as tell them apart: six at
/// least, fifteen at most.
[[nodiscard]] std::string axis_text(double value, double step);

}  // namespace ganscope
