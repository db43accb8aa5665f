#include "app/automation/runner.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "app/ui/imgui_compat.h"

namespace ganscope::automation {
namespace {

/// Plays a script against a world that the test changes by hand; time goes on by 1/60 s a frame.
class Player {
 public:
  explicit Player(const char* text) : runner_(*script::parse_script(text, "test.txt"), "test.txt") {}
  Runner::Turn frame() {
    now_s += 1.0 / 60;
    return runner_.next(World{items, status, {200, 100}, now_s});
  }
  /// All turns until the script is finished, has failed, or `most` frames are over.
  std::vector<Runner::Turn> play(int most = 400) {
    std::vector<Runner::Turn> turns;
    for (int i = 0; i < most && !runner_.finished(); ++i) {
      turns.push_back(frame());
      if (turns.back().failure) break;
    }
    return turns;
  }
  ui::ItemMap items;
  StatusValues status;
  double now_s = 0;

 private:
  Runner runner_;
};

TEST(Runner, ClicksTheMiddleOfAnItem) {
  Player player("click a/button");
  player.items.add("a/button", {10, 20}, {30, 40});
  const auto turns = player.play();
  ASSERT_GE(turns.size(), 4U);
  EXPECT_FALSE(turns.front().input.left) << "the mouse is there before it presses";
  EXPECT_FLOAT_EQ(turns.front().input.mouse.x, 20);
  EXPECT_FLOAT_EQ(turns.front().input.mouse.y, 30);
  EXPECT_TRUE(std::any_of(turns.begin(), turns.end(), [](const auto& turn) { return turn.input.left; }));
  EXPECT_FALSE(turns.back().input.left);
}

TEST(Runner, WaitsForAnItemToAppearAndToBePressable) {
  Player player("click a/button");
  EXPECT_EQ(player.play(10).size(), 10U);
  player.items.add("a/button", {10, 20}, {30, 40}, {}, false);
  for (const auto& turn : player.play(10)) EXPECT_FALSE(turn.input.left);
  player.items.add("a/button", {10, 20}, {30, 40}, {}, true);
  const auto turns = player.play();
  EXPECT_TRUE(std::any_of(turns.begin(), turns.end(), [](const auto& turn) { return turn.input.left; }));
}

TEST(Runner, DragsInManySmallMoves) {
  Player player("drag a/pad 0,0 1,0.5");
  player.items.add("a/pad", {100, 0}, {200, 100});
  float furthest = 0, before = 100;
  int held = 0;
  for (const auto& turn : player.play()) {
    if (turn.input.left) ++held;
    EXPECT_LE(std::abs(turn.input.mouse.x - before), turn.input.left ? 10.0F : 200.0F);
    before = turn.input.mouse.x;
    furthest = std::max(furthest, turn.input.mouse.x);
  }
  EXPECT_GT(held, 10);
  EXPECT_FLOAT_EQ(furthest, 200);
}

TEST(Runner, LetsTheButtonGoInAFrameThatCountsAsTheHands) {
  Player player("drag a/pad 0,0 1,1\nwait 5");
  player.items.add("a/pad", {100, 0}, {200, 100});
  bool down = false, fed_down = false;
  for (const auto& turn : player.play(80)) {
    down = down || turn.input.left;
    if (turn.moving) fed_down = turn.input.left;
  }
  EXPECT_TRUE(down);
  EXPECT_FALSE(fed_down) << "what was fed last lets go";
}

TEST(Runner, TypesIntoASlidersOwnField) {
  Player player("type a/rate 0.5");
  player.items.add("a/rate", {0, 0}, {100, 20});
  player.items.add("a/rate/value", {80, 0}, {100, 20});
  std::string typed;
  bool enter = false, all = false;
  for (const auto& turn : player.play()) {
    typed += turn.input.text;
    const auto held = [&](int code) {
      return std::find(turn.input.keys.begin(), turn.input.keys.end(), code) != turn.input.keys.end();
    };
    if (turn.input.left) {
      EXPECT_FLOAT_EQ(turn.input.mouse.x, 90);
    }
    all = all || (turn.input.ctrl && held('A'));
    if (held(ui::compat::code::enter)) enter = !typed.empty();
  }
  EXPECT_EQ(typed, "0.5");
  EXPECT_TRUE(all);
  EXPECT_TRUE(enter);
}

TEST(Runner, KeepsWhatWasRemembered) {
  Player player("remember step\nwait changed step\nquit");
  player.status["step"] = 1.0;
  for (const auto& turn : player.play(5)) EXPECT_FALSE(turn.quit);
  player.status["step"] = 2.0;
  EXPECT_TRUE(player.frame().quit);
}

TEST(Runner, TakesOneScreenshotAFrame) {
  Player player("screenshot a.png\nscreenshot b.png\nquit");
  EXPECT_EQ(player.frame().screenshot, "a.png");
  EXPECT_EQ(player.frame().screenshot, "b.png");
  EXPECT_TRUE(player.frame().quit);
}

TEST(Runner, SaysWhichExpectationDidNotHold) {
  Player player("expect status.phase==running");
  player.status["phase"] = std::string("ready");
  const auto turn = player.frame();
  ASSERT_TRUE(turn.failure.has_value());
  EXPECT_NE(turn.failure->what.find("expect status.phase==running"), std::string::npos);
  EXPECT_EQ(turn.failure->where, "test.txt:1");
  EXPECT_NE(turn.failure->hint.find("ready"), std::string::npos);
  EXPECT_EQ(exit_code(*turn.failure), 1);
}

TEST(Runner, GivesUpALineAfterItsDeadline) {
  Player player("wait step>=50 timeout 2");
  player.status["step"] = 1.0;
  const auto turns = player.play();
  ASSERT_TRUE(turns.back().failure.has_value());
  EXPECT_NEAR(player.now_s, 2, 0.1);  // a frame or two later
}

TEST(Runner, GivesUpAnItemOutsideTheWindow) {
  Player player("click a/far");
  player.items.add("a/far", {300, 0}, {320, 20});
  const auto turns = player.play(2000);
  ASSERT_TRUE(turns.back().failure.has_value());
  EXPECT_NE(turns.back().failure->hint.find("outside"), std::string::npos);
}

TEST(Runner, ListsWhatIsThereWhenANameIsWrong) {
  Player player("click transport/stop");
  player.items.add("transport/start", {0, 0}, {20, 20});
  const auto turns = player.play(2000);
  ASSERT_TRUE(turns.back().failure.has_value());
  EXPECT_NE(turns.back().failure->hint.find("transport/start"), std::string::npos);
}

TEST(Runner, FeedsImGui) {
  ImGui::CreateContext();
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  ui::compat::prepare_codes(io);
  io.DisplaySize = {200, 100};
  unsigned char* pixels = nullptr;
  int width = 0, height = 0;
  io.Fonts->GetTexDataAsRGBA32(&pixels, &width, &height);
  Player player("click a/button\nkey ctrl+s");
  player.items.add("a/button", {10, 20}, {30, 40});
  bool clicked = false, saved = false;
  for (int i = 0; i < 40; ++i) {
    inject(player.frame().input, io);
    io.DeltaTime = 1.0F / 60;
    ImGui::NewFrame();
    ImGui::SetNextWindowPos({0, 0});
    ImGui::SetNextWindowSize({200, 100});
    ImGui::Begin("window", nullptr, ImGuiWindowFlags_NoDecoration);
    ImGui::SetCursorScreenPos({10, 20});
    clicked = ImGui::InvisibleButton("button", {20, 20}) || clicked;
    saved = (io.KeyCtrl && ui::compat::code_pressed('S')) || saved;
    ImGui::End();
    ImGui::Render();
  }
  ImGui::DestroyContext();
  EXPECT_TRUE(clicked);
  EXPECT_TRUE(saved);
}

}  // namespace
}  // namespace ganscope::automation
