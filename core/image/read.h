#pragma once
#include <filesystem>
#include <span>
#include <string>

#include "core/base/failure.h"
#include "core/image/picture.h"

namespace ganscope::image {

/// Reads a PNG, JPEG, WebP, BMP, TIFF or the first frame of a GIF, told apart by their first bytes and not by
/// the name: grey (1), RGB (3) or RGBA (4), upright. `at_least` as in decode_jpeg. Everything else fails with
/// `bad_data` and says what it is.
[[nodiscard]] Expected<Picture> read_picture(const std::filesystem::path& file, int at_least = 0);
[[nodiscard]] Expected<Picture> decode_picture(std::span<const uint8_t> bytes, const std::string& where,
                                               int at_least = 0);

}  // namespace ganscope::image
