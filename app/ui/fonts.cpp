#include "app/ui/fonts.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/ui/bounded.h"
#include "app/ui/imgui_compat.h"

namespace ganscope::ui {
namespace {

/// One typeface: where distributions put it below their folders of fonts, and the factor from em to ImGui's
/// size (ascent − descent).
struct Face {
  const char* name;
  const char* package;
  float factor;
  std::vector<const char*> files;
};

const Face& face_inter() {
  static const Face face{
      "Inter",
      "fonts-inter",
      1.21F,
      {"opentype/inter/Inter-Regular.otf", "truetype/inter/Inter-Regular.ttf", "inter/Inter-Regular.ttf"}};
  return face;
}
const Face& face_inter_strong() {
  static const Face face{
      "Inter SemiBold",
      "fonts-inter",
      1.21F,
      {"opentype/inter/Inter-SemiBold.otf", "truetype/inter/Inter-SemiBold.ttf", "inter/Inter-SemiBold.ttf"}};
  return face;
}
const Face& face_mono() {
  static const Face face{
      "JetBrains Mono",
      "fonts-jetbrains-mono",
      1.32F,
      {"truetype/jetbrains-mono/JetBrainsMono-Regular.ttf", "jetbrains-mono/JetBrainsMono-Regular.ttf"}};
  return face;
}
const Face& face_maths() {
  static const Face face{
      "DejaVu Sans", "fonts-dejavu-core", 1.16F, {"truetype/dejavu/DejaVuSans.ttf", "dejavu/DejaVuSans.ttf"}};
  return face;
}
const Face& face_maths_strong() {
  static const Face face{"DejaVu Sans Bold",
                         "fonts-dejavu-core",
                         1.16F,
                         {"truetype/dejavu/DejaVuSans-Bold.ttf", "dejavu/DejaVuSans-Bold.ttf"}};
  return face;
}
const Face& face_maths_mono() {
  static const Face face{"DejaVu Sans Mono",
                         "fonts-dejavu-core",
                         1.16F,
                         {"truetype/dejavu/DejaVuSansMono.ttf", "dejavu/DejaVuSansMono.ttf"}};
  return face;
}
const Face& face_italic() {
  static const Face face{
      "Inter Italic",
      "fonts-inter",
      1.21F,
      {"opentype/inter/Inter-Italic.otf", "truetype/inter/Inter-Italic.ttf", "inter/Inter-Italic.ttf"}};
  return face;
}
const Face& face_serif() {
  static const Face face{"DejaVu Serif",
                         "fonts-dejavu-core",
                         1.164F,
                         {"truetype/dejavu/DejaVuSerif.ttf", "dejavu/DejaVuSerif.ttf"}};
  return face;
}
const Face& face_serif_italic() {
  static const Face face{"DejaVu Serif Italic",
                         "fonts-dejavu-extra",
                         1.164F,
                         {"truetype/dejavu/DejaVuSerif-Italic.ttf", "dejavu/DejaVuSerif-Italic.ttf"}};
  return face;
}
const Face& face_chinese() {
  static const Face face{"WenQuanYi Micro Hei",
                         "fonts-wqy-microhei",
                         1.17F,
                         {"truetype/wqy/wqy-microhei.ttc", "wqy-microhei/wqy-microhei.ttc"}};
  return face;
}

/// One entry of the design's table: its em size and its face.
struct Spec {
  float em;
  const Face& (*face)();
  const Face& (*fallback)();
};

Spec spec_of(Font font) {
  switch (font) {
    case Font::caption:
      return {13, face_inter, face_maths};
    case Font::caption_strong:
      return {13, face_inter_strong, face_maths_strong};
    case Font::body:
      return {15, face_inter, face_maths};
    case Font::strong:
      return {15, face_inter_strong, face_maths_strong};
    case Font::title:
      return {17, face_inter_strong, face_maths_strong};
    case Font::verdict:
      return {20, face_inter_strong, face_maths_strong};
    case Font::large:
      return {28, face_inter_strong, face_maths_strong};
    case Font::mono_small:
      return {13, face_mono, face_maths_mono};
    case Font::mono:
      return {15, face_mono, face_maths_mono};
    case Font::mono_title:
      return {20, face_mono, face_maths_mono};
    case Font::mono_large:
      return {28, face_mono, face_maths_mono};
    case Font::lesson:
      return {17, face_inter, face_maths};
    case Font::lesson_italic:
      return {17, face_italic, face_maths};
    case Font::maths_small:
      return {13, face_serif, face_maths};
    case Font::maths:
      return {18, face_serif, face_maths};
    case Font::maths_large:
      return {20, face_serif, face_maths};
    case Font::maths_italic_small:
      return {13, face_serif_italic, face_serif};
    case Font::maths_italic:
      return {18, face_serif_italic, face_serif};
    case Font::maths_italic_large:
      return {20, face_serif_italic, face_serif};
    case Font::maths_signs:
      return {30, face_serif, face_maths};
    case Font::count:
      break;
  }
  return {15, face_inter, face_maths};
}

/// The letters that the fonts of formulas have room for: all that a formula can hold, and no names of files.
const std::vector<ImWchar>& letters_of_formulas() {
  static const std::vector<ImWchar> ranges{
      0x20,   0x7E,   0xA0,   0xFF,   0x391,  0x3C9,  0x2026, 0x2026, 0x2032, 0x2032, 0x2102, 0x2102, 0x210D,
      0x210D, 0x2113, 0x2115, 0x2119, 0x211D, 0x2124, 0x2124, 0x2190, 0x2194, 0x21A6, 0x21A6, 0x21D0, 0x21D4,
      0x2200, 0x22A5, 0x22C5, 0x22C5, 0x22EF, 0x22EF, 0x2016, 0x2016, 0x27E8, 0x27E9, 0xFFFD, 0xFFFD, 0};
  return ranges;
}
const std::vector<ImWchar>& large_signs() {
  static const std::vector<ImWchar> ranges{0x220F, 0x220F, 0x2211, 0x2211, 0x222B, 0x222B, 0xFFFD, 0xFFFD, 0};
  return ranges;
}

/// The ranges of a font that has fewer letters than the others; null: it has the others'.
const std::vector<ImWchar>* own_letters(Font font) {
  if (font == Font::maths_signs) return &large_signs();
  return font >= Font::maths_small && font < Font::maths_signs ? &letters_of_formulas() : nullptr;
}

/// What the interface writes beyond Latin-1. What Inter lacks of it comes from DejaVu.
constexpr const char* beyond_latin =
    "\u2013\u2014\u2018\u2019\u201c\u201d\u2022\u2026\u2190\u2191\u2192\u2193\u2194\u2195\u2212\u221a\u221e"
    "\u2248\u2260\u2264\u2265\u2207\u2016\u03b1\u03b2\u03b3\u03bb\u03bc\u03c3\u03c8\u25b2\u25bc\u25be\u25cb"
    "\u25cf"
    "\u2713\u2153\u2154\u2080\u2081\u2082\u2083\u207a\u207b\u00bd\u00b7\u00d7\u2032"
    "\ufffd";  // what ImGui draws for a letter that no font has

constexpr uint32_t first_chinese = 0x2E80, last_drawable = 0xFFFF;  // ImGui's letters have 16 bits
constexpr size_t most_extra_letters = 6000;
constexpr uint32_t block = 0x80;  // letters that are loaded together: who writes one Greek letter writes more
constexpr int widest_atlas = 4096;    // px; ImGui's own choice
constexpr double most_pixels = 48e6;  // of the atlas: a quarter of a gigabyte on the graphics card, with room
constexpr double packed_share = 0.8;  // of an atlas, at worst
constexpr float sharp_enough = 0.99F;

bool is_letter(uint32_t c) { return c >= block && c <= last_drawable && (c < 0xD800 || c > 0xDFFF); }

/// Calls `take` for every code point of `words` beyond ASCII; what is no UTF-8 counts as U+FFFD.
template <class Take>
void for_letters(std::string_view words, Take take) {
  const auto beyond_ascii = [](char c) { return static_cast<unsigned char>(c) >= 0x80; };
  const char* at = words.data();
  const char* end = at + words.size();
  while ((at = std::find_if(at, end, beyond_ascii)) != end) {
    unsigned int letter = 0;
    at += std::max(1, ImTextCharFromUtf8(&letter, at, end));
    take(static_cast<uint32_t>(letter));
  }
}

/// The fonts that the program's own sentences are set in; the others get Chinese when somebody draws it.
bool is_prose(Font font) {
  switch (font) {
    case Font::caption:
    case Font::caption_strong:
    case Font::body:
    case Font::strong:
    case Font::title:
    case Font::verdict:
    case Font::lesson:
    case Font::lesson_italic:
      return true;
    default:
      return false;
  }
}

std::vector<ImWchar> ranges_of(const ImFontGlyphRangesBuilder& letters) {
  ImFontGlyphRangesBuilder builder = letters;
  ImVector<ImWchar> ranges;
  builder.BuildRanges(&ranges);
  return {ranges.begin(), ranges.end()};
}

size_t count_of(const std::vector<ImWchar>& ranges) {
  size_t count = 0;
  for (size_t i = 0; i + 1 < ranges.size(); i += 2) count += size_t{1} + ranges[i + 1] - ranges[i];
  return count;
}

}  // namespace

/// What goes into the atlas.
struct Fonts::Recipe {
  /// Letters that come from one file, after what the fonts themselves have.
  struct Addition {
    const font::FontFile* file = nullptr;
    std::vector<ImWchar> prose, everywhere;  ///< ranges: for the prose alone, for every font
  };
  std::vector<ImWchar> latin;  ///< ranges, from each font's own faces
  std::vector<Addition> additions;

