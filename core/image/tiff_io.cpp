#include "core/image/tiff_io.h"

#include <tiffio.h>

#include <algorithm>
#include <array>
#include <cstdarg>
#include <cstdio>
#include <cstring>
#include <memory>
#include <string_view>

#include "core/image/exif.h"
#include "core/image/limits.h"

namespace ganscope::image {
namespace {

constexpr tmsize_t most_at_once = tmsize_t{512}
                                  << 20;  // bytes of one allocation inside libtiff: 64 Mpx RGBA of 16 bit

/// What libtiff reads from, and what it said. It is C: nothing may be thrown through it.
struct TiffSource {
  std::span<const uint8_t> bytes;
  uint64_t at = 0;
  bool lost = false;  ///< a message means that pixels are missing
  std::array<char, 256> message{};
};

TiffSource& source_of(thandle_t handle) { return *static_cast<TiffSource*>(handle); }

tmsize_t read_some(thandle_t handle, void* out, tmsize_t size) {
  TiffSource& source = source_of(handle);
  if (source.at >= source.bytes.size() || size <= 0) return 0;
  const uint64_t taken = std::min<uint64_t>(source.bytes.size() - source.at, static_cast<uint64_t>(size));
  std::memcpy(out, source.bytes.data() + source.at, taken);
  source.at += taken;
  return static_cast<tmsize_t>(taken);
}

tmsize_t write_none(thandle_t, void*, tmsize_t) { return 0; }

toff_t seek_to(thandle_t handle, toff_t offset, int whence) {
  TiffSource& source = source_of(handle);
  if (whence == SEEK_CUR) offset += source.at;
  if (whence == SEEK_END) offset += source.bytes.size();
  return source.at = offset;
}

int close_none(thandle_t) { return 0; }
toff_t size_of(thandle_t handle) { return source_of(handle).bytes.size(); }

int note_error(TIFF*, void* user, const char*, const char* format, va_list words) {
  TiffSource& source = source_of(user);
  if (source.message[0] == '\0') std::vsnprintf(source.message.data(), source.message.size(), format, words);
  source.lost = true;
  return 1;
}

/// Warnings speak of unknown tags and the like, except where a decoder fills in what it could not read.
int note_warning(TIFF* tiff, void* user, const char* module, const char* format, va_list words) {
  const std::string_view who = module == nullptr ? "" : module;
  const bool pixels = who.starts_with("JPEG") || who.starts_with("Fax") || who.starts_with("PackBits");
  return pixels ? note_error(tiff, user, module, format, words) : 1;
}

struct CloseTiff {
  void operator()(TIFF* tiff) const { TIFFClose(tiff); }
};
using TiffPointer = std::unique_ptr<TIFF, CloseTiff>;

TiffPointer open_tiff(TiffSource& source) {
  const std::unique_ptr<TIFFOpenOptions, decltype(&TIFFOpenOptionsFree)> options(TIFFOpenOptionsAlloc(),
                                                                                 &TIFFOpenOptionsFree);
  if (!options) return nullptr;
  TIFFOpenOptionsSetMaxSingleMemAlloc(options.get(), most_at_once);
  TIFFOpenOptionsSetErrorHandlerExtR(options.get(), note_error, &source);
  TIFFOpenOptionsSetWarningHandlerExtR(options.get(), note_warning, &source);
  return TiffPointer(TIFFClientOpenExt("picture", "rm", &source, read_some, write_none, seek_to, close_none,
                                       size_of, nullptr, nullptr, options.get()));
}

tl::unexpected<Failure> broken_tiff(const std::string& why, const std::string& where) {
  return fail(FailureKind::bad_data, "a broken TIFF: " + (why.empty() ? "it cannot be read" : why), where,
              "Save the picture again with another program, or leave it out.");
}

/// libtiff's pixels are 0xAABBGGRR words, multiplied by alpha.
Picture unpacked(const std::vector<uint32_t>& raster, int width, int height) {
  const bool opaque = std::ranges::all_of(raster, [](uint32_t pixel) { return TIFFGetA(pixel) == 255; });
  Picture picture{width, height, opaque ? 3 : 4, {}};
  picture.pixels.reserve(raster.size() * static_cast<size_t>(picture.channels));
  for (const uint32_t pixel : raster) {
    const uint32_t alpha = TIFFGetA(pixel);
    for (const uint32_t level : {TIFFGetR(pixel), TIFFGetG(pixel), TIFFGetB(pixel)})
      picture.pixels.push_back(static_cast<uint8_t>(
          alpha == 0 || opaque ? level : std::min(255U, (level * 255 + alpha / 2) / alpha)));
    if (!opaque) picture.pixels.push_back(static_cast<uint8_t>(alpha));
  }
  return picture;
}

/// libtiff's "any TIFF to RGBA", whose memory is given back when it goes out of sight.
struct RgbaReader {
  TIFFRGBAImage raw{};
  bool begun = false;
  RgbaReader() = default;
  ~RgbaReader() {
    if (begun) TIFFRGBAImageEnd(&raw);
  }
  RgbaReader(const RgbaReader&) = delete;
  RgbaReader& operator=(const RgbaReader&) = delete;
};

}  // namespace

Expected<Picture> decode_tiff(std::span<const uint8_t> bytes, const std::string& where) {
  TiffSource source{bytes};
  const TiffPointer tiff = open_tiff(source);
  if (!tiff) return broken_tiff(source.message.data(), where);
  uint32_t width = 0, height = 0;
  TIFFGetField(tiff.get(), TIFFTAG_IMAGEWIDTH, &width);
  TIFFGetField(tiff.get(), TIFFTAG_IMAGELENGTH, &height);
  if (auto fits = check_size(width, height, where); !fits) return tl::unexpected(fits.error());
  uint16_t orientation = 1;
  TIFFGetFieldDefaulted(tiff.get(), TIFFTAG_ORIENTATION, &orientation);
  RgbaReader reader;
  std::array<char, 1024> why{};
  if (TIFFRGBAImageOK(tiff.get(), why.data()) == 0) return broken_tiff(why.data(), where);
  reader.begun = TIFFRGBAImageBegin(&reader.raw, tiff.get(), 1, why.data()) != 0;
  if (!reader.begun) return broken_tiff(why.data(), where);
  // As stored: turning it upright is ours, for libtiff only mirrors.
  reader.raw.orientation = reader.raw.req_orientation = ORIENTATION_TOPLEFT;
  std::vector<uint32_t> raster(size_t{width} * height);
  source.lost = false;
  source.message[0] = '\0';
  if (TIFFRGBAImageGet(&reader.raw, raster.data(), width, height) == 0 || source.lost)
    return broken_tiff(source.message.data(), where);
  return upright(unpacked(raster, static_cast<int>(width), static_cast<int>(height)), orientation);
}

}  // namespace ganscope::image
