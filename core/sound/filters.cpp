#include "core/sound/filters.h"

#include <array>
#include <cmath>
#include <numbers>

#include "core/base/check.h"

namespace ganscope::sound {
namespace {

struct Biquad {
  double b0, b1, b2, a1, a2;

  void run(std::span<float> samples) const {
    double x1 = 0, x2 = 0, y1 = 0, y2 = 0;
    for (float& sample : samples) {
      const double x = static_cast<double>(sample);
      const double y = b0 * x + b1 * x1 + b2 * x2 - a1 * y1 - a2 * y2;
      x2 = x1, x1 = x, y2 = y1, y1 = y;
      sample = static_cast<float>(y);
    }
  }
};

constexpr std::array sharpnesses{0.54119610, 1.30656296};  // of a Butterworth filter's two halves

void pass(std::span<float> samples, int rate, double edge_hz, bool high) {
  GANSCOPE_CHECK(edge_hz > 0 && edge_hz < 0.5 * rate, "a filter's edge");
  for (const double q : sharpnesses) {
    const double w = 2 * std::numbers::pi * edge_hz / rate;
    const double alpha = std::sin(w) / (2 * q), c = std::cos(w), a0 = 1 + alpha;
    const double one = high ? -(1 + c) : 1 - c;
    const double half = (high ? 1 + c : 1 - c) / 2;
    Biquad{half / a0, one / a0, half / a0, -2 * c / a0, (1 - alpha) / a0}.run(samples);
  }
}

}  // namespace

void high_pass(std::span<float> samples, int rate, double edge_hz) { pass(samples, rate, edge_hz, true); }

void low_pass(std::span<float> samples, int rate, double edge_hz) { pass(samples, rate, edge_hz, false); }

}  // namespace ganscope::sound