  /// Pixels that it will need at this scale, roughly and rather too many.
  [[nodiscard]] double pixels(float scale) const {
    double sum = 0;
    for (size_t i = 0; i < static_cast<size_t>(Font::count); ++i) {
      const auto font = static_cast<Font>(i);
      const std::vector<ImWchar>* own = own_letters(font);
      double squares = 0.5 * static_cast<double>(count_of(own != nullptr ? *own : latin));
      for (const Addition& addition : additions)
        if (own == nullptr)
          squares += static_cast<double>(count_of(is_prose(font) ? addition.prose : addition.everywhere));
      const double height = static_cast<double>(1.2F * spec_of(font).em * scale);
      sum += squares * height * height * (spec_of(font).em * scale > 30 ? 1 : 2);
    }
    return sum;
  }
};

Fonts::Fonts(int most_texture, std::vector<std::filesystem::path> folders)
    : most_texture_(std::max(most_texture, 512)), search_(std::move(folders)) {}

float em_of(Font font) { return spec_of(font).em; }

void Fonts::complain(const std::string& words) {
  if (std::ranges::find(complaints_, words) == complaints_.end()) complaints_.push_back(words);
}

const font::FontFile* Fonts::file_of(const std::filesystem::path& path) {
  const auto known = files_.find(path);
  if (known != files_.end()) return known->second.get();
  auto font = font::read_font(path);
  if (!font) complain("T" + font.error().what.substr(1) + " (" + path.string() + ").");  // "The font file …"
  auto& kept = files_[path];
  if (font) kept = std::make_unique<font::FontFile>(std::move(*font));
  return kept.get();
}

void Fonts::want(Font font, std::string_view words) const {
  for_letters(words, [&](uint32_t letter) {
    const ImFont* loaded = of(font);
    if (!is_letter(letter) || loaded == nullptr || own_letters(font) != nullptr ||
        extra_.size() + wanted_.size() >= most_extra_letters)
      return;
    if (loaded->FindGlyphNoFallback(static_cast<ImWchar>(letter)) != nullptr) return;
    if (!extra_.contains(letter)) wanted_.insert(letter);
  });
}

Fonts::Recipe Fonts::recipe_for(const std::vector<std::string>& texts) {
  ImFontGlyphRangesBuilder latin;
  latin.AddRanges(ImGui::GetIO().Fonts->GetGlyphRangesDefault());
  for (ImWchar letter = 0x100; letter < 0x180; ++letter) latin.AddChar(letter);  // names of files and people
  latin.AddText(beyond_latin);
  std::set<uint32_t> own;  // of the program's texts, beyond what Latin fonts have
  for (const std::string& words : texts) {
    for_letters(words, [&](uint32_t letter) {
      if (!is_letter(letter)) return;
      letter >= first_chinese ? static_cast<void>(own.insert(letter))
                              : latin.AddChar(static_cast<ImWchar>(letter));
    });
  }
  const auto file_at = [&](const Face& face) -> const font::FontFile* {
    const auto path = search_.find(face.files);
    return path ? file_of(*path) : nullptr;
  };
  const std::array<const font::FontFile*, 2> faces{file_at(face_inter()), file_at(face_maths())};
  const auto in_faces = [&](uint32_t letter) {
    return std::ranges::any_of(
        faces, [&](const font::FontFile* file) { return file != nullptr && file->coverage.has(letter); });
  };
  struct Letters {
    ImFontGlyphRangesBuilder prose, everywhere;
  };
  std::map<const font::FontFile*, Letters> others;
  const auto source_of = [&](uint32_t letter) -> const font::FontFile* {
    const font::FontFile* chinese = file_at(face_chinese());
    if (chinese != nullptr && chinese->coverage.has(letter)) return chinese;
    for (const auto& path : search_.with(letter))
      if (const font::FontFile* file = file_of(path); file != nullptr && file->coverage.has(letter))
        return file;
    return nullptr;
  };
  for (const uint32_t letter : own) {
    if (const font::FontFile* file = source_of(letter))
      others[file].prose.AddChar(static_cast<ImWchar>(letter));
    else
      complain(std::string("The font ") + face_chinese().name + " is missing (package " +
               face_chinese().package + "): some characters cannot be shown.");
  }
  for (const uint32_t letter : extra_) {
    const uint32_t first = letter < first_chinese ? letter - letter % block : letter;
    const uint32_t last = letter < first_chinese ? first + block - 1 : letter;
    for (uint32_t near = first; near <= last; ++near)
      if (in_faces(near)) latin.AddChar(static_cast<ImWchar>(near));
    const bool in_maths = faces[1] != nullptr && faces[1]->coverage.has(letter);
    const font::FontFile* file = in_maths ? faces[1] : in_faces(letter) ? faces[0] : source_of(letter);
    if (file == nullptr) continue;
    others[file].prose.AddChar(static_cast<ImWchar>(letter));
    others[file].everywhere.AddChar(static_cast<ImWchar>(letter));
  }
  Recipe recipe{ranges_of(latin), {}};
  for (const auto& [file, letters] : others)
    recipe.additions.push_back({file, ranges_of(letters.prose), ranges_of(letters.everywhere)});
  return recipe;
}

void Fonts::build(const Recipe& recipe, float raster) {
  ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  atlas.Clear();
  fonts_.fill(nullptr);
  atlas.TexDesiredWidth = most_texture_ < widest_atlas ? most_texture_ : 0;
  const float scale = scale_ * raster;
  const auto add = [&](const font::FontFile* file, float factor, float em, bool merge,
                       const std::vector<ImWchar>& ranges) -> ImFont* {
    if (file == nullptr || ranges.size() < 2) return nullptr;
    ImFontConfig config;
    config.MergeMode = merge;
    config.OversampleH = scale * em > 30 ? 1 : 2;
    config.OversampleV = 1;
    config.RasterizerMultiply = 1.1F;  // small light text on dark would otherwise look thin
    void* bytes = const_cast<std::byte*>(file->bytes.data());  // the rasteriser only reads
    ImFont* font = atlas.AddFontFromMemoryTTF(bytes, static_cast<int>(file->bytes.size()),
                                              em * factor * scale, &config, ranges.data());
    // Only afterwards: ImGui would have made a copy for each of the sizes.
    atlas.ConfigData.back().FontDataOwnedByAtlas = false;
    return font;
  };
  const std::vector<ImWchar>* own = nullptr;  // of the font that is being made
  const auto add_face = [&](const Face& face, float em, bool merge) {
    const auto path = search_.find(face.files);
    return path ? add(file_of(*path), face.factor, em, merge, own != nullptr ? *own : recipe.latin) : nullptr;
  };
  for (size_t i = 0; i < fonts_.size(); ++i) {
    const auto which = static_cast<Font>(i);
    const Spec spec = spec_of(which);
    own = own_letters(which);
    ImFont* font = add_face(spec.face(), spec.em, false);
    if (font == nullptr) {
      font = add_face(spec.fallback(), spec.em, false);
      const bool missing = !search_.find(spec.face().files);
      complain(std::string("The font ") + spec.face().name + " is " + (missing ? "missing" : "damaged") +
               " (package " + spec.face().package + "): using " +
               (font != nullptr ? spec.fallback().name : "a plain built-in font") + ".");
    } else {
      add_face(spec.fallback(), spec.em, true);  // only what is missing in the first one
    }
    if (font == nullptr) {
      ImFontConfig plain;
      plain.SizePixels = spec.em * scale;
      font = atlas.AddFontDefault(&plain);
    }
    for (const Recipe::Addition& addition : recipe.additions)
      if (own == nullptr)
        add(addition.file, face_chinese().factor, spec.em, true,
            is_prose(which) ? addition.prose : addition.everywhere);
    fonts_[i] = font;
  }
  ImGui::GetIO().FontDefault = of(Font::body);
  atlas.Build();
  atlas.ClearInputData();
  if (raster != 1)
    for (ImFont* font : fonts_) compat::magnify(*font, 1 / raster);
}

std::vector<std::string> Fonts::load(float scale, const std::vector<std::string>& texts) {
  scale_ = scale;
  ++generation_;
  complaints_.clear();
  extra_.merge(wanted_);
  wanted_.clear();
  const Recipe recipe = recipe_for(texts);
  const double height = std::min(most_texture_, 4 * widest_atlas);
  const double room = std::min(most_pixels, packed_share * std::min(most_texture_, widest_atlas) * height);
  float raster = std::min(1.0F, static_cast<float>(std::sqrt(room / recipe.pixels(scale))));
  if (raster > sharp_enough) raster = 1;
  const ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  build(recipe, raster);
  for (int attempt = 0; attempt < 8 && std::max(atlas.TexWidth, atlas.TexHeight) > most_texture_; ++attempt)
    build(recipe, raster *= 0.75F);
  if (raster < 1)
    complain(
        "The letters are drawn less sharp: at this size they would not fit into one texture of the graphics "
        "card.");
  files_.clear();  // their bytes: 15 MB, with Chinese 5 more
  return std::exchange(complaints_, {});
}

}  // namespace ganscope::ui
