#pragma once
#include <imgui.h>

#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/font/font_file.h"
#include "core/font/font_search.h"

namespace ganscope::ui {

/// The sizes of the design (em, at scale 1). `mono` is JetBrains Mono, for every number; those for formulas
/// are DejaVu Serif; the others are Inter.
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
  lesson,         ///< a lesson's text; what is strong in it is `title`
  lesson_italic,  ///< what is emphasised there
  maths_small,    ///< of formulas: DejaVu Serif, its letters, Greek and signs alone
  maths,
  maths_large,
  maths_italic_small,
  maths_italic,
  maths_italic_large,
  maths_signs,  ///< sums and their like
  count
};

/// Its size, em, at scale 1.
[[nodiscard]] float em_of(Font font);

/// The loaded fonts, rasterised at size × scale: the letters of the program's own texts, and of names, paths
/// and whatever else has been drawn, as soon as somebody wants to draw it. What no font of this machine has
/// is drawn as U+FFFD, the replacement character. No font is handed to the rasteriser unchecked, and the
/// atlas is never larger than the graphics card's textures may be: letters are then drawn less sharp, in the
/// same places. Interface thread only.
class Fonts {
 public:
  /// `most_texture`: the graphics card's largest texture, px. `folders`: where fonts are looked for; empty:
  /// those of this machine.
  explicit Fonts(int most_texture = 16384, std::vector<std::filesystem::path> folders = {});

  /// Adds the fonts to ImGui's atlas (the caller uploads the texture). `texts`: every string the program can
  /// show, for the Chinese glyph range. Returns what is missing, damaged, or could not be had, in words.
  std::vector<std::string> load(float scale, const std::vector<std::string>& texts);
  [[nodiscard]] ImFont* of(Font font) const { return fonts_[static_cast<size_t>(font)]; }

  /// Another number after every `load`: what was measured before is to be measured again.
  [[nodiscard]] int generation() const { return generation_; }

  /// Somebody draws these words: letters that are not loaded yet are noted. Costs next to nothing for words
  /// that are loaded, or in ASCII.
  void want(Font font, std::string_view words) const;
  /// Letters were wanted that the next `load` will bring.
  [[nodiscard]] bool wants_more() const { return !wanted_.empty(); }

 private:
  struct Recipe;
  [[nodiscard]] Recipe recipe_for(const std::vector<std::string>& texts);
  void build(const Recipe& recipe, float raster);
  [[nodiscard]] const font::FontFile* file_of(const std::filesystem::path& path);
  void complain(const std::string& words);

  int most_texture_;
  font::FontSearch search_;
  float scale_ = 1;
  int generation_ = 0;
  std::array<ImFont*, static_cast<size_t>(Font::count)> fonts_{};
  std::set<uint32_t> extra_;           ///< letters beyond the program's own, loaded on demand
  mutable std::set<uint32_t> wanted_;  ///< the same, since the last `load`
  std::map<std::filesystem::path, std::unique_ptr<font::FontFile>>
      files_;  ///< read and checked; null: refused
  std::vector<std::string> complaints_;
};

}  // namespace ganscope::ui
