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

std::vector<double> ticks(double low, double high, int count) {
  std::vector<double> values;
  if (!(high > low) || count < 1) return values;
  const double rough = (high - low) / count, unit = std::pow(10, std::floor(std::log10(rough)));
  double step = 10 * unit;
  for (const double factor : {1.0, 2.0, 5.0})
    if (factor * unit >= rough * 0.999) {
      step = factor * unit;
      break;
    }
  for (double value = std::ceil(low / step - 1e-9) * step; value <= high + step * 1e-9; value += step)
    values.push_back(std::abs(value) < step * 1e-6 ? 0 : value);
  return values;
}

std::string grouped(int64_t number) {
  std::string digits = fmt::format("{}", number < 0 ? -number : number);
  for (auto at = static_cast<int64_t>(digits.size()) - 3; at > 0; at -= 3)
    digits.insert(static_cast<size_t>(at), 1, ',');
  return fmt::format("{}{}", number < 0 ? "-" : "", digits);
}

}  // namespace ganscope
