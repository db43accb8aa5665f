#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>

namespace ganscope::image {

/// The kinds of pictures that are read, told apart by their first bytes and never by a name.
enum class Format { none, png, jpeg, webp, bmp, tiff, gif };

/// As many first bytes as `format_of` and `content_words` ever look at.
inline constexpr size_t telling_bytes = 512;

/// What picture begins with these bytes; `none` for everything else.
[[nodiscard]] Format format_of(std::span<const uint8_t> first_bytes);

/// What a file with these first bytes is, in words: "a PNG picture", "a zip archive", "text", "an empty
/// file". Where nothing is recognised: "an unknown kind of file".
[[nodiscard]] std::string content_words(std::span<const uint8_t> first_bytes);

/// Whether these are the first bytes of an archive or a packed file, that can be unpacked: zip, tar, gzip …
[[nodiscard]] bool is_archive(std::span<const uint8_t> first_bytes);

/// Whether a file's name ends as those of readable pictures do (".jpg", ".TIFF"): a guess for where many
/// files must not be opened. Reading goes by `format_of` alone.
[[nodiscard]] bool names_a_picture(const std::filesystem::path& file);

/// For messages; everything else that lists them goes by `Format`.
inline constexpr const char* readable_formats = "PNG, JPEG, WebP, BMP, TIFF or GIF";

}  // namespace ganscope::image
