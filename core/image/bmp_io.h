#pragma once
#include <span>
#include <string>

#include "core/base/failure.h"
#include "core/image/picture.h"

namespace ganscope::image {

/// Decodes a BMP of Windows or OS/2 (wingdi.h: BITMAPFILEHEADER, then a header of 12 to 124 bytes): 1, 2, 4
/// and 8 bits with a palette, plain or run-length coded (RLE4, RLE8), 16, 24 and 32 bits with any masks, from
/// the top or from the bottom. The result is RGB, or RGBA where the header names a mask for alpha that is not
/// 0 everywhere. The declared size is checked first; a truncated file, a colour beyond the palette and
/// everything else that does not fit together fail with `bad_data`.
///
/// (stb_image, Debian's other reader of BMP, fills truncated files with black, reads colours that no palette
/// has from memory that nobody set, and knows no run-length coding.)
[[nodiscard]] Expected<Picture> decode_bmp(std::span<const uint8_t> bytes, const std::string& where);

}  // namespace ganscope::image
