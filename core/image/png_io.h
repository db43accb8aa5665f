#pragma once
#include <filesystem>
#include <span>
#include <string>

#include "core/base/failure.h"
#include "core/image/picture.h"

namespace ganscope::image {

/// Decodes a PNG of any kind to 8 bit: grey (1), RGB (3) or, where it has transparency, RGBA (4), upright as
/// its eXIf chunk says. The declared size is checked before anything is allocated (limits.h). A cut file and
/// a wrong checksum fail with `bad_data`. `where` names the file in failures.
[[nodiscard]] Expected<Picture> decode_png(std::span<const uint8_t> bytes, const std::string& where);

/// A PNG in memory, from 1, 3 or 4 channels.
[[nodiscard]] Expected<std::vector<uint8_t>> encode_png(const Picture& picture, const std::string& where);

[[nodiscard]] Expected<Picture> read_png(const std::filesystem::path& file);

/// Writes atomically: a reader never sees half a picture. Fails with `io`, for example on a read-only disk.
[[nodiscard]] Expected<void> write_png(const std::filesystem::path& file, const Picture& picture);

}  // namespace ganscope::image
