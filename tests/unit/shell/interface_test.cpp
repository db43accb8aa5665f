#include "app/shell/interface.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <variant>

#include "app/ui/imgui_compat.h"
#include "app/ui/widgets.h"

namespace ganscope::shell {
namespace {

using model::UiActions;
using model::UiModel;

/// Notes where the region's panel was put, under its own name.
template <int region>
void note(ui::Ui& ui, const UiModel&, UiActions&) {
  const ImVec2 min = ImGui::GetWindowPos(), size = ImGui::GetWindowSize();
  ui.items.add("region/" + std::to_string(region), min, {min.x + size.x, min.y + size.y}, ui.compact);
}
bool always(const UiModel&) { return true; }

/// A list that is open as long as the log has lines.
void list(ui::Ui&, const UiModel& model, UiActions&) {
  if (!model.log.empty()) ImGui::OpenPopup("list");
  if (!ImGui::BeginPopup("list")) return;
  if (model.log.empty()) ImGui::CloseCurrentPopup();
  ImGui::EndPopup();
}

/// A field that takes letters.
void field(ui::Ui& ui, const UiModel&, UiActions&) {
  std::string text = "7";
  ImGui::SetCursorScreenPos({200, 10});
  (void)ui::text_field(ui, "experiment/seed", text, 100, "");
}

const std::array<panels::Panel, 5> stubs{{{"left", panels::Region::left, always, note<0>},
                                          {"middle", panels::Region::middle, always, note<1>},
                                          {"right", panels::Region::right, always, note<2>},
                                          {"list", panels::Region::overlay, always, list},
                                          {"field", panels::Region::top_bar, always, field}}};

class WithoutDisplay : public ::testing::Test {
 protected:
  void SetUp() override {
    ImGui::CreateContext();
    ImGui::GetIO().IniFilename = nullptr;
    ui::compat::prepare_codes(ImGui::GetIO());
  }
  void TearDown() override { ImGui::DestroyContext(); }
  std::vector<model::Action> frame(ImVec2 size = {1600, 900}, float scale = 1) {
    ImGuiIO& io = ImGui::GetIO();
    if (interface_.prepare(model_, scale)) {
      unsigned char* pixels = nullptr;
      int width = 0, height = 0;
      io.Fonts->GetTexDataAsRGBA32(&pixels, &width, &height);
    }
    io.DisplaySize = size;
    io.DeltaTime = 1.0F / 60;
    ImGui::NewFrame();
    interface_.draw(model_, nothing_, size, scale, time_s_ += 1.0 / 60, actions_);
    ImGui::Render();
    return actions_.take();
  }
  std::vector<model::Action> key(int code) {
    ui::compat::feed_code(ImGui::GetIO(), code, true);
    auto wanted = frame();
    ui::compat::feed_code(ImGui::GetIO(), code, false);
    frame();
    return wanted;
  }
  UiModel model_;
  ui::Atlases nothing_;  ///< no pictures
  UiActions actions_;
  Interface interface_{ui::Strings{}, stubs};
  double time_s_ = 0;
};

TEST_F(WithoutDisplay, PutsEachPanelIntoAChildOfExactlyItsRegion) {
  frame();
  const Layout layout = lay_out({1600, 900}, 1, model::Workspace::train, false, {});
  const auto* middle = interface_.items().find("region/1");
  ASSERT_NE(middle, nullptr);
  EXPECT_EQ(middle->min.x, layout.middle.min.x);
  EXPECT_EQ(middle->max.x, layout.middle.max.x);
  EXPECT_EQ(middle->max.y, layout.middle.max.y);
}

TEST_F(WithoutDisplay, DrawsNoLeftColumnWhenThereIsNoRoom) {
  frame({1280, 720});
  EXPECT_EQ(interface_.items().find("region/0"), nullptr);
  EXPECT_NE(interface_.items().find("region/2"), nullptr);
}

TEST_F(WithoutDisplay, DragsASplitByItsGrip) {
  frame();
  frame();
  const auto* grip = interface_.items().find("split/right");
  ASSERT_NE(grip, nullptr);
  const ImVec2 at{(grip->min.x + grip->max.x) / 2, 400};
  ImGuiIO& io = ImGui::GetIO();
  ui::compat::feed_mouse_position(io, at);
  frame();
  ui::compat::feed_mouse_button(io, 0, true);
  frame();
  ui::compat::feed_mouse_position(io, {1000, 400});
  const auto wanted = frame();
  ASSERT_EQ(wanted.size(), 1U);
  const auto& split = std::get<model::action::SetSplit>(wanted[0]);
  EXPECT_STREQ(split.key.c_str(), model::row_of(model::Workspace::train).right_split);
  EXPECT_NEAR(split.fraction, 600.0F / 1600, 1e-4);
}

TEST_F(WithoutDisplay, TurnsKeysIntoActions) {
  frame();
  const auto help = key(ui::compat::code::f1);
  ASSERT_EQ(help.size(), 1U);
  EXPECT_EQ(std::get<model::action::ShowSheet>(help[0]).key, "help");
  const auto explore = key('2');
  ASSERT_EQ(explore.size(), 1U);
  EXPECT_EQ(std::get<model::action::SwitchWorkspace>(explore[0]).to, model::Workspace::explore);
  EXPECT_TRUE(std::holds_alternative<model::action::TogglePresentation>(key(ui::compat::code::f11).at(0)));
}

TEST_F(WithoutDisplay, SpeaksTheLanguageOfTheModelAtOnce) {
  frame();
  EXPECT_STREQ(interface_.texts()("Train"), "Train");
  model_.language = "zh";
  frame();
  EXPECT_STREQ(interface_.texts()("Train"), "训练");
  EXPECT_FALSE(interface_.prepare(model_, 1)) << "fonts are loaded once for a language";
  model_.language = "en";
  frame();
  EXPECT_STREQ(interface_.texts()("Train"), "Train");
}

TEST_F(WithoutDisplay, CtrlPlusMinusAndNoughtAskForAnotherSizeOfType) {
  frame();
  const auto asked = [&](int code) {
    ui::compat::feed_modifiers(ImGui::GetIO(), true, false, false);
    const auto wanted = key(code);
    ui::compat::feed_modifiers(ImGui::GetIO(), false, false, false);
    return wanted.empty() ? 0 : std::get<model::action::SetTypeSize>(wanted[0]).px;
  };
  EXPECT_EQ(asked(ui::compat::code::equal), model::usual_type_px + 1);
  EXPECT_EQ(asked(ui::compat::code::pad_plus), model::usual_type_px + 1);
  EXPECT_EQ(asked(ui::compat::code::minus), model::usual_type_px - 1);
  EXPECT_EQ(asked(ui::compat::code::zero), model::usual_type_px);
  model_.preferences.type_px = 30;
  EXPECT_FLOAT_EQ(typed_scale(model_, 1), 2) << "everything grows with the body text";
}

TEST_F(WithoutDisplay, EscapeClosesTheListBeforeTheSheet) {
  model_.open_sheet = "experiment";
  model_.log.push_back({});
  frame();
  const auto closes_a_sheet = [](const std::vector<model::Action>& actions) {
    return std::any_of(actions.begin(), actions.end(), [](const model::Action& action) {
      return std::holds_alternative<model::action::ShowSheet>(action);
    });
  };
  EXPECT_FALSE(closes_a_sheet(key(ui::compat::code::escape)));
  model_.log.clear();
  frame();
  EXPECT_TRUE(closes_a_sheet(key(ui::compat::code::escape)));
}

TEST_F(WithoutDisplay, GivesLettersToAFieldThatIsBeingTypedIn) {
  frame();
  EXPECT_FALSE(key('2').empty()) << "a shortcut, while nothing is typed in";
  ImGuiIO& io = ImGui::GetIO();
  const auto* seed = interface_.items().find("experiment/seed");
  ASSERT_NE(seed, nullptr);
  ui::compat::feed_mouse_position(io, {seed->min.x + 5, (seed->min.y + seed->max.y) / 2});
  frame();
  ui::compat::feed_mouse_button(io, 0, true);
  frame();
  ui::compat::feed_mouse_button(io, 0, false);
  frame();
  frame();
  EXPECT_TRUE(key('2').empty());
}

TEST_F(WithoutDisplay, LoadsLargerFontsForThePresentation) {
  frame();
  EXPECT_FALSE(interface_.prepare(model_, 1));
  model_.presentation = true;
  EXPECT_TRUE(interface_.prepare(model_, 1));
}

TEST_F(WithoutDisplay, ChangesItsColoursWithTheTheme) {
  frame();
  const ImU32 dark = interface_.theme().bg1;
  model_.dark = false;
  EXPECT_FALSE(interface_.prepare(model_, 1)) << "the fonts stay";
  EXPECT_NE(interface_.theme().bg1, dark);
}

}  // namespace
}  // namespace ganscope::shell
