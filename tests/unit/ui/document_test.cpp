#include "app/ui/widgets/document.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "app/ui/formula/formula.h"
#include "app/ui/imgui_compat.h"
#include "app/ui/widgets/document_layout.h"

namespace ganscope::ui {
namespace {

/// Fonts and a frame, but no window to see.
class DrawnPages : public ::testing::Test {
 protected:
  void SetUp() override {
    for (const char* file : {"opentype/inter/Inter-Regular.otf", "truetype/dejavu/DejaVuSerif.ttf",
                             "truetype/dejavu/DejaVuSerif-Italic.ttf", "truetype/wqy/wqy-microhei.ttc"})
      if (!std::filesystem::exists(std::filesystem::path("/usr/share/fonts") / file))
        GTEST_SKIP() << file << " is not installed";
    ImGui::CreateContext();
    ImGui::GetIO().IniFilename = nullptr;
    ImGui::GetIO().DisplaySize = {1200, 900};
    compat::prepare_codes(ImGui::GetIO());
    EXPECT_TRUE(fonts_.load(1, {"生成器学习得很快判别器不。，：一二三四"}).empty());
  }
  void TearDown() override {
    if (ImGui::GetCurrentContext() != nullptr) ImGui::DestroyContext();
  }
  static lessons::Document read(const char* text) { return lessons::read_document(text, "test").value(); }

  FormulaLayout formula(const char* source, float size = 20, bool display = true) {
    const auto read = lessons::read_formula(source);
    EXPECT_TRUE(read) << source;
    return read ? lay_out_formula(ui_, *read, size, display) : FormulaLayout{};
  }
  const DocumentLayout& layout(const lessons::Document& document, float width) {
    static_cast<void>(document_height(ui_, "page", document, {.width = width}));
    return *items_.interaction.documents.at("page");
  }
  /// The text of each line, from top to bottom.
  static std::vector<std::string> lines(const DocumentLayout& layout) {
    std::vector<std::string> all;
    float baseline = -1;
    for (const auto& run : layout.runs) {
      if (run.at.y != baseline) all.emplace_back();
      baseline = run.at.y;
      all.back() += run.text;
    }
    return all;
  }
  DrawnDocument frame(const lessons::Document& document, ImVec2 mouse = {-1000, -1000}, bool down = false) {
    compat::feed_mouse_position(ImGui::GetIO(), mouse);
    compat::feed_mouse_button(ImGui::GetIO(), 0, down);
    ImGui::GetIO().DeltaTime = 1.0F / 60;
    items_.clear();
    ImGui::NewFrame();
    ImGui::SetNextWindowPos({0, 0});
    ImGui::SetNextWindowSize({1200, 900});
    ImGui::Begin("page", nullptr, ImGuiWindowFlags_NoDecoration);
    const DrawnDocument drawn = draw_document(ui_, "page", document, {.width = 400});
    ImGui::End();
    ImGui::Render();
    return drawn;
  }

