#include "core/image/content.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "core/base/utf8.h"

namespace ganscope::image {
namespace {

using std::string_view_literals::operator""sv;
using Bytes = std::span<const uint8_t>;

bool stands_at(Bytes bytes, size_t place, std::string_view mark) {
  if (place > bytes.size() || mark.size() > bytes.size() - place) return false;
  return std::equal(mark.begin(), mark.end(), bytes.begin() + static_cast<std::ptrdiff_t>(place),
                    [](char a, uint8_t b) { return static_cast<uint8_t>(a) == b; });
}

/// "BM" alone begins many a text, so the length of the second header (wingdi.h) must be right as well.
bool is_bmp(Bytes bytes) {
  constexpr std::array<uint8_t, 8> lengths{12, 16, 40, 52, 56, 64, 108, 124};
  return stands_at(bytes, 0, "BM") && bytes.size() >= 18 && stands_at(bytes, 15, "\0\0\0"sv) &&
         std::ranges::find(lengths, bytes[14]) != lengths.end();
}

/// What is not read, at which place its mark stands, and what it is called.
struct Known {
  size_t place;
  std::string_view mark;
  const char* words;
  bool archive;
};
constexpr std::array known{
    Known{0, "PK\3\4"sv, "a zip archive", true},
    Known{0, "PK\5\6"sv, "a zip archive", true},
    Known{257, "ustar"sv, "a tar archive", true},
    Known{0, "\x1F\x8B"sv, "a gzip file", true},
    Known{0, "BZh"sv, "a bzip2 file", true},
    Known{0,
          "\xFD"
          "7zXZ\0"sv,
          "an xz file", true},
    Known{0, "\x28\xB5\x2F\xFD"sv, "a zstd file", true},
    Known{0, "7z\xBC\xAF\x27\x1C"sv, "a 7z archive", true},
    Known{0, "Rar!\x1A\7"sv, "a rar archive", true},
    Known{4, "ftypheic"sv, "a HEIC picture", false},
    Known{4, "ftypheix"sv, "a HEIC picture", false},
    Known{4, "ftypmif1"sv, "a HEIC picture", false},
    Known{4, "ftypmsf1"sv, "a HEIC picture", false},
    Known{4, "ftypavif"sv, "an AVIF picture", false},
    Known{4, "ftypavis"sv, "an AVIF picture", false},
    Known{4, "ftyp"sv, "a video", false},
    Known{0, "\x1A\x45\xDF\xA3"sv, "a video", false},
    Known{8, "AVI "sv, "a video", false},
    Known{8, "WAVE"sv, "a WAV sound", false},
    Known{8, "AIFF"sv, "an AIFF sound", false},
    Known{8, "AIFC"sv, "an AIFF sound", false},
    Known{0, "fLaC"sv, "a FLAC sound", false},
    Known{0, "OggS"sv, "an Ogg sound", false},
    Known{0, "ID3"sv, "an MP3 sound", false},
    Known{0, "MThd"sv, "a MIDI file", false},
    Known{0, "\xFF\x0A"sv, "a JPEG XL picture", false},
    Known{0, "\0\0\0\x0CJXL "sv, "a JPEG XL picture", false},
    Known{0, "\0\0\0\x0CjP  "sv, "a JPEG 2000 picture", false},
    Known{0, "8BPS"sv, "a Photoshop picture", false},
    Known{0, "gimp xcf"sv, "a GIMP picture", false},
    Known{0, "\0\0\1\0"sv, "a Windows icon", false},
    Known{0, "DDS "sv, "a DDS texture", false},
    Known{0, "%PDF"sv, "a PDF", false},
    Known{0, "SQLite format 3"sv, "a database", false},
    Known{0, "\x93NUMPY"sv, "a NumPy array", false},
    Known{0, "\x89HDF"sv, "an HDF5 file", false},
    Known{0,
          "\x7F"
          "ELF"sv,
          "a program", false},
};

bool looks_like_text(Bytes bytes) {
  return std::ranges::all_of(bytes,
                             [](uint8_t b) { return b >= 32 ? b != 127 : b == 9 || b == 10 || b == 13; });
}

bool is_svg(Bytes bytes) {
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  return text.find("<svg") != std::string_view::npos;
}

}  // namespace

Format format_of(std::span<const uint8_t> bytes) {
  if (stands_at(bytes, 0, "\x89PNG")) return Format::png;
  if (stands_at(bytes, 0, "\xFF\xD8\xFF")) return Format::jpeg;
  if (stands_at(bytes, 0, "RIFF") && stands_at(bytes, 8, "WEBP")) return Format::webp;
  if (stands_at(bytes, 0, "GIF87a") || stands_at(bytes, 0, "GIF89a")) return Format::gif;
  // 42 a TIFF, 43 a BigTIFF, in either byte order
  for (const std::string_view mark : {"II*\0"sv, "MM\0*"sv, "II+\0"sv, "MM\0+"sv})
    if (stands_at(bytes, 0, mark)) return Format::tiff;
  return is_bmp(bytes) ? Format::bmp : Format::none;
}

std::string content_words(std::span<const uint8_t> bytes) {
  if (bytes.empty()) return "an empty file";
  bytes = bytes.first(std::min(bytes.size(), telling_bytes));
  switch (format_of(bytes)) {
    case Format::png:
      return "a PNG picture";
    case Format::jpeg:
      return "a JPEG picture";
    case Format::webp:
      return "a WebP picture";
    case Format::bmp:
      return "a BMP picture";
    case Format::tiff:
      return "a TIFF picture";
    case Format::gif:
      return "a GIF picture";
    case Format::none:
      break;
  }
  for (const Known& one : known)
    if (stands_at(bytes, one.place, one.mark)) return one.words;
  if (looks_like_text(bytes)) return is_svg(bytes) ? "an SVG drawing" : "text";
  return "an unknown kind of file";
}

bool names_a_picture(const std::filesystem::path& file) {
  static constexpr std::array endings{".png", ".jpg", ".jpeg", ".jpe",  ".jfif", ".webp",
                                      ".bmp", ".dib", ".tif",  ".tiff", ".gif"};
  return std::ranges::find(endings, lower_case(file.extension().string())) != endings.end();
}

bool is_archive(std::span<const uint8_t> bytes) {
  return std::ranges::any_of(
      known, [&](const Known& one) { return one.archive && stands_at(bytes, one.place, one.mark); });
}

}  // namespace ganscope::image
