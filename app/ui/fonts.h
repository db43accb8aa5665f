#pragma once
#include <imgui.h>

#include <array>
#include <string>
#include <vector>

namespace ganscope::ui {

/// The sizes of the design (em, at scale 1). `mono` is JetBrains Mono, for every number; the others are
/// Inter.
enum class Font {
  caption,
  caption_strong,
  body,
  strong,
  title,
  verdict,
  large,
  mono_small,
  mono,
  mono_title,
  mono_large,
  count
};

/// The loaded fonts, rasterised at size × scale. Built once per scale and language.
class Fonts {
 public:
  /// Adds the fonts to ImGui's atlas (the caller uploads the texture). `texts`: every string the program can
  /// show, for the Chinese glyph range. Returns what is missing, in words.
  std::vector<std::string> load(float scale, const std::vector<std::string>& texts);
  [[nodiscard]] ImFont* of(Font font) const { return fonts_[static_cast<size_t>(font)]; }

 private:
  std::array<ImFont*, static_cast<size_t>(Font::count)> fonts_{};
  std::vector<ImWchar> latin_, chinese_;  ///< glyph ranges; ImGui's atlas points to them
};

}  // namespace ganscope::ui
