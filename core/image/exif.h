#pragma once
#include <cstdint>
#include <span>

#include "core/image/picture.h"

namespace ganscope::image {

/// The orientation 1–8 that an Exif block names (Exif 2.3: tag 0x0112 of a TIFF directory, in either byte
/// order, stored as a byte, a SHORT or a LONG), with or without "Exif\0\0" in front. 1, upright, where there
/// is none or it makes no sense.
[[nodiscard]] int exif_orientation(std::span<const uint8_t> block);

/// Turns and mirrors a stored picture upright.
[[nodiscard]] Picture upright(Picture stored, int orientation);

}  // namespace ganscope::image
