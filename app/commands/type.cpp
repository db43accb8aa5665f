#include "app/commands/type.h"

#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <system_error>

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

namespace ganscope::commands {
namespace {

struct Font {
  std::vector<unsigned char> bytes;
  stbtt_fontinfo info{};
};

std::optional<std::vector<unsigned char>> read_first(const std::vector<const char*>& names) {
  for (const char* name : names) {
    std::error_code error;
    if (!std::filesystem::is_regular_file(name, error)) continue;
    std::ifstream stream(name, std::ios::binary);
    std::vector<unsigned char> bytes{std::istreambuf_iterator<char>(stream),
                                     std::istreambuf_iterator<char>()};
    if (!bytes.empty()) return bytes;
  }
  return std::nullopt;
}

const Font* load(const std::vector<const char*>& names, Font& font) {
  auto bytes = read_first(names);
  if (!bytes) return nullptr;
  font.bytes = std::move(*bytes);
  return stbtt_InitFont(&font.info, font.bytes.data(), stbtt_GetFontOffsetForIndex(font.bytes.data(), 0)) != 0
             ? &font
             : nullptr;
}

/// Read once, when first asked for.
const Font* font_of(bool bold) {
  static Font regular_store, bold_store;
  static const Font* const regular = load({"/usr/share/fonts/opentype/inter/Inter-Regular.otf",
                                           "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"},
                                          regular_store);
  static const Font* const heavy = load({"/usr/share/fonts/opentype/inter/Inter-SemiBold.otf",
                                         "/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf"},
                                        bold_store);
  return bold && heavy != nullptr ? heavy : regular;
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
  const Font* font = font_of(bold);
  std::vector<Letter> letters;
  if (font == nullptr) return letters;
  const float scale = stbtt_ScaleForMappingEmToPixels(&font->info, static_cast<float>(size));
  for (size_t at = 0; at < words.size();) {
    const int glyph = stbtt_FindGlyphIndex(&font->info, next_code(words, at));
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

}  // namespace ganscope::commands
