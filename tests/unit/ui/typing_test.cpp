#include <gtest/gtest.h>

#include <array>
#include <string>

#include "app/ui/imgui_compat.h"

namespace ganscope::ui {
namespace {

/// A window with one text field, which is typed into faster than it draws.
class SlowWindow : public ::testing::Test {
 protected:
  SlowWindow() {
    ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.DisplaySize = {400, 300};
    io.DeltaTime = 0.3F;
    unsigned char* pixels = nullptr;
    int width = 0, height = 0;
    io.Fonts->GetTexDataAsAlpha8(&pixels, &width, &height);
    compat::prepare_codes(io);
  }
  ~SlowWindow() override { ImGui::DestroyContext(); }

  // As the window's callbacks and, after them, ImGui's backend.
  void down(int key, bool control = false) {
    typing_.pressed(key, control, false, false);
    compat::feed_modifiers(ImGui::GetIO(), control, false, false);
    compat::feed_code(ImGui::GetIO(), key, true);
  }
  void up(int key) {
    typing_.released(key);
    compat::feed_code(ImGui::GetIO(), key, false);
    compat::feed_modifiers(ImGui::GetIO(), false, false, false);
  }
  void type(const std::string& letters) {
    for (const char letter : letters) {
      const int key = letter >= 'a' && letter <= 'z' ? letter - 'a' + 'A' : letter;
      down(key);
      typing_.typed(static_cast<unsigned>(letter));
      ImGui::GetIO().AddInputCharacter(static_cast<unsigned>(letter));
      up(key);
    }
  }
  void frame() {
    typing_.begin_frame(ImGui::GetIO());
    ImGui::NewFrame();
    ImGui::Begin("window");
    if (opens_) compat::take_keyboard_now(ImGui::GetID("field"));
    opens_ = false;
    const bool entered =
        ImGui::InputText("field", text_.data(), text_.size(), ImGuiInputTextFlags_EnterReturnsTrue);
    if (entered) ++entered_;
    const bool listening = !ImGui::GetIO().WantTextInput && !ImGui::IsItemActive() && !entered;
    for (int key = 'A'; key <= 'Z'; ++key)
      if (listening && compat::code_pressed(key)) heard_ += static_cast<char>(key);
    for (int key = '0'; key <= '9'; ++key)
      if (listening && compat::code_pressed(key)) heard_ += static_cast<char>(key);
    if (listening && compat::key_pressed(ImGuiKey_Enter)) heard_ += '\n';
    ImGui::End();
    ImGui::EndFrame();
  }
  void open() {
    opens_ = true;
    frame();
    frame();
  }

  compat::Typing typing_;
  std::array<char, 64> text_{};
  std::string heard_;  ///< keys that the window takes for its own
  int entered_ = 0;
  bool opens_ = false;
};

TEST_F(SlowWindow, NothingThatWasTypedIntoAFieldIsTakenForAKeyOnceEnterHasClosedIt) {
  open();
  type("run123");
  down(compat::code::enter);  // still down when the frame comes
  for (int i = 0; i < 3; ++i) frame();
  up(compat::code::enter);
  for (int i = 0; i < 12; ++i) frame();
  EXPECT_STREQ(text_.data(), "run123");
  EXPECT_EQ(entered_, 1);
  EXPECT_EQ(heard_, "");
}

TEST_F(SlowWindow, WhatStoodInAFieldIsReplacedByWhatIsTypedAfterSelectingItAll) {
  open();
  type("old");
  frame();
  down('A', true);
  up('A');
  type("new");
  down(compat::code::enter);
  up(compat::code::enter);
  for (int i = 0; i < 12; ++i) frame();
  EXPECT_STREQ(text_.data(), "new");
  EXPECT_EQ(entered_, 1);
  EXPECT_EQ(heard_, "");
}

TEST_F(SlowWindow, KeysBetweenTwoFramesAreAllHeardInTheirOrder) {
  type("s");
  type("s");
  type("g");
  for (int i = 0; i < 12; ++i) frame();
  EXPECT_EQ(heard_, "SSG");
  EXPECT_FALSE(typing_.any());
}

TEST_F(SlowWindow, AKeyThatStaysDownIsHeardOnce) {
  down('S');
  for (int i = 0; i < 4; ++i) frame();
  up('S');
  frame();
  EXPECT_EQ(heard_, "S");
}

}  // namespace
}  // namespace ganscope::ui
