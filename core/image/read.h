#pragma once
#include <filesystem>
#include <span>
#include <string>

#include "core/base/failure.h"
#include "core/image/picture.h"

namespace ganscope::image {

/// Reads a PNG or JPEG, told apart by their first bytes and not by the name. `at_least` as in decode_jpeg.
[[nodiscard]] Expected<Picture> read_picture(const std::filesystem::path& file, int at_least = 0);
[[nodiscard]] Expected<Picture> decode_picture(std::span<const uint8_t> bytes, const std::string& where,
                                               int at_least = 0);

}  // namespace ganscope::image
