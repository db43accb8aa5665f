#pragma once
#include <cstdint>
#include <filesystem>
#include <vector>

#include "core/image/picture.h"

namespace ganscope::image::test {

/// A folder of this test's own, gone when the test ends.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  [[nodiscard]] std::filesystem::path operator/(const std::string& name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

/// Any picture: every pixel differs from its neighbours.
[[nodiscard]] Picture pattern(int width, int height, int channels);

/// A JPEG of an RGB or grey picture; `orientation` 2–8 adds an Exif block that says so.
[[nodiscard]] std::vector<uint8_t> jpeg_of(const Picture& picture, int orientation = 1);

/// An Exif block, from its byte order on, that names an orientation as a SHORT or a LONG.
struct ExifSpelling {
  bool little = false;
  bool as_long = false;
};
[[nodiscard]] std::vector<uint8_t> exif_block(int orientation, ExifSpelling spelling = {});

/// A PNG with an eXIf chunk before its end mark.
[[nodiscard]] std::vector<uint8_t> png_with_exif(const Picture& picture, const std::vector<uint8_t>& exif);

/// A lossless WebP of an RGB or RGBA picture, with an EXIF chunk where `exif` is not empty.
[[nodiscard]] std::vector<uint8_t> webp_of(const Picture& picture, const std::vector<uint8_t>& exif = {});

/// A TIFF of a grey, RGB or RGBA picture, packed as `compression` says (tiff.h), with its orientation.
[[nodiscard]] std::vector<uint8_t> tiff_of(const Picture& picture, int orientation = 1, int compression = 1);

/// A BMP of 24 bits of an RGB picture, rows from the bottom.
[[nodiscard]] std::vector<uint8_t> bmp_of(const Picture& picture);

/// A PNG header that declares a size and has nothing behind it.
[[nodiscard]] std::vector<uint8_t> png_that_declares(uint32_t width, uint32_t height);

}  // namespace ganscope::image::test
