#include "app/ui/fonts.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "app/ui/imgui_compat.h"
#include "tests/support/temporary_folder.h"

namespace ganscope::ui {
namespace {

namespace fs = std::filesystem;

class LoadedFonts : public ::testing::Test {
 protected:
  void SetUp() override {
    for (const char* file :
         {"opentype/inter/Inter-Regular.otf", "truetype/dejavu/DejaVuSans.ttf",
          "truetype/wqy/wqy-microhei.ttc", "truetype/jetbrains-mono/JetBrainsMono-Regular.ttf"})
      if (!fs::exists(fs::path("/usr/share/fonts") / file)) GTEST_SKIP() << file << " is not installed";
    ImGui::CreateContext();
  }
  void TearDown() override {
    if (ImGui::GetCurrentContext() != nullptr) ImGui::DestroyContext();
  }

  /// This machine's fonts of the interface, in a folder of their own that a test may spoil.
  void copy_fonts() {
    for (const char* folder :
         {"opentype/inter", "truetype/dejavu", "truetype/wqy", "truetype/jetbrains-mono"})
      fs::create_directories(folder_.path() / folder);
    for (const char* file :
         {"opentype/inter/Inter-Regular.otf", "opentype/inter/Inter-SemiBold.otf",
          "truetype/dejavu/DejaVuSans.ttf", "truetype/dejavu/DejaVuSans-Bold.ttf",
          "truetype/dejavu/DejaVuSansMono.ttf", "truetype/jetbrains-mono/JetBrainsMono-Regular.ttf"})
      fs::copy_file(fs::path("/usr/share/fonts") / file, folder_.path() / file);
  }
  void spoil(const char* file) {
    std::fstream stream(folder_.path() / file, std::ios::in | std::ios::out | std::ios::binary);
    stream.seekp(3000);
    stream << std::string(4000, 'x');
  }
  static bool drawn(const Fonts& fonts, Font font, uint32_t letter) {
    return fonts.of(font)->FindGlyphNoFallback(static_cast<ImWchar>(letter)) != nullptr;
  }
  static bool says(const std::vector<std::string>& words, const char* part) {
    return std::ranges::any_of(words,
                               [&](const std::string& line) { return line.find(part) != std::string::npos; });
  }
  testing::TemporaryFolder folder_;
};

TEST_F(LoadedFonts, BringGreekCyrillicArabicAndChineseWhenSomebodyDrawsThem) {
  Fonts fonts;
  EXPECT_TRUE(fonts.load(1, {}).empty());
  const char* names[] = {"Καλημέρα", "Щука", "قطة", "猫", "ねこ", "חתול", "ქართული"};
  for (const char* name : names) fonts.want(Font::body, name);
  ASSERT_TRUE(fonts.wants_more());
  EXPECT_TRUE(fonts.load(1, {}).empty());
  EXPECT_FALSE(fonts.wants_more());
  for (const Font font : {Font::body, Font::strong, Font::caption, Font::mono_small}) {
    for (const uint32_t letter : {0x3BAU, 0x429U, 0x642U, 0x732BU, 0x306DU, 0x5D7U, 0x10E5U})
      EXPECT_TRUE(drawn(fonts, font, letter)) << std::hex << letter;
  }
  for (const char* name : names) fonts.want(Font::mono_small, name);
  EXPECT_FALSE(fonts.wants_more()) << "what is there is asked for once";
}

TEST_F(LoadedFonts, LoadAScriptTogetherSoThatTypingDoesNotLoadLetterByLetter) {
  Fonts fonts;
  static_cast<void>(fonts.load(1, {}));
  fonts.want(Font::body, "Ж");
  static_cast<void>(fonts.load(1, {}));
  fonts.want(Font::body, "абвгдеёжзийклмнопрстуфхцчшщъыьэюя");
  EXPECT_FALSE(fonts.wants_more());
}

TEST_F(LoadedFonts, AskOnceForWhatNoFontHasAndDrawTheReplacementCharacter) {
  Fonts fonts;
  static_cast<void>(fonts.load(1, {}));
  fonts.want(Font::body, "\xEE\x84\xA3");  // U+E123, private
  EXPECT_TRUE(fonts.wants_more());
  static_cast<void>(fonts.load(1, {}));
  fonts.want(Font::body, "\xEE\x84\xA3");
  EXPECT_FALSE(fonts.wants_more());
  for (int font = 0; font < static_cast<int>(Font::count); ++font)
    EXPECT_EQ(fonts.of(static_cast<Font>(font))->FallbackChar, 0xFFFD) << font;
}

TEST_F(LoadedFonts, AreNotShakenByWhatIsNoUtf8) {
  Fonts fonts;
  static_cast<void>(fonts.load(1, {}));
  for (const std::string& words :
       {std::string("\xFF\xFE"), std::string("cat\xC3"), std::string("\xE7\x8C"),
        std::string("\xF0\x9F\x90\xB1"), std::string("a\0\x80 b", 5), std::string("\xED\xA0\x80")}) {
    fonts.want(Font::body, words);
    const ImFont* font = fonts.of(Font::body);
    const ImVec2 size =
        font->CalcTextSizeA(font->FontSize, 1e9F, 0, words.data(), words.data() + words.size());
    EXPECT_GE(size.x, 0);
  }
  EXPECT_FALSE(fonts.wants_more()) << "nothing of it is a letter that could be loaded";
}

TEST_F(LoadedFonts, FallBackOnAnotherFontWhereOneIsDamagedAndSayWhy) {
  copy_fonts();
  spoil("opentype/inter/Inter-Regular.otf");
  Fonts fonts(16384, {folder_.path()});
  const auto said = fonts.load(1, {});
  EXPECT_TRUE(says(said, "damaged"));
  EXPECT_TRUE(says(said, "Inter-Regular.otf"));
  EXPECT_TRUE(says(said, "using DejaVu Sans"));
  EXPECT_TRUE(drawn(fonts, Font::body, 'A'));
}

TEST_F(LoadedFonts, AreImGuisOwnWhereThereIsNoneOrAllAreDamaged) {
  const auto check = [](const std::vector<fs::path>& folders) {
    Fonts fonts(16384, folders);
    EXPECT_TRUE(says(fonts.load(1, {"猫"}), "plain built-in font"));
    for (int font = 0; font < static_cast<int>(Font::count); ++font)
      EXPECT_TRUE(drawn(fonts, static_cast<Font>(font), 'A'));
  };
  check({folder_.path()});
  copy_fonts();
  for (const auto& file : fs::recursive_directory_iterator(folder_.path()))
    if (file.is_regular_file()) std::ofstream(file.path(), std::ios::trunc) << "no font";
  check({folder_.path()});
}

TEST_F(LoadedFonts, KeepToTheGraphicsCardsLargestTextureAndMeasureTheSame) {
  std::string chinese;  // a thousand characters, as the program's own texts have
  for (uint32_t letter = 0x4E00; letter < 0x51E8; ++letter) {
    chinese += static_cast<char>(0xE0 | letter >> 12);
    chinese += static_cast<char>(0x80 | (letter >> 6 & 0x3F));
    chinese += static_cast<char>(0x80 | (letter & 0x3F));
  }
  Fonts sharp;
  ASSERT_TRUE(sharp.load(4, {}).empty());
  const auto width_of_words = [](const Fonts& fonts) {
    const ImFont* font = fonts.of(Font::body);
    return font->CalcTextSizeA(font->FontSize, 1e9F, 0, "Words").x;
  };
  const float width = 2 * width_of_words(sharp);
  for (const int most : {1024, 2048, 4096, 16384}) {
    Fonts fonts(most);
    const auto said = fonts.load(8, {chinese});
    const ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
    EXPECT_LE(std::max(atlas.TexWidth, atlas.TexHeight), most);
    EXPECT_TRUE(says(said, "less sharp")) << most;
    EXPECT_TRUE(drawn(fonts, Font::body, 0x4E00));
    EXPECT_NEAR(fonts.of(Font::body)->FontSize, 8 * 15 * 1.21F, 0.01F);
    EXPECT_NEAR(width_of_words(fonts), width, 0.02F * width) << "the layout is that of sharp letters";
  }
}

}  // namespace
}  // namespace ganscope::ui