  Fonts fonts_;
  Strings strings_;
  Atlases atlases_;
  ItemMap items_;
  Ui ui_{dark_theme(), fonts_, strings_, atlases_, items_, nullptr, 1, false, 0};
};

TEST_F(DrawnPages, AFractionIsTallerThanItsPartsAndAsWideAsTheWiderOne) {
  const FormulaLayout x = formula("x"), yyy = formula("yyy"), fraction = formula("\\frac{x}{yyy}");
  EXPECT_GT(fraction.height(), x.height() + yyy.height());
  EXPECT_GE(fraction.width, yyy.width);
  EXPECT_GT(fraction.ascent, 0);
  EXPECT_GT(fraction.descent, 0);
  EXPECT_LT(formula("\\frac{x}{y}", 18, false).height(), formula("\\frac{x}{y}", 18, true).height());
}

TEST_F(DrawnPages, ScriptsAreSmallerTheDeeperTheyStandAndKeepClearOfOneAnother) {
  const FormulaLayout both = formula("x^2_i"), nested = formula("e^{-x^2}"), plain = formula("e^{-x2}");
  EXPECT_GT(both.ascent, formula("x_i").ascent);
  EXPECT_GT(both.descent, formula("x^2").descent);
  EXPECT_GT(nested.ascent, plain.ascent);
  EXPECT_LT(nested.width, formula("e - x2").width);
}

TEST_F(DrawnPages, LimitsStandBelowInDisplayAndBesideWithinALine) {
  const FormulaLayout apart = formula("\\max_D x"), within_line = formula("\\max_D x", 20, false);
  EXPECT_LT(apart.width, within_line.width);
  EXPECT_GT(apart.descent, within_line.descent);
  EXPECT_GT(formula("\\sum_{i=1}^N").height(), formula("\\sum_{i=1}^N", 20, false).height());
}

TEST_F(DrawnPages, BracketsGrowWithWhatIsInThem) {
  const FormulaLayout inner = formula("\\frac{a}{b}"), outer = formula("\\left( \\frac{a}{b} \\right)");
  EXPECT_GT(outer.width, inner.width);
  EXPECT_GT(outer.height(), 0.9F * inner.height());
  EXPECT_LT(formula("\\left( x \\right)").height(), outer.height());
  EXPECT_GT(formula("\\sqrt{\\frac{a}{b}}").ascent, inner.ascent);
  EXPECT_GT(formula("\\hat x").ascent, formula("x").ascent);
}

TEST_F(DrawnPages, EveryCommandTakesRoomAndEveryLetterIsInTheFonts) {
  for (const std::string& command : lessons::formula_commands()) {
    if (command == "left" || command == "right" || command == "begin" || command == "end") continue;
    std::string source = "\\" + command;
    if (command == "frac") source += "{1}{2}";
    const bool takes = command == "text" || command == "operatorname" || command.starts_with("math") ||
                       command == "sqrt" || command == "hat" || command == "bar" || command == "tilde" ||
                       command == "real";
    if (takes) source += "{E}";
    const FormulaLayout laid = formula(("a" + source + " b").c_str());
    EXPECT_GT(laid.width, 0) << source;
    for (const auto& piece : laid.pieces) {
      for (size_t at = 0; at < piece.text.size();) {
        unsigned int c = 0;
        at += static_cast<size_t>(std::max(
            1, ImTextCharFromUtf8(&c, piece.text.data() + at, piece.text.data() + piece.text.size())));
        EXPECT_NE(fonts_.of(piece.font)->FindGlyphNoFallback(static_cast<ImWchar>(c)), nullptr)
            << source << ": no font of formulas has " << piece.text;
      }
    }
  }
}

TEST_F(DrawnPages, LargeTypeIsTheSameInANarrowerColumnEnlarged) {
  const lessons::Document document =
      read("## Head\n\nWords and **more** of $x_0$.\n\n- One\n\n> $$\\frac{a}{b}$$");
  const DocumentLayout usual = layout(document, 300);
  static_cast<void>(document_height(ui_, "large", document, {.width = 450, .factor = 1.5F}));
  const DocumentLayout& large = *items_.interaction.documents.at("large");
  EXPECT_FLOAT_EQ(large.width, 450);
  EXPECT_NEAR(large.height, 1.5F * usual.height, 1.5F);
  ASSERT_EQ(large.runs.size(), usual.runs.size());
  for (size_t i = 0; i < usual.runs.size(); ++i) {
    EXPECT_FLOAT_EQ(large.runs[i].factor, 1.5F * usual.runs[i].factor);
    EXPECT_NEAR(large.runs[i].width, 1.5F * usual.runs[i].width, 0.01F);
    EXPECT_NEAR(large.runs[i].at.y, 1.5F * usual.runs[i].at.y, 0.51F);
  }
}

TEST_F(DrawnPages, NoLineBeginsWithAClosingMarkInChinese) {
  const lessons::Document document = read(
      "生成器学习得很快，判别器学习得不快。{G:生成器}很快：**一二**，三四。一，二，三，四，一。二。三。四。");
  for (float width = 40; width < 300; width += 7) {
    const DocumentLayout& laid = layout(document, width);
    for (const std::string& line : lines(laid))
      for (const char* mark : {"，", "。", "："})
        EXPECT_FALSE(line.starts_with(mark)) << line << " at " << width;
    for (const auto& run : laid.runs) EXPECT_LE(run.at.x + run.width, std::max(width, 51.0F) + 1) << width;
  }
}

TEST_F(DrawnPages, LinesBreakBetweenWordsAndKeepEveryLetter) {
  const lessons::Document document = read(
      "Give {G} a rate of `0.002`, then press [Start now](control:transport/start) and watch $x_0$ closely.");
  for (const float width : {90.0F, 140.0F, 260.0F, 2000.0F}) {
    const DocumentLayout& laid = layout(document, width);
    std::string words;
    for (const std::string& line : lines(laid)) words += line + " ";
    for (const char* word : {"Give", "0.002,", "press", "Start", "watch", "closely."})
      EXPECT_NE(words.find(word), std::string::npos) << word << " in " << words << " at " << width;
    for (const auto& run : laid.runs) EXPECT_LE(run.at.x + run.width, std::max(width, 100.0F) + 1);
  }
  EXPECT_EQ(lines(layout(document, 2000)).size(), 1U);
}

TEST_F(DrawnPages, AreLaidOutOnceAndAgainForAnotherWidth) {
  const lessons::Document document = read("# Title\n\n> $$\\frac{a}{b}$$\n>\n> A caption.\n\n- one\n- two");
  const float wide = document_height(ui_, "page", document, {.width = 500});
  const void* runs = layout(document, 500).runs.data();
  EXPECT_EQ(layout(document, 500).runs.data(), runs);
  EXPECT_GT(document_height(ui_, "page", document, {.width = 60}), wide);
}

TEST_F(DrawnPages, PointAtTheControlUnderTheMouseAndReportActionsThatArePressed) {
  const lessons::Document document =
      read("Press [Start](control:transport/start) or [Explore](do:go explore).");
  for (int i = 0; i < 3; ++i) static_cast<void>(frame(document));
  const auto middle = [&](const char* name) {
    const ItemMap::Item* item = items_.find(name);
    EXPECT_NE(item, nullptr) << name;
    return item == nullptr ? ImVec2{}
                           : ImVec2{(item->min.x + item->max.x) / 2, (item->min.y + item->max.y) / 2};
  };
  const ImVec2 start = middle("page/link/0"), explore = middle("page/link/1");
  EXPECT_EQ(frame(document).pointed_at, "");
  static_cast<void>(frame(document, start));
  EXPECT_EQ(frame(document, start).pointed_at, "transport/start");
  static_cast<void>(frame(document, explore));
  static_cast<void>(frame(document, explore, true));
  EXPECT_EQ(frame(document, explore, false).action, "go explore");
}

TEST_F(DrawnPages, LinksAreReachedByTabWithARingAndPressedByEnter) {
  const lessons::Document document =
      read("Press [Start](control:transport/start) or [Explore](do:go explore).");
  for (int i = 0; i < 3; ++i) static_cast<void>(frame(document));
  items_.interaction.move_focus(1);
  EXPECT_EQ(frame(document).pointed_at, "transport/start");
  EXPECT_TRUE(items_.interaction.has_ring("page/link/0"));
  items_.interaction.move_focus(1);
  EXPECT_EQ(frame(document).pointed_at, "");
  EXPECT_TRUE(items_.interaction.has_ring("page/link/1"));
  compat::feed_key(ImGui::GetIO(), ImGuiKey_Enter, true);
  EXPECT_EQ(frame(document).action, "go explore");
  compat::feed_key(ImGui::GetIO(), ImGuiKey_Enter, false);
  EXPECT_EQ(frame(document).action, "");
}

}  // namespace
}  // namespace ganscope::ui
