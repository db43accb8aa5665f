#pragma once
#include <filesystem>
#include <span>
#include <string>

#include "core/base/failure.h"
#include "core/image/picture.h"

namespace ganscope::image {

/// Decodes a JPEG to grey (1) or RGB (3), upright as its Exif orientation says. With `at_least` > 0 a larger
/// picture is scaled down while it is decoded (to 1/2, 1/4 or 1/8), as long as its shorter side keeps at
/// least `at_least` pixels: much quicker for thumbnails. The declared size is checked before anything is
/// allocated. A file that is truncated or damaged, so that libjpeg would fill in grey, fails with `bad_data`.
[[nodiscard]] Expected<Picture> decode_jpeg(std::span<const uint8_t> bytes, const std::string& where,
                                            int at_least = 0);

[[nodiscard]] Expected<Picture> read_jpeg(const std::filesystem::path& file, int at_least = 0);

}  // namespace ganscope::image
