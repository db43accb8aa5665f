#include "app/ui/fonts.h"

#include <cstring>
#include <filesystem>

namespace ganscope::ui {
namespace {

/// One typeface: where distributions put it, and the factor from em to ImGui's size (ascent − descent).
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
      {"/usr/share/fonts/opentype/inter/Inter-Regular.otf",
       "/usr/share/fonts/truetype/inter/Inter-Regular.ttf", "/usr/share/fonts/inter/Inter-Regular.ttf"}};
  return face;
}
const Face& face_inter_strong() {
  static const Face face{
      "Inter SemiBold",
      "fonts-inter",
      1.21F,
      {"/usr/share/fonts/opentype/inter/Inter-SemiBold.otf",
       "/usr/share/fonts/truetype/inter/Inter-SemiBold.ttf", "/usr/share/fonts/inter/Inter-SemiBold.ttf"}};
  return face;
}
const Face& face_mono() {
  static const Face face{"JetBrains Mono",
                         "fonts-jetbrains-mono",
                         1.32F,
                         {"/usr/share/fonts/truetype/jetbrains-mono/JetBrainsMono-Regular.ttf",
                          "/usr/share/fonts/jetbrains-mono/JetBrainsMono-Regular.ttf"}};
  return face;
}
const Face& face_maths() {
  static const Face face{
      "DejaVu Sans",
      "fonts-dejavu-core",
      1.16F,
      {"/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf", "/usr/share/fonts/dejavu/DejaVuSans.ttf"}};
  return face;
}
const Face& face_maths_strong() {
  static const Face face{"DejaVu Sans Bold",
                         "fonts-dejavu-core",
                         1.16F,
                         {"/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf",
                          "/usr/share/fonts/dejavu/DejaVuSans-Bold.ttf"}};
  return face;
}
const Face& face_maths_mono() {
  static const Face face{
      "DejaVu Sans Mono",
      "fonts-dejavu-core",
      1.16F,
      {"/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf", "/usr/share/fonts/dejavu/DejaVuSansMono.ttf"}};
  return face;
}
const Face& face_chinese() {
  static const Face face{
      "WenQuanYi Micro Hei",
      "fonts-wqy-microhei",
      1.17F,
      {"/usr/share/fonts/truetype/wqy/wqy-microhei.ttc", "/usr/share/fonts/wqy-microhei/wqy-microhei.ttc"}};
  return face;
}

const char* file_of(const Face& face) {
  for (const char* file : face.files) {
    std::error_code error;
    if (std::filesystem::is_regular_file(file, error)) return file;
  }
  return nullptr;
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
    case Font::count:
      break;
  }
  return {15, face_inter, face_maths};
}

/// What the interface writes beyond Latin-1. What Inter lacks of it comes from DejaVu.
constexpr const char* beyond_latin =
    "\u2013\u2014\u2018\u2019\u201c\u201d\u2022\u2026\u2190\u2191\u2192\u2193\u2194\u2195\u2212\u221a\u221e"
    "\u2248\u2260\u2264\u2265\u2207\u2016\u03b1\u03b2\u03b3\u03bb\u03bc\u03c3\u03c8\u25b2\u25bc\u25be\u25cb"
    "\u25cf"
    "\u2713\u2153\u2154\u2080\u2081\u2082\u2083\u207a\u207b\u00bd\u00b7\u00d7\u2032";

bool is_chinese(ImWchar letter) { return letter >= 0x2E80; }

void remember(std::vector<std::string>& missing, const Face& face, const std::string& instead) {
  std::string words =
      std::string("The font ") + face.name + " is missing (package " + face.package + "): " + instead;
  for (const std::string& known : missing)
    if (known == words) return;
  missing.push_back(std::move(words));
}

}  // namespace

std::vector<std::string> Fonts::load(float scale, const std::vector<std::string>& texts) {
  ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  atlas.Clear();
  fonts_.fill(nullptr);
  std::vector<std::string> missing;

  ImFontGlyphRangesBuilder latin, chinese;
  latin.AddRanges(atlas.GetGlyphRangesDefault());
  for (ImWchar letter = 0x100; letter < 0x180; ++letter) latin.AddChar(letter);  // names of files and people
  latin.AddText(beyond_latin);
  bool needs_chinese = false;
  for (const std::string& words : texts) {
    ImFontGlyphRangesBuilder all;
    all.AddText(words.c_str());
    ImVector<ImWchar> ranges;
    all.BuildRanges(&ranges);
    for (int i = 0; i + 1 < ranges.Size; i += 2) {
      for (unsigned letter = ranges[i]; letter <= ranges[i + 1]; ++letter) {
        const auto glyph = static_cast<ImWchar>(letter);
        needs_chinese |= is_chinese(glyph);
        is_chinese(glyph) ? chinese.AddChar(glyph) : latin.AddChar(glyph);
      }
    }
  }
  const auto ranges_of = [](ImFontGlyphRangesBuilder& builder, std::vector<ImWchar>& into) {
    ImVector<ImWchar> ranges;
    builder.BuildRanges(&ranges);
    into.assign(ranges.begin(), ranges.end());
  };
  ranges_of(latin, latin_);
  ranges_of(chinese, chinese_);

  const auto add = [&](const Face& face, float em, bool merge,
                       const std::vector<ImWchar>& ranges) -> ImFont* {
    const char* file = file_of(face);
    if (file == nullptr) return nullptr;
    ImFontConfig config;
    config.MergeMode = merge;
    config.OversampleH = scale * em > 30 ? 1 : 2;
    config.OversampleV = 1;
    config.RasterizerMultiply = 1.1F;  // small light text on dark would otherwise look thin
    return atlas.AddFontFromFileTTF(file, em * face.factor * scale, &config, ranges.data());
  };
  if (needs_chinese && file_of(face_chinese()) == nullptr)
    remember(missing, face_chinese(), "Chinese characters cannot be shown.");
  for (size_t i = 0; i < fonts_.size(); ++i) {
    const Spec spec = spec_of(static_cast<Font>(i));
    ImFont* font = add(spec.face(), spec.em, false, latin_);
    if (font == nullptr) {
      const bool has_fallback = file_of(spec.fallback()) != nullptr;
      remember(
          missing, spec.face(),
          has_fallback ? std::string("using ") + spec.fallback().name + "." : "using a plain built-in font.");
      font = add(spec.fallback(), spec.em, false, latin_);
    } else {
      add(spec.fallback(), spec.em, true, latin_);  // only what is missing in the first one
    }
    if (font == nullptr) {
      ImFontConfig plain;
      plain.SizePixels = spec.em * scale;
      font = atlas.AddFontDefault(&plain);
    }
    if (needs_chinese) add(face_chinese(), spec.em, true, chinese_);
    fonts_[i] = font;
  }
  ImGui::GetIO().FontDefault = of(Font::body);
  atlas.Build();
  atlas.ClearInputData();  // the files' bytes, once for every size: 15 MB, with Chinese 70
  return missing;
}

}  // namespace ganscope::ui
