#pragma once
#include <span>
#include <string>

#include "core/base/failure.h"
#include "core/image/picture.h"

namespace ganscope::image {

/// Decodes the first page of a TIFF or BigTIFF: 1 to 16 bits, grey, palette, RGB, YCbCr, CMYK or CIE L*a*b*,
/// in any packing that the system's libtiff knows. RGB, or RGBA where something of it is transparent; upright
/// as its orientation says. The declared size is checked before anything is allocated. Truncated and damaged
/// files, and samples of more than 16 bits or of floats, fail with `bad_data`.
[[nodiscard]] Expected<Picture> decode_tiff(std::span<const uint8_t> bytes, const std::string& where);

}  // namespace ganscope::image
