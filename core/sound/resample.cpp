#include "core/sound/resample.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/base/check.h"

namespace ganscope::sound {
namespace {

constexpr int zeros = 24;
constexpr double kaiser_beta = 9, passed_share = 0.92;
constexpr int table_steps = 512;  // of the kernel, from one zero to the next

/// The kernel from 0 to `zeros`, in units of its zeros; made once.
const std::vector<double>& kernel_table() {
  static const auto table = [] {
    std::vector<double> made;
    for (int i = 0; i <= zeros * table_steps + 1; ++i) {
      const double x = std::min(static_cast<double>(i) / table_steps, static_cast<double>(zeros));
      const double sinc = x > 0 ? std::sin(std::numbers::pi * x) / (std::numbers::pi * x) : 1;
      const double inside = std::sqrt(std::max(0.0, 1 - (x / zeros) * (x / zeros)));
      made.push_back(sinc * std::cyl_bessel_i(0, kaiser_beta * inside) / std::cyl_bessel_i(0, kaiser_beta));
    }
    return made;
  }();
  return table;
}

double kernel(double x) {
  const double at = std::abs(x) * table_steps;
  const auto index = static_cast<size_t>(at);
  if (index >= static_cast<size_t>(zeros) * table_steps) return 0;
  const double rest = at - static_cast<double>(index);
  return kernel_table()[index] * (1 - rest) + kernel_table()[index + 1] * rest;
}

}  // namespace

Wave resampled(const Wave& wave, int rate) {
  GANSCOPE_CHECK(wave.rate > 0 && rate > 0, "resampled: rates");
  if (wave.rate == rate) return wave;
  const double ratio = static_cast<double>(wave.rate) / rate;   // steps of the input
  const double edge = passed_share * std::min(1.0, 1 / ratio);  // of half the input's rate
  const auto count = static_cast<size_t>(std::llround(static_cast<double>(wave.samples.size()) / ratio));
  const double reach = zeros / edge;
  Wave result{rate, std::vector<float>(count)};
  for (size_t i = 0; i < count; ++i) {
    const double centre = static_cast<double>(i) * ratio;
    const auto first = static_cast<int64_t>(std::max(0.0, std::ceil(centre - reach)));
    const auto last = std::min(static_cast<int64_t>(wave.samples.size()) - 1,
                               static_cast<int64_t>(std::floor(centre + reach)));
    double sum = 0;
    for (int64_t k = first; k <= last; ++k)
      sum += static_cast<double>(wave.samples[static_cast<size_t>(k)]) *
             kernel((static_cast<double>(k) - centre) * edge);
    result.samples[i] = static_cast<float>(sum * edge);
  }
  return result;
}

}  // namespace ganscope::sound
