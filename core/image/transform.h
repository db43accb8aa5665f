#pragma once
#include <array>
#include <cstdint>

#include "core/image/picture.h"

namespace ganscope::image {

using Colour = std::array<uint8_t, 3>;  ///< 8 bit sRGB

/// The largest square in the middle.
[[nodiscard]] Picture centre_crop(const Picture& picture);

/// Each new pixel is the mean of the area that it covers, so that nothing flickers and nothing is skipped.
/// Grey or RGB (for RGBA put it over a background first). Enlarging gives crisp, equally large pixels.
[[nodiscard]] Picture resize_area(const Picture& picture, int width, int height);

/// RGBA over an even background → RGB. Grey and RGB come back as they are.
[[nodiscard]] Picture over_background(const Picture& picture, Colour background);

/// Any number of channels → 3; alpha is dropped.
[[nodiscard]] Picture to_rgb(const Picture& picture);

/// Any number of channels → 1, by Rec. 601 luma; alpha is dropped.
[[nodiscard]] Picture to_grey(const Picture& picture);

/// Every pixel becomes a square of `factor` × `factor`.
[[nodiscard]] Picture magnify(const Picture& picture, int factor);

/// An even area of one colour, RGB.
[[nodiscard]] Picture plain(int width, int height, Colour colour);

}  // namespace ganscope::image
