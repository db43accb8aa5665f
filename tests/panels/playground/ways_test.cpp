#include <gtest/gtest.h>

#include <cmath>

#include "app/model/tools.h"
#include "app/panels/panel.h"
#include "app/panels/playground/line/line_state.h"
#include "app/panels/playground/room.h"
#include "app/panels/playground/ways/ways_state.h"
#include "core/explore/tools/ways_names.h"
#include "tests/unit/model/model_under_test.h"

namespace ganscope::panels::playground {
namespace {

using testing::ModelUnderTest;

struct WaysTest : ::testing::Test {
  WaysTest() {
    for (const model::View& view : all_views()) t.model.views.push_back(view);
    t.reduce(model::action::EnterRoom{"ways"});
    t.pump();
  }
  void alter_ways(const std::function<void(WaysState&)>& how) {
    WaysState state = model::tool_state<WaysState>(t.model);
    how(state);
    model::set_tool_state(t.model, std::move(state));
    t.pump();
  }
  [[nodiscard]] std::vector<api::Ask> asked(const char* view) const { return t.asked(t.model.view(view)); }
  ModelUnderTest t;
};

TEST(WaysState, GoesOnAsFastAsItIsToldAndWaitsForWhatIsBeingComputed) {
  WaysState state;
  state.page = 1;
  state.steps_per_s = 100;
  run(state, true, 10);
  go_on(state, 0, 10.105);
  EXPECT_EQ(state.steps, 10);
  go_on(state, 4, 10.2);
  EXPECT_EQ(state.steps, 10) << "only 4 of them are there";
  go_on(state, 10, 10.2);
  EXPECT_NEAR(static_cast<double>(state.steps), 20, 1);
  go_on(state, state.steps, 99);
  EXPECT_LE(state.steps, 45) << "after a pause of the window nothing leaps";
  step_on(state, 1);
  EXPECT_FALSE(state.running);
  start_over(state);
  EXPECT_EQ(state.steps, 0);
}

TEST_F(WaysTest, AskOnlyForThePageThatIsShown) {
  ASSERT_EQ(asked("ways/hills").size(), 1U);
  EXPECT_EQ(asked("ways/hills")[0].tool, "hills");
  EXPECT_EQ(asked("ways/hills")[0].settings.integer("rounds"), 0);
  EXPECT_TRUE(asked("ways/three").empty());
  t.forget();
  alter_ways([](WaysState& state) {
    state.page = 1;
    state.noise = 1;
    state.minimax = true;
    state.steps = 30;
  });
  ASSERT_EQ(asked("ways/three").size(), 1U);
  const config::Settings settings = asked("ways/three")[0].settings;
  EXPECT_EQ(settings.text("noise"), "bad");
  EXPECT_TRUE(settings.flag("minimax"));
  EXPECT_EQ(settings.integer("steps"), 30);
  EXPECT_EQ(settings.integer("bells"), 1);
}

TEST_F(WaysTest, TheirKeysAreTheirOwnAndEscapeLeaves) {
  const auto press = [&](const char* key) {
    const auto action = panels::key_action(panels::all_panels(), t.model, key);
    ASSERT_TRUE(action.has_value()) << key;
    t.reduce(*action);
    t.pump();
  };
  press("space");
  EXPECT_TRUE(model::tool_state<WaysState>(t.model).running);
  press("space");
  EXPECT_FALSE(model::tool_state<WaysState>(t.model).running);
  press("s");
  EXPECT_EQ(model::tool_state<WaysState>(t.model).rounds, 1);
  press("r");
  EXPECT_EQ(model::tool_state<WaysState>(t.model).rounds, 0);
  press("escape");
  EXPECT_EQ(t.model.playground.room, "");
}

TEST_F(WaysTest, ShowHowFarTheAnswerIs) {
  EXPECT_EQ(shown_position(t.model), -1);
  api::Answer answer;
  answer.view = t.model.view("ways/hills");
  answer.id = asked("ways/hills").back().id;
  answer.generation = 1;
  answer.table = {{std::string(explore::hills::rounds), "", {7}}};
  t.session.set_answer(std::move(answer));
  t.pump();
  EXPECT_EQ(shown_position(t.model), 7);
}

struct LineTest : ::testing::Test {
  LineTest() {
    for (const model::View& view : all_views()) t.model.views.push_back(view);
    api::Status status = *t.model.status;
    status.data.form = Form::points;
    status.data.dimensions = 1;
    t.session.set_status(status);
    t.reduce(model::action::SwitchWorkspace{model::Workspace::playground});
    t.pump();
  }
  void press(const char* key) {
    const auto action = panels::key_action(panels::all_panels(), t.model, key);
    ASSERT_TRUE(action.has_value()) << key;
    t.reduce(*action);
    t.pump();
  }
  ModelUnderTest t;
};

TEST_F(LineTest, IsTheHomeOfNumbersAndFollowsTheNewestWeights) {
  EXPECT_EQ(home_room(t.model).key, "line");
  const auto asked = t.asked(t.model.view("playground/line"));
  ASSERT_FALSE(asked.empty());
  EXPECT_EQ(asked.back().tool, "line");
  EXPECT_TRUE(asked.back().follow);
  t.reduce(model::action::EnterRoom{"figures"});
  t.pump();
  EXPECT_EQ(shown_room(t.model).key, "figures");
}

TEST_F(LineTest, LayersAreSwitchedByTheirLettersOrAlone) {
  EXPECT_TRUE(line::shows(t.model, line::Layer::d));
  press("b");
  EXPECT_FALSE(line::shows(t.model, line::Layer::d));
  press("alt+b");
  EXPECT_TRUE(line::shows(t.model, line::Layer::d));
  EXPECT_FALSE(line::shows(t.model, line::Layer::data));
  press("alt+b");
  EXPECT_TRUE(line::shows(t.model, line::Layer::data));
}

TEST_F(LineTest, ZoomAsksForWhatIsSeenAndZeroFitsItAgain) {
  const line::Seen whole = line::seen_of(t.model);
  line::move_view(t.model, whole.low, whole.low + 0.5 * (whole.high - whole.low));
  t.forget();
  t.pump();
  const auto asked = t.asked(t.model.view("playground/line"));
  ASSERT_FALSE(asked.empty());
  EXPECT_NEAR(asked.back().settings.real("high") - asked.back().settings.real("low"),
              0.75 * (whole.high - whole.low), 1e-6);
  line::move_view(t.model, 0, 1e-9);
  EXPECT_GT(line::seen_of(t.model).high - line::seen_of(t.model).low, 0.1)
      << "closer than anything is to be seen";
  press("0");
  EXPECT_DOUBLE_EQ(line::seen_of(t.model).high, whole.high);
}

TEST_F(LineTest, WhatGIsToldIsWhatTheToolSaysForTheRunsObjective) {
  api::Answer answer;
  answer.view = t.model.view("playground/line");
  const api::Ask asked = t.asked(answer.view).back();
  EXPECT_EQ(asked.settings.text("objective"), t.model.experiment().settings.text("objective"));
  EXPECT_TRUE(line::pushes_of(t.model).x.empty()) << "nothing is told yet";
  answer.id = asked.id;
  answer.generation = 1;
  answer.curves = {{"push", {-100, 100}, {-50, 50}}};
  t.session.set_answer(std::move(answer));
  t.pump();
  const line::Pushes pushes = line::pushes_of(t.model);
  ASSERT_FALSE(pushes.x.empty());
  for (size_t i = 0; i < pushes.x.size(); ++i) EXPECT_NEAR(pushes.push[i], pushes.x[i] / 2, 1e-6);
}

}  // namespace
}  // namespace ganscope::panels::playground
