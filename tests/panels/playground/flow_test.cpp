#include <gtest/gtest.h>

#include "app/model/tools.h"
#include "app/panels/panel.h"
#include "app/panels/playground/flow/flow_state.h"
#include "app/panels/playground/room.h"
#include "tests/unit/model/model_under_test.h"

namespace ganscope::panels::playground {
namespace {

using testing::ModelUnderTest;

TEST(FlowState, TimeRunsRestsAtTheEndAndBeginsAgain) {
  FlowState state;
  play_flow(state, true, 10);
  EXPECT_EQ(state.time, 0) << "it had arrived";
  go_on(state, 10.2);
  EXPECT_NEAR(state.time, 0.2 / flow_seconds, 1e-9);
  go_on(state, 20);
  EXPECT_LT(state.time, 0.2) << "after a pause of the window nothing leaps";
  state.time = 1;
  state.last_s = 30;
  go_on(state, 30 + 0.5 * flow_rests_s);
  EXPECT_EQ(state.time, 1);
  go_on(state, 30 + flow_rests_s);
  EXPECT_EQ(state.time, 0);
  play_flow(state, false, 32);
  go_on(state, 33);
  EXPECT_EQ(state.time, 0);
}

struct FlowRoom : ::testing::Test {
  FlowRoom() : t(true) {
    for (const model::View& view : all_views()) t.model.views.push_back(view);
    api::Status status = *t.model.status;
    status.data.dimensions = 2;
    status.latent_dim = 2;
    status.model.kind = "flow";
    status.model.judges = status.model.single_steps = status.model.told_in_parts = false;
    t.session.set_status(status);
    t.pump();
  }
  ModelUnderTest t;
};

TEST_F(FlowRoom, IsTheHomeOfAFlowOnThePlane) {
  EXPECT_EQ(home_room(t.model).key, "flow");
  ModelUnderTest gan(true);
  EXPECT_NE(home_room(gan.model).key, "flow");
}

TEST_F(FlowRoom, AsksForTheCurrentAtItsTimeAndFollowsTheWeights) {
  t.reduce(model::action::SwitchWorkspace{model::Workspace::playground});
  FlowState state;
  state.time = 0.25;
  model::set_tool_state(t.model, state);
  t.forget();
  t.pump();
  const auto asks = t.asked(t.model.view(flow_view));
  ASSERT_FALSE(asks.empty());
  EXPECT_EQ(asks.back().tool, "current");
  EXPECT_EQ(asks.back().settings.real("time"), 0.25);
  EXPECT_TRUE(asks.back().lively);
  EXPECT_EQ(asks.back().latents.size() % 2, 0U);
  EXPECT_LT(asks.back().settings.real("x0"), asks.back().settings.real("x1"));
}

}  // namespace
}  // namespace ganscope::panels::playground
