#include "app/model/strokes.h"

#include <algorithm>
#include <cmath>

namespace ganscope::model {
namespace {

/// Odd sizes sit on the middle of a pixel, even ones on a corner.
double snapped(double place, double across) {
  return std::lround(across) % 2 == 1 ? std::floor(place) + 0.5 : std::round(place);
}

void dab(int width, int height, Spot at, Nib nib, const std::function<void(int, int)>& put) {
  if (nib.crisp) at = {snapped(at.x, nib.across), snapped(at.y, nib.across)};
  const double reach = std::max(0.5, nib.across / 2);
  const int top = static_cast<int>(std::max(0.0, std::floor(at.y - reach)));
  const int left = static_cast<int>(std::max(0.0, std::floor(at.x - reach)));
  for (int row = top; row < height && row <= at.y + reach; ++row)
    for (int column = left; column < width && column <= at.x + reach; ++column)
      if (std::hypot(column + 0.5 - at.x, row + 0.5 - at.y) <= std::max(reach, 0.71)) put(column, row);
}

}  // namespace

void lead_nib(int width, int height, Spot from, Spot to, Nib nib, const std::function<void(int, int)>& put) {
  const double far = std::hypot(to.x - from.x, to.y - from.y);
  const int dabs = 1 + static_cast<int>(std::min(far * 2, 4096.0));
  for (int i = 0; i <= dabs; ++i) {
    const double t = static_cast<double>(i) / dabs;
    dab(width, height, {from.x + t * (to.x - from.x), from.y + t * (to.y - from.y)}, nib, put);
  }
}

}  // namespace ganscope::model
