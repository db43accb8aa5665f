#include "core/image/png_io.h"

#include <png.h>
#include <zlib.h>

#include <algorithm>
#include <string_view>

#include "core/base/check.h"
#include "core/image/exif.h"
#include "core/image/file_bytes.h"
#include "core/image/limits.h"

namespace ganscope::image {
namespace {

// libpng's simplified interface catches its own longjmp, so no jump ever crosses our frames.
struct PngImage {
  png_image raw{};
  PngImage() { raw.version = PNG_IMAGE_VERSION; }
  ~PngImage() { png_image_free(&raw); }
  PngImage(const PngImage&) = delete;
  PngImage& operator=(const PngImage&) = delete;
};

int channels_of(png_uint_32 format) {
  if ((format & PNG_FORMAT_FLAG_ALPHA) != 0) return 4;
  return (format & PNG_FORMAT_FLAG_COLOR) != 0 ? 3 : 1;
}

png_uint_32 format_of(int channels) {
  return channels == 4 ? PNG_FORMAT_RGBA : channels == 3 ? PNG_FORMAT_RGB : PNG_FORMAT_GRAY;
}

tl::unexpected<Failure> broken_png(const std::string& why, const std::string& where) {
  return fail(FailureKind::bad_data, "a broken PNG: " + why, where,
              "Save the picture again with another program, or leave it out.");
}

uint32_t big_endian(std::span<const uint8_t> bytes) {
  return uint32_t{bytes[0]} << 24 | uint32_t{bytes[1]} << 16 | uint32_t{bytes[2]} << 8 | uint32_t{bytes[3]};
}

/// libpng stops reading with the last row, and does not tell what eXIf says: this walks through all chunks
/// (PNG specification, third edition, 5.3: length, name, content, CRC) up to the end mark, and returns the
/// orientation. A cut file and a wrong checksum of a chunk that decides about pixels fail with `bad_data`.
Expected<int> walk_chunks(std::span<const uint8_t> bytes, const std::string& where) {
  constexpr size_t signature = 8, frame = 12;
  int orientation = 1;
  for (size_t at = signature;;) {
    if (bytes.size() - at < frame) return broken_png("it ends too early", where);
    const size_t length = big_endian(bytes.subspan(at));
    if (length > bytes.size() - at - frame) return broken_png("it ends too early", where);
    const std::string_view name(reinterpret_cast<const char*>(bytes.data()) + at + 4, 4);
    const uint32_t crc = big_endian(bytes.subspan(at + 8 + length));
    const bool right = crc32_z(0, bytes.data() + at + 4, length + 4) == crc;
    const bool critical = (name[0] & 0x20) == 0 || name == "tRNS";
    if (!right && critical)
      return broken_png("the checksum of its chunk " + std::string(name) + " is wrong", where);
    if (right && name == "eXIf") orientation = exif_orientation(bytes.subspan(at + 8, length));
    if (name == "IEND") return orientation;
    at += frame + length;
  }
}

/// libpng's warnings speak of oddities, except those of the pixels' own chunk; too much there is harmless.
bool lost_pixels(const png_image& image) {
  const std::string_view message(image.message);
  return PNG_IMAGE_FAILED(image) == 0 && image.warning_or_error != 0 && message.starts_with("IDAT") &&
         message.find("Too much") == std::string_view::npos &&
         message.find("Extra") == std::string_view::npos;
}

}  // namespace

Expected<Picture> decode_png(std::span<const uint8_t> bytes, const std::string& where) {
  PngImage image;
  if (png_image_begin_read_from_memory(&image.raw, bytes.data(), bytes.size()) == 0)
    return broken_png(image.raw.message, where);
  if (auto fits = check_size(image.raw.width, image.raw.height, where); !fits)
    return tl::unexpected(fits.error());
  const auto orientation = walk_chunks(bytes, where);
  if (!orientation) return tl::unexpected(orientation.error());
  Picture picture;
  picture.width = static_cast<int>(image.raw.width);
  picture.height = static_cast<int>(image.raw.height);
  picture.channels = channels_of(image.raw.format);
  image.raw.format = format_of(picture.channels);
  image.raw.flags |=
      PNG_IMAGE_FLAG_16BIT_sRGB;  // without it, 16 bit files count as linear and come out too bright
  picture.pixels.resize(PNG_IMAGE_SIZE(image.raw));
  if (png_image_finish_read(&image.raw, nullptr, picture.pixels.data(), 0, nullptr) == 0 ||
      lost_pixels(image.raw))
    return broken_png(image.raw.message, where);
  return upright(std::move(picture), *orientation);
}

Expected<std::vector<uint8_t>> encode_png(const Picture& picture, const std::string& where) {
  GANSCOPE_CHECK(picture.channels == 1 || picture.channels == 3 || picture.channels == 4,
                 "1, 3 or 4 channels");
  GANSCOPE_CHECK(!picture.empty(), "an empty picture cannot be written");
  PngImage image;
  image.raw.width = static_cast<png_uint_32>(picture.width);
  image.raw.height = static_cast<png_uint_32>(picture.height);
  image.raw.format = format_of(picture.channels);
  png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(image.raw);
  std::vector<uint8_t> bytes(size);
  if (png_image_write_to_memory(&image.raw, bytes.data(), &size, 0, picture.pixels.data(), 0, nullptr) == 0) {
    return fail(FailureKind::io, std::string("cannot encode the PNG: ") + image.raw.message, where,
                "Try a smaller picture.");
  }
  bytes.resize(size);
  return bytes;
}

Expected<Picture> read_png(const std::filesystem::path& file) {
  auto bytes = read_bytes(file);
  if (!bytes) return tl::unexpected(bytes.error());
  return decode_png(*bytes, file.string());
}

Expected<void> write_png(const std::filesystem::path& file, const Picture& picture) {
  auto bytes = encode_png(picture, file.string());
  if (!bytes) return tl::unexpected(bytes.error());
  return write_bytes(file, *bytes);
}

}  // namespace ganscope::image
