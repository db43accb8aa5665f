#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/model/tools.h"
#include "app/panels/playground/figures/figures_state.h"
#include "app/panels/playground/room.h"
#include "app/script/names.h"
#include "tests/panels/support/opened_rooms.h"
#include "tests/panels/support/panel_stage.h"

namespace ganscope::panels::playground {
namespace {

/// A room drawn without a window; what it changes is carried out at once.
struct FiguresTest : ::testing::Test {
  FiguresTest() {
    stage.model.workspace = model::Workspace::playground;
    stage.model.playground.room = "figures";
    stage.show({"playground_left", "playground", "playground_right"}, 2);
  }
  void carry_out() {
    for (const model::Action& action : std::exchange(stage.asked, {}))
      if (const auto* explore = std::get_if<model::ExploreAction>(&action))
        if (const auto* use = std::get_if<model::explore_action::UseTool>(explore))
          use->change(stage.model, stage.time_s);
  }
  [[nodiscard]] const Figures& figures() const { return model::tool_state<Figures>(stage.model); }
  testing::PanelStage stage;
};

TEST(Rooms, ThatAreEnteredByNameAreKnownToScripts) {
  const std::vector<std::string_view> homes{"plane", "line", "flow"};
  for (const auto& room : panels::playground::all_rooms())
    EXPECT_NE(script::known_place("playground/" + std::string(room.key)),
              std::ranges::find(homes, room.key) != homes.end())
        << room.key;
}

TEST(FiguresState, ADragIsOneStepOfUndo) {
  Figures state;
  const BellFigure first = state.figure;
  for (int i = 1; i <= 5; ++i) {
    BellFigure to = state.figure;
    to.q.mean = 0.1 * i;
    set_figure(state, to, "q", i == 5);
  }
  BellFigure wider = state.figure;
  wider.q.sigma = 2;
  set_figure(state, wider, "q/width", true);
  undo_figure(state);
  EXPECT_DOUBLE_EQ(state.figure.q.mean, 0.5);
  EXPECT_DOUBLE_EQ(state.figure.q.sigma, first.q.sigma);
  undo_figure(state);
  EXPECT_EQ(state.figure, first);
  redo_figure(state);
  redo_figure(state);
  EXPECT_EQ(state.figure, wider);
}

TEST(FiguresState, DescentTakesItsTimeEndsByItselfAndIsOneStepOfUndo) {
  Figures state;
  const BellFigure first = state.figure;
  start_minimising(state, explore::Divergence::forward, 0);
  go_on_minimising(state, 0.1);
  EXPECT_TRUE(state.minimising);
  EXPECT_GT(state.figure.q.mean, -0.2) << "two steps are not the whole way";
  for (int i = 1; i < 200 && state.minimising; ++i) go_on_minimising(state, 0.1 + 0.3 * i);
  EXPECT_FALSE(state.minimising);
  EXPECT_NEAR(state.figure.q.mean, -0.1, 1e-3) << "the mean of the data";
  undo_figure(state);
  EXPECT_EQ(state.figure, first);
}

/// What a descent ends at.
explore::Bell minimised(explore::Bell from, explore::Divergence which) {
  Figures state;
  state.figure.q = from;
  start_minimising(state, which, 0);
  for (int i = 1; i < 200 && state.minimising; ++i) go_on_minimising(state, 0.4 * i);
  EXPECT_FALSE(state.minimising);
  return state.figure.q;
}

TEST(FiguresState, AsAtFirstTheReverseDivergencePicksOneBellAndTheForwardOneCoversBoth) {
  const BellFigure first;
  const auto reverse = [&](explore::Bell q) { return explore::divergences(first.p, {q}).reverse; };
  double astride = 9;  // the least of all that lie between the bells
  for (double mean = -1.6; mean <= 1.6; mean += 0.4)
    for (double sigma = 0.4; sigma <= 3.2; sigma += 0.4)
      astride = std::min(astride, reverse({mean, sigma, 1}));
  for (const auto& [start, bell] :
       {std::pair{first.q, first.p[1]}, {explore::Bell{-1, 1.1, 1}, first.p[0]}}) {
    const explore::Bell q = minimised(start, explore::Divergence::reverse);
    EXPECT_NEAR(q.mean, bell.mean, 0.01) << "the start decides which";
    EXPECT_NEAR(q.sigma, bell.sigma, 0.01);
    EXPECT_NEAR(reverse(q), std::log(2), 0.001) << "half of the data is left out";
    EXPECT_LT(reverse(q), astride);
    const explore::Bell both = minimised(start, explore::Divergence::forward);
    EXPECT_NEAR(both.mean, -0.1, 0.01);
    EXPECT_GT(both.sigma, 2.4) << "it covers both";
  }
}

TEST_F(FiguresTest, ShowThreeDivergencesAndMinimiseOneAtAPress) {
  for (const char* which : {"forward", "reverse", "js"})
    EXPECT_TRUE(stage.has(std::string("playground/figures/value/") + which));
  stage.click("playground/figures/minimise/reverse");
  carry_out();
  EXPECT_TRUE(figures().minimising);
  const double before = explore::divergences(figures().figure.p, {figures().figure.q}).reverse;
  for (int i = 0; i < 30; ++i) {
    stage.frames(1);
    carry_out();
  }
  EXPECT_LT(explore::divergences(figures().figure.p, {figures().figure.q}).reverse, before);
  stage.click("playground/figures/minimise/reverse");
  carry_out();
  EXPECT_FALSE(figures().minimising);
}

TEST_F(FiguresTest, MoveABellByItsTopAndTakeItBack) {
  const double before = figures().figure.q.mean;
  const ImVec2 from = stage.at("playground/figures/q", 0.5F);
  stage.drag(from, {from.x + 120, from.y + 40});
  carry_out();
  EXPECT_GT(figures().figure.q.mean, before + 0.5);
  stage.frames(2);
  stage.click("playground/figures/undo");
  carry_out();
  EXPECT_DOUBLE_EQ(figures().figure.q.mean, before);
}

TEST_F(FiguresTest, DrawTheCostsWithoutARunAndWithOne) {
  stage.click("playground/figures/page/1");
  carry_out();
  stage.frames(2);
  ASSERT_TRUE(stage.has("playground/figures/costs"));
  EXPECT_EQ(std::get<std::string>(stage.item("playground/figures/mean_pull").value), "–");
  stage.click("playground/figures/cost/minimax");
  carry_out();
  stage.frames(1);
  EXPECT_EQ(std::get<std::string>(stage.item("playground/figures/costs").value), "minimax");

  testing::ShownRun run(api::Phase::ready, 4000, testing::ShownRun::Kind::points);
  run.settle();
  stage.model = run.model;
  stage.model.workspace = model::Workspace::playground;
  stage.model.playground.room = "figures";
  testing::show_costs(stage.model);
  stage.frames(2);
  const double belief = std::stod(std::get<std::string>(stage.item("playground/figures/mean_belief").value));
  const double pull = std::stod(std::get<std::string>(stage.item("playground/figures/mean_pull").value));
  EXPECT_GT(belief, 0.2);
  EXPECT_NEAR(pull, 1 - belief, 0.01) << "non-saturating: 1 - D";
}

}  // namespace
}  // namespace ganscope::panels::playground
