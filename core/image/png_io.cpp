#include "core/image/png_io.h"

#include <png.h>

#include "core/base/check.h"
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

tl::unexpected<Failure> broken(const PngImage& image, const std::string& where) {
  return fail(FailureKind::bad_data, std::string("a broken PNG: ") + image.raw.message, where,
              "Save the picture again with another program, or leave it out.");
}

}  // namespace

Expected<Picture> decode_png(std::span<const uint8_t> bytes, const std::string& where) {
  PngImage image;
  if (png_image_begin_read_from_memory(&image.raw, bytes.data(), bytes.size()) == 0)
    return broken(image, where);
  if (auto fits = check_size(image.raw.width, image.raw.height, where); !fits)
    return tl::unexpected(fits.error());
  Picture picture;
  picture.width = static_cast<int>(image.raw.width);
  picture.height = static_cast<int>(image.raw.height);
  picture.channels = channels_of(image.raw.format);
  image.raw.format = format_of(picture.channels);
  image.raw.flags |=
      PNG_IMAGE_FLAG_16BIT_sRGB;  // without it, 16 bit files count as linear and come out too bright
  picture.pixels.resize(PNG_IMAGE_SIZE(image.raw));
  if (png_image_finish_read(&image.raw, nullptr, picture.pixels.data(), 0, nullptr) == 0)
    return broken(image, where);
  return picture;
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
