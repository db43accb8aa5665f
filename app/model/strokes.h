#pragma once
#include <functional>

/// What a brush touches, for whoever paints on pictures.
namespace ganscope::model {

/// A place on a picture, in its pixels from its upper left corner.
struct Spot {
  double x = 0, y = 0;
};

struct Nib {
  double across = 4;   ///< px of the picture
  bool crisp = false;  ///< it sits on whole pixels: one px across touches exactly one
};

/// Calls `put(column, row)` for every pixel of a picture that the nib touches on its way; some more than
/// once.
void lead_nib(int width, int height, Spot from, Spot to, Nib nib, const std::function<void(int, int)>& put);

}  // namespace ganscope::model
