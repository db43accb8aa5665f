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

/// A PNG header that declares a size and has nothing behind it.
[[nodiscard]] std::vector<uint8_t> png_that_declares(uint32_t width, uint32_t height);

}  // namespace ganscope::image::test
