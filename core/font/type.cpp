#include "core/font/type.h"

#include <filesystem>
#include <memory>
#include <mutex>
#include <set>
#include <utility>
#include <vector>

#include "core/font/font_file.h"
#include "core/font/font_search.h"

// Packaged as a header with its implementation; its own style is not ours to warn about.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wold-style-cast"
#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Wunused-function"
#pragma GCC diagnostic ignored "-Wpedantic"
#define STB_TRUETYPE_IMPLEMENTATION
#define STBTT_STATIC
#include <stb/stb_truetype.h>
#pragma GCC diagnostic pop

namespace ganscope::font {
namespace {

/// A font that was found sound, and what the rasteriser knows of it.
struct Sound {
  FontFile file;
  stbtt_fontinfo info{};
};

/// The fonts of one weight in the order in which a letter is looked for, read when first asked for. None of
/// them is handed to the rasteriser unchecked; a damaged one counts as missing.
class Faces {
 public:
  explicit Faces(bool bold) {
    const char* inter = bold ? "opentype/inter/Inter-SemiBold.otf" : "opentype/inter/Inter-Regular.otf";
    const char* dejavu = bold ? "truetype/dejavu/DejaVuSans-Bold.ttf" : "truetype/dejavu/DejaVuSans.ttf";
    for (const char* place : {inter, dejavu})
      if (const auto path = search_.find({place})) read(*path);
  }

  /// A font with this letter; else the first one, which draws its box. Null: there is none at all.
  const Sound* with(uint32_t letter) {
    for (const auto& [path, face] : faces_)
      if (face != nullptr && face->file.coverage.has(letter)) return face.get();
    if (letter >= 0x80 && !sought_.contains(letter)) {
      sought_.insert(letter);
      for (const auto& path : search_.with(letter))
        if (const Sound* face = read(path); face != nullptr && face->file.coverage.has(letter)) return face;
    }
    for (const auto& [path, face] : faces_)
      if (face != nullptr) return face.get();
    return nullptr;
  }

 private:
  const Sound* read(const std::filesystem::path& path) {
    for (const auto& [known, face] : faces_)
      if (known == path) return face.get();
    auto file = read_font(path);
    faces_.emplace_back(path, nullptr);
    if (!file) return nullptr;
    auto face = std::make_unique<Sound>(Sound{std::move(*file), {}});
    const auto* bytes = reinterpret_cast<const unsigned char*>(face->file.bytes.data());
    if (stbtt_InitFont(&face->info, bytes, stbtt_GetFontOffsetForIndex(bytes, 0)) == 0) return nullptr;
    faces_.back().second = std::move(face);
    return faces_.back().second.get();
  }

  FontSearch search_{{}};
  std::vector<std::pair<std::filesystem::path, std::unique_ptr<Sound>>> faces_;  ///< null: not sound
  std::set<uint32_t> sought_;
};

Faces& faces_of(bool bold) {
  static Faces regular(false), heavy(true);
  return bold ? heavy : regular;
}

/// The next code point of well-formed UTF-8; anything else comes byte by byte.
int next_code(const std::string& text, size_t& at) {
  const auto byte = [&](size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(at);
  const int more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : first >= 0xC0 ? 1 : 0;
  if (more == 0 || at + static_cast<size_t>(more) >= text.size() + 1) return byte(at++);
  int code = first & (0x3F >> more);
  for (int i = 1; i <= more && at + static_cast<size_t>(i) < text.size(); ++i)
    code = code << 6 | (byte(at + static_cast<size_t>(i)) & 0x3F);
  at += static_cast<size_t>(more) + 1;
  return code;
}

}  // namespace

std::vector<Letter> set_type(const std::string& words, double size, bool bold) {
  static std::mutex faces;  // they grow while letters are looked for
  const std::lock_guard lock(faces);
  std::vector<Letter> letters;
  for (size_t at = 0; at < words.size();) {
    const int code = next_code(words, at);
    const Sound* font = faces_of(bold).with(static_cast<uint32_t>(code));
    if (font == nullptr) return letters;
    const float scale = stbtt_ScaleForMappingEmToPixels(&font->info, static_cast<float>(size));
    const int glyph = stbtt_FindGlyphIndex(&font->info, code);
    Letter letter;
    int advance = 0, bearing = 0;
    stbtt_GetGlyphHMetrics(&font->info, glyph, &advance, &bearing);
    letter.advance = static_cast<double>(advance) * static_cast<double>(scale);
    if (unsigned char* bitmap = stbtt_GetGlyphBitmap(&font->info, scale, scale, glyph, &letter.width,
                                                     &letter.height, &letter.left, &letter.top)) {
      letter.coverage.assign(bitmap, bitmap + letter.width * letter.height);
      stbtt_FreeBitmap(bitmap, nullptr);
    }
    letters.push_back(std::move(letter));
  }
  return letters;
}

}  // namespace ganscope::font
