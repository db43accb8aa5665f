#include "app/ui/theme.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "app/text/translation.h"
#include "core/data/folder_layout.h"

namespace ganscope::ui {
namespace {

using text::Strings;

/// Relative luminance (WCAG 2.1).
double luminance(ImU32 colour) {
  const ImVec4 rgb = ImGui::ColorConvertU32ToFloat4(colour);
  const auto linear = [](double c) { return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
  return 0.2126 * linear(rgb.x) + 0.7152 * linear(rgb.y) + 0.0722 * linear(rgb.z);
}

double contrast(ImU32 a, ImU32 b) {
  const double x = luminance(a), y = luminance(b);
  return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

TEST(Theme, BodyTextIsReadableOnEveryGround) {
  for (const Theme* theme : {&dark_theme(), &light_theme()})
    for (const ImU32 ground : {theme->bg0, theme->bg1, theme->bg2, theme->bg3}) {
      EXPECT_GE(contrast(theme->t1, ground), 7.0);
      EXPECT_GE(contrast(theme->t2, ground), 4.5);
      EXPECT_GE(contrast(theme->t3, ground), 4.5);
    }
}

TEST(Theme, FadingMultipliesTheAlphaOnly) {
  const ImU32 half = faded(IM_COL32(10, 20, 30, 200), 0.5F);
  EXPECT_EQ(half, IM_COL32(10, 20, 30, 100));
}

TEST(Strings, AFilledInSentenceOfTheEngineFindsItsPattern) {
  const auto chinese = Strings::load("zh");
  ASSERT_TRUE(chinese);
  EXPECT_EQ(chinese->sentence("Saved step 90 in /runs/a b"), "第 90 步已保存到 /runs/a b");
  EXPECT_EQ(chinese->sentence("This run is being trained already (/runs/a)"),
            "这次训练正在别处进行 (/runs/a)");
  EXPECT_EQ(chinese->sentence("check the path"), "请检查路径");
  EXPECT_EQ(chinese->sentence("2 were there already; 1 of 5 are of w, and this model has no mapping network"),
            "2 个已经存在; 1 / 5 属于 w，而这个模型没有映射网络");
  EXPECT_EQ(chinese->sentence("Saved step 90"), "Saved step 90");
  EXPECT_EQ(Strings().sentence("Saved step 90 in x"), "Saved step 90 in x");
}

TEST(Strings, APatternIsTranslatedBeforeItIsFilledIn) {
  const auto chinese = Strings::load("zh");
  ASSERT_TRUE(chinese);
  EXPECT_EQ(chinese->filled("Halve the rate of {{D}}", {}), "把 {D} 的学习率减半");
  EXPECT_EQ(Strings().filled("Step {} of {{G}}", {"{n:3}"}), "Step {n:3} of {G}");
  EXPECT_EQ(chinese->filled("", {}), "");
}

TEST(Strings, RemarksOnAFolderOfPicturesAreThereInChinese) {
  const auto chinese = Strings::load("zh");
  ASSERT_TRUE(chinese);
  using Places = std::vector<data::FolderNames>;
  Places many;
  for (int i = 0; i < 300; ++i) many.push_back({std::to_string(i)});
  std::vector<std::string> remarks;
  const auto take = [&](const data::FolderLayout& layout) {
    remarks.insert(remarks.end(), layout.remarks.begin(), layout.remarks.end());
    for (const std::string& reason : layout.left_out)
      if (!reason.empty()) remarks.push_back(reason);
  };
  take(data::parts_of({{"train"}, {"test"}, {"x"}}));
  take(data::classes_of({{"test", "a"}, {"val", "b"}}, {}));
  take(data::classes_of({{"A"}, {"a"}}, {{"A"}, {"a"}, {"b"}}));
  take(data::classes_of({{"a"}}, {{"a"}, {"b"}}));
  take(data::classes_of({{}, {"a"}, {"b"}}, {}));
  take(data::classes_of({{}, {}, {}, {"a"}, {"b"}}, {}));
  take(data::classes_of(many, {}));
  EXPECT_EQ(remarks.size(), 10U);
  for (const std::string& remark : remarks) EXPECT_NE(chinese->sentence(remark), remark) << remark;
}

TEST(Strings, ChineseIsThereAndAnUnknownLanguageSaysWhatToDo) {
  const auto chinese = Strings::load("zh");
  ASSERT_TRUE(chinese.has_value());
  EXPECT_STREQ((*chinese)("Start"), "开始");
  EXPECT_STREQ((*chinese)("no such text"), "no such text");
  const auto none = Strings::load("xx");
  ASSERT_FALSE(none.has_value());
  EXPECT_FALSE(none.error().hint.empty());
}

}  // namespace
}  // namespace ganscope::ui
