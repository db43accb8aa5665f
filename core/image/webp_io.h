#pragma once
#include <span>
#include <string>

#include "core/base/failure.h"
#include "core/image/picture.h"

namespace ganscope::image {

/// Decodes a WebP, lossy or lossless, to RGB, or RGBA where something of it is transparent; of an animation
/// the first frame, laid on the whole canvas. Upright as its EXIF chunk says. The declared size is checked
/// before anything is allocated. A truncated or damaged file fails with `bad_data`.
[[nodiscard]] Expected<Picture> decode_webp(std::span<const uint8_t> bytes, const std::string& where);

}  // namespace ganscope::image
