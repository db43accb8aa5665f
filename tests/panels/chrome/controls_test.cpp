#include <gtest/gtest.h>

#include "app/ui/imgui_compat.h"
#include "app/ui/widgets.h"
#include "tests/panels/support/panel_stage.h"
#include "tests/panels/support/sample_run.h"

namespace ganscope::testing {
namespace {

struct Column : ::testing::Test {
  Column() {
    set_up_run(stage.model, api::Phase::running, 10);
    stage.show({"experiment"}, 2);
  }
  void wheel(float lines) {
    ui::compat::feed_wheel(ImGui::GetIO(), lines);
    stage.frames(1);
    ui::compat::feed_wheel(ImGui::GetIO(), 0);
    stage.frames(1);
  }
  [[nodiscard]] double tuned() const {
    const auto* asked = stage.last<model::action::TuneOption>();
    return asked == nullptr ? -1 : asked->value;
  }
  PanelStage stage;
};

TEST_F(Column, TheWheelNudgesASlider) {
  stage.hover("experiment/lr_g");
  wheel(1);
  EXPECT_GT(tuned(), 1e-3);
  EXPECT_TRUE(stage.last<model::action::TuneOption>()->final);
}

TEST_F(Column, ArrowsNudgeTheSliderThatHasTheKeyboard) {
  stage.items.interaction.focus("experiment/lr_d", true);
  stage.frames(1);
  stage.press(ImGuiKey_LeftArrow);
  EXPECT_LT(tuned(), 5e-4);
  EXPECT_GT(tuned(), 3e-4) << "a nudge, not a leap";
}

TEST_F(Column, ADoubleClickSetsTheFirstValueBack) {
  change_status(stage.model, [](api::Status& status) {
    status.experiment.change([](auto& experiment) { experiment.settings.set("lr_g", 0.05); });
  });
  stage.frames(1);
  stage.double_click_at(stage.at("experiment/lr_g", 0.2F));
  EXPECT_DOUBLE_EQ(tuned(), 1e-3);
}

TEST_F(Column, WhatIsTypedRightAfterTheClickIsNotLost) {
  const ImVec2 at = stage.at("experiment/lr_g/value", 0.5F);
  ImGuiIO& io = ImGui::GetIO();
  ui::compat::feed_mouse_position(io, at);
  stage.frames(2);
  ui::compat::feed_mouse_button(io, 0, true);
  stage.frames(1);
  ui::compat::feed_mouse_button(io, 0, false);
  stage.frames(1);
  stage.type("0.004");  // the first letter comes in the very next frame
  stage.press(ImGuiKey_Enter);
  EXPECT_DOUBLE_EQ(tuned(), 0.004);
}

TEST_F(Column, AChangeByHandIsToldShortlyAndCanBeUndone) {
  change_status(stage.model, [](api::Status& status) {
    status.events.push_back({8, "lr_d", "Discriminator learning rate 0.001 → 0.0005", 1e-3, 5e-4});
  });
  stage.model.tune_undo.push({"lr_d", 1e-3, 5e-4});
  stage.frames(1);
  ASSERT_TRUE(stage.has("experiment/last_change"));
  stage.click("experiment/undo_change");
  EXPECT_NE(stage.last<model::action::Undo>(), nullptr);
}

TEST(CompactSheet, ShowsEveryTunableInALowWindow) {
  PanelStage stage({1280, 720});
  set_up_run(stage.model, api::Phase::running, 10);
  stage.model.open_sheet = "experiment";
  stage.show({"experiment_sheet"}, 2);
  for (const char* key : {"lr_g", "lr_d", "critic_steps", "ema"})
    EXPECT_TRUE(stage.has(std::string("experiment/") + key)) << key;
  EXPECT_LT(stage.item("experiment/ema").max.y, stage.item("experiment/all_options").min.y);
  EXPECT_LT(stage.item("experiment/all_options").max.y, 720);
  EXPECT_LT(stage.item("experiment/more").max.x, stage.item("experiment/close").min.x + 1);
}

TEST(TransportCompact, TheWaysBackStayInsideALowWindow) {
  PanelStage stage({1280, 720});
  set_up_run(stage.model, api::Phase::running, 100);
  stage.model.moment = stage.model.history->steps.front();
  stage.show({"transport_middle"}, 2);
  EXPECT_LT(stage.item("transport/back_to_now").max.y, 720);
}

}  // namespace
}  // namespace ganscope::testing
