#include "core/base/number_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace ganscope {

std::string axis_text(double value, double step) {
  int digits = 6;
  if (value != 0 && step > 0 && std::isfinite(value))
    digits = static_cast<int>(std::floor(std::log10(std::abs(value))) - std::floor(std::log10(step))) +
             2;  // a step of .25 has two
  return fmt::format("{:.{}g}", value, std::clamp(digits, 6, 15));
}

}  // namespace ganscope
