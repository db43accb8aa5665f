#include "app/gl/offscreen.h"

#include <backends/imgui_impl_opengl3.h>
#include <epoxy/gl.h>
#include <gtest/gtest.h>

#include <array>
#include <optional>

#include "app/gl/atlas_cache.h"
#include "app/gl/framebuffer.h"
#include "app/gl/program.h"
#include "app/gl/sharp_pictures.h"

namespace ganscope::gl {
namespace {

class Offscreen : public ::testing::Test {
 protected:
  void SetUp() override {
    auto made = OffscreenContext::make();
    if (!made) GTEST_SKIP() << "no OpenGL without a display here: " << made.error().what;
    context_.emplace(std::move(*made));
  }
  std::optional<OffscreenContext> context_;
};

TEST_F(Offscreen, ReadsBackWhatWasClearedWithTheTopRowFirst) {
  const Framebuffer framebuffer(4, 3);
  framebuffer.bind();
  clear(4, 3, 1, 0, 0);
  glEnable(GL_SCISSOR_TEST);
  glScissor(0, 2, 4, 1);  // OpenGL's topmost row
  glClearColor(0, 1, 0, 1);
  glClear(GL_COLOR_BUFFER_BIT);
  const image::Picture picture = read_pixels(4, 3);
  EXPECT_EQ(picture.at(0, 0)[1], 255);
  EXPECT_EQ(picture.at(3, 2)[0], 255);
  EXPECT_EQ(picture.at(3, 2)[1], 0);
}

TEST_F(Offscreen, ReturnsEveryByteOfATexture) {
  Texture texture(2, 2, Filter::nearest);
  const std::array<uint8_t, 16> rgba{1, 2, 3, 255, 4, 5, 6, 255, 7, 8, 9, 255, 250, 251, 252, 255};
  texture.upload(0, 0, 2, 2, rgba);
  std::array<uint8_t, 16> back{};
  glBindTexture(GL_TEXTURE_2D, texture.id());
  glGetTexImage(GL_TEXTURE_2D, 0, GL_RGBA, GL_UNSIGNED_BYTE, back.data());
  EXPECT_EQ(back, rgba);
}

TEST_F(Offscreen, MovesATextureWithoutLosingOrDoublingIt) {
  Texture first(2, 2, Filter::linear);
  const unsigned id = first.id();
  Texture second = std::move(first);
  EXPECT_EQ(second.id(), id);
  second = Texture(4, 4, Filter::linear);
  EXPECT_EQ(second.width(), 4);
}

TEST_F(Offscreen, SaysWhyAShaderIsRefused) {
  const auto program = Program::build({"broken", "#version 330 core\nvoid main() { nonsense }", "", {}, {}});
  ASSERT_FALSE(program.has_value());
  EXPECT_EQ(program.error().kind, FailureKind::unsupported);
  EXPECT_NE(program.error().where.find("broken"), std::string::npos);
}

/// Draws a 4 × 1 picture (black, white, black, white) `width` px wide with ImGui, through the sharp program
/// or not.
image::Picture enlarged(int width, bool sharp) {
  ImGui::CreateContext();
  ImGui::GetIO().IniFilename = nullptr;
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = {static_cast<float>(width), 8};
  io.DeltaTime = 1.0F / 60;
  ImGui_ImplOpenGL3_Init("#version 330 core");
  image::Picture drawn;
  {
    const Framebuffer framebuffer(width, 8);
    Texture texture(4, 1, Filter::nearest);
    const std::array<uint8_t, 16> rgba{0, 0, 0, 255, 255, 255, 255, 255, 0, 0, 0, 255, 255, 255, 255, 255};
    texture.upload(0, 0, 4, 1, rgba);
    auto pictures = SharpPictures::make();
    EXPECT_TRUE(pictures.has_value()) << (pictures ? "" : describe(pictures.error()));
    ImGui_ImplOpenGL3_NewFrame();
    ImGui::NewFrame();
    ImDrawList* draw = ImGui::GetForegroundDrawList();
    draw->AddImage(sharp ? crisp_name(texture.imgui_id()) : texture.imgui_id(), {0, 0},
                   {static_cast<float>(width), 4});
    draw->AddRectFilled({0, 4}, {static_cast<float>(width), 8}, IM_COL32(10, 200, 30, 255));
    ImGui::Render();
    framebuffer.bind();
    clear(width, 8, 0, 0, 1);
    if (pictures) pictures->apply(*ImGui::GetDrawData());
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
    drawn = read_pixels(width, 8);
  }
  ImGui_ImplOpenGL3_Shutdown();
  ImGui::DestroyContext();
  return drawn;
}

TEST_F(Offscreen, EnlargesByWholeFactorsExactlyAsNearestNeighbour) {
  const image::Picture plain = enlarged(32, false), sharp = enlarged(32, true);
  for (int x = 0; x < 32; ++x) EXPECT_EQ(plain.at(x, 1)[0], sharp.at(x, 1)[0]) << x;
}

TEST_F(Offscreen, BlendsOnePixelAtAnEdgeThatFallsBetweenTwo) {
  const image::Picture sharp = enlarged(30, true);  // 7.5 px a pixel: edges at 7.5, 15, 22.5
  EXPECT_EQ(sharp.at(6, 1)[0], 0);
  EXPECT_NEAR(sharp.at(7, 1)[0], 128, 3)
      << "half of it is black; rounding in the sampler may cost a level or two";
  EXPECT_EQ(sharp.at(8, 1)[0], 255);
  EXPECT_EQ(sharp.at(14, 1)[0], 255);
  EXPECT_EQ(sharp.at(15, 1)[0], 0);
}

TEST_F(Offscreen, LeavesWhatIsDrawnAfterwardsAsItWas) {
  const image::Picture sharp = enlarged(30, true);
  EXPECT_EQ(sharp.at(15, 6)[0], 10);
  EXPECT_EQ(sharp.at(15, 6)[1], 200);
}

}  // namespace
}  // namespace ganscope::gl
