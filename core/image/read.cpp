#include "core/image/read.h"

#include "core/image/file_bytes.h"
#include "core/image/jpeg_io.h"
#include "core/image/png_io.h"

namespace ganscope::image {

Expected<Picture> decode_picture(std::span<const uint8_t> bytes, const std::string& where, int at_least) {
  if (bytes.size() >= 4 && bytes[0] == 0x89 && bytes[1] == 'P' && bytes[2] == 'N' && bytes[3] == 'G') {
    return decode_png(bytes, where);
  }
  if (bytes.size() >= 3 && bytes[0] == 0xFF && bytes[1] == 0xD8 && bytes[2] == 0xFF) {
    return decode_jpeg(bytes, where, at_least);
  }
  return fail(FailureKind::bad_data, bytes.empty() ? "an empty file" : "neither a PNG nor a JPEG", where,
              "Save the picture as PNG or JPEG.");
}

Expected<Picture> read_picture(const std::filesystem::path& file, int at_least) {
  auto bytes = read_bytes(file);
  if (!bytes) return tl::unexpected(bytes.error());
  return decode_picture(*bytes, file.string(), at_least);
}

}  // namespace ganscope::image
