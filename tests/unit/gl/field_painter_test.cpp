#include "app/gl/field_painter.h"

#include <backends/imgui_impl_opengl3.h>
#include <gtest/gtest.h>

#include <cmath>
#include <optional>
#include <vector>

#include "app/gl/field_texture.h"
#include "app/gl/framebuffer.h"
#include "app/gl/offscreen.h"
#include "app/ui/fields.h"

namespace ganscope::gl {
namespace {

constexpr int wide = 64, high = 16;

class Painted : public ::testing::Test {
 protected:
  void SetUp() override {
    auto made = OffscreenContext::make();
    if (!made) GTEST_SKIP() << "no OpenGL without a display here: " << made.error().what;
    context_.emplace(std::move(*made));
  }
  /// Numbers that run evenly from `least` at the left to `most` at the right, painted on blue; below, a green
  /// bar of ImGui's own.
  static image::Picture paint(float least, float most, ui::FieldPaint paint, double unit = 1) {
    ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.DisplaySize = {wide, high};
    io.DeltaTime = 1.0F / 60;
    ImGui_ImplOpenGL3_Init("#version 330 core");
    image::Picture drawn;
    {
      const Framebuffer framebuffer(wide, high);
      std::vector<float> numbers;
      for (int row = 0; row < 4; ++row)
        for (int column = 0; column < 9; ++column)
          numbers.push_back(least + (most - least) * static_cast<float>(column) / 8);
      FieldTexture field;
      EXPECT_TRUE(field.upload(9, 4, numbers));
      auto painter = FieldPainter::make();
      EXPECT_TRUE(painter.has_value()) << (painter ? "" : describe(painter.error()));
      ImGui_ImplOpenGL3_NewFrame();
      ImGui::NewFrame();
      ImDrawList* draw = ImGui::GetForegroundDrawList();
      draw->AddImage(ui::painted(field.texture().imgui_id(), paint), {0, 0}, {wide, 8}, {0, 1}, {1, 0},
                     ui::field_tint(unit, 1));
      draw->AddRectFilled({0, 8}, {wide, high}, IM_COL32(10, 200, 30, 255));
      ImGui::Render();
      framebuffer.bind();
      clear(wide, high, 0, 0, 1);
      if (painter)
        painter->apply(*ImGui::GetDrawData(), ui::dark_theme(), 1);
      else
        drop_fields(*ImGui::GetDrawData());
      ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
      drawn = read_pixels(wide, high);
    }
    ImGui_ImplOpenGL3_Shutdown();
    ImGui::DestroyContext();
    return drawn;
  }
  /// The theme's colour between bg0 and another, `share` of the way.
  static int red(ImU32 towards, double share) {
    const auto part = [](ImU32 colour) { return static_cast<double>((colour >> IM_COL32_R_SHIFT) & 255); };
    return static_cast<int>(std::lround(part(ui::dark_theme().bg0) * (1 - share) + part(towards) * share));
  }
  std::optional<OffscreenContext> context_;
};

TEST_F(Painted, ABeliefRunsFromGOverTheGroundToReal) {
  const image::Picture drawn = paint(-6, 6, ui::FieldPaint::belief);
  const ui::Theme& theme = ui::dark_theme();
  for (const int x : {4, 20, 31, 44, 60}) {
    const double logit = -6 + 12 * (x + 0.5) / wide, belief = 1 / (1 + std::exp(-logit));
    const int expected = red(belief < 0.5 ? theme.g : theme.real, 0.5 * std::abs(2 * belief - 1));
    EXPECT_NEAR(drawn.at(x, 3)[0], expected, 4) << x;
  }
}

TEST_F(Painted, TheBoundaryIsALineWhereTheNumbersAreNought) {
  const image::Picture drawn = paint(-1, 1, ui::FieldPaint::boundary);
  const int d = red(ui::dark_theme().d, 1);
  EXPECT_NEAR(drawn.at(31, 3)[0], d, 3);
  EXPECT_NEAR(drawn.at(32, 3)[0], d, 3);
  EXPECT_EQ(drawn.at(10, 3)[2], 255) << "elsewhere nothing is painted";
}

TEST_F(Painted, ARampIsReadInItsUnitAndWhatFollowsIsDrawnAsEver) {
  const image::Picture thin = paint(0, 4, ui::FieldPaint::ramp_g, 400),
                       full = paint(0, 4, ui::FieldPaint::ramp_g, 4);
  EXPECT_NEAR(full.at(62, 3)[0], 252, 6);
  EXPECT_NEAR(thin.at(62, 3)[0], 26, 6) << "the root of a hundredth is a tenth";
  EXPECT_EQ(full.at(5, 12)[0], 10);
  EXPECT_EQ(full.at(5, 12)[1], 200);
}

}  // namespace
}  // namespace ganscope::gl
