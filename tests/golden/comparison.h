#pragma once
#include <string>

#include "core/image/picture.h"

namespace ganscope::testing {

/// How far two RGB pictures of one size lie apart. Differences are those of 8 bit values.
struct Difference {
  double mean = 0;             ///< over all pixels and channels, 0–255
  double share = 0;            ///< of the pixels with a channel that differs by more than `visible`
  double worst_tile = 0;       ///< the largest mean over a tile of `tile` × `tile` px, 0–255
  int tile_x = 0, tile_y = 0;  ///< that tile's corner, px
};
constexpr int visible = 24, tile = 32;

[[nodiscard]] Difference compare(const image::Picture& a, const image::Picture& b);

/// The first picture greyed, with what differs in red, stronger where it differs more.
[[nodiscard]] image::Picture picture_of_difference(const image::Picture& a, const image::Picture& b);

/// What still counts as the same.
struct Tolerance {
  double mean = 1.0, share = 0.015, worst_tile = 20;
};
/// Empty, or what is too far apart, in words.
[[nodiscard]] std::string too_far(const Difference& difference, const Tolerance& tolerance);

}  // namespace ganscope::testing
