#include "core/image/read.h"

#include "core/image/bmp_io.h"
#include "core/image/content.h"
#include "core/image/file_bytes.h"
#include "core/image/gif_io.h"
#include "core/image/jpeg_io.h"
#include "core/image/png_io.h"
#include "core/image/tiff_io.h"
#include "core/image/webp_io.h"

namespace ganscope::image {

Expected<Picture> decode_picture(std::span<const uint8_t> bytes, const std::string& where, int at_least) {
  switch (format_of(bytes)) {
    case Format::png:
      return decode_png(bytes, where);
    case Format::jpeg:
      return decode_jpeg(bytes, where, at_least);
    case Format::webp:
      return decode_webp(bytes, where);
    case Format::bmp:
      return decode_bmp(bytes, where);
    case Format::tiff:
      return decode_tiff(bytes, where);
    case Format::gif:
      return decode_gif(bytes, where);
    case Format::none:
      break;
  }
  return fail(
      FailureKind::bad_data, bytes.empty() ? "an empty file" : "not a picture: " + content_words(bytes),
      where,
      is_archive(bytes) ? "Unpack it first." : std::string("Save the picture as ") + readable_formats + ".");
}

Expected<Picture> read_picture(const std::filesystem::path& file, int at_least) {
  auto bytes = read_bytes(file);
  if (!bytes) return tl::unexpected(bytes.error());
  return decode_picture(*bytes, file.string(), at_least);
}

}  // namespace ganscope::image
