#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "app/model/reduce_explore.h"
#include "app/panels/explore/explore_tab.h"
#include "app/script/names.h"
#include "tests/panels/support/found_directions.h"
#include "tests/panels/support/panel_stage.h"
#include "tests/panels/support/sample_run.h"

namespace ganscope::testing {
namespace {

struct ExplorePanel : ::testing::Test {
  ExplorePanel() {
    set_up_run(stage.model, api::Phase::running, 100);
    stage.model.workspace = model::Workspace::explore;
    model::restart_explore(stage.model);
    stage.show({"explore"}, 3);
    stage.asked.clear();
  }
  /// What was asked of the Explore workspace, of one kind, in order.
  template <class A>
  [[nodiscard]] std::vector<A> wanted() const {
    std::vector<A> found;
    for (const model::Action& action : stage.asked) {
      const auto* explore = std::get_if<model::ExploreAction>(&action);
      if (explore == nullptr) continue;
      if (const A* one = std::get_if<A>(explore)) found.push_back(*one);
    }
    return found;
  }
  PanelStage stage;
};

TEST(ExploreTabs, AreThoseThatScriptsGoToInTheSameOrder) {
  std::vector<std::string_view> keys;
  for (const auto& tab : panels::explore_parts::all_tabs()) keys.push_back(tab.key);
  EXPECT_TRUE(std::ranges::equal(keys, script::explore_tabs()));
  for (const std::string_view key : keys) EXPECT_TRUE(script::known_place("explore/" + std::string(key)));
}

TEST_F(ExplorePanel, ADragOnThePadMovesItAndEndsOnce) {
  stage.drag(stage.at("explore/pad", 0.5F, 0.5F), stage.at("explore/pad", 0.8F, 0.2F));
  stage.frames(2);
  const auto moves = wanted<model::explore_action::MovePad>();
  ASSERT_GE(moves.size(), 2U);
  int finals = 0;
  for (const auto& move : moves) finals += move.final ? 1 : 0;
  EXPECT_EQ(finals, 1);
  EXPECT_TRUE(moves.back().final);
}

TEST_F(ExplorePanel, ADirectionIsKeptFollowedAndLeftWithTheMouse) {
  const auto done = [&] {
    stage.frames(2);
    for (const auto& action : wanted<model::explore_action::UseTool>()) action.change(stage.model, 0);
    stage.asked.clear();
    stage.frames(2);
  };
  const auto row = [&]() -> const panels::directions::Direction& {
    return model::tool_state<panels::directions::Directions>(stage.model).rows[2];
  };
  show_found_directions(stage.model);
  stage.frames(2);
  stage.asked.clear();
  ASSERT_FALSE(row().kept);
  stage.click("explore/direction/3/keep");
  done();
  EXPECT_TRUE(row().kept);
  stage.click("explore/direction/3/up");
  done();
  EXPECT_EQ(stage.model.explore.pad_y.direction, row().along);
  stage.click_at(stage.at("explore/direction/3/strip", 0.99F));
  done();
  EXPECT_DOUBLE_EQ(panels::directions::strength(stage.model, 3), 3) << "the last picture of the strip";
  stage.click("explore/combination/3/leave");
  done();
  EXPECT_DOUBLE_EQ(panels::directions::strength(stage.model, 3), 0);
  stage.click("explore/combination/clear");
  done();
  EXPECT_TRUE(panels::directions::combination(stage.model).strengths.empty());
}

TEST_F(ExplorePanel, TheSwitchBetweenZAndWIsThereOnlyWithAMappingNetwork) {
  EXPECT_FALSE(stage.has("explore/space"));
  api::Status status = *stage.model.status;
  status.experiment.change([](auto& experiment) { experiment.settings.set("mapping_layers", int64_t{2}); });
  stage.model.status = std::make_shared<const api::Status>(std::move(status));
  stage.frames(2);
  stage.click("explore/space/1");
  const auto spaces = wanted<model::explore_action::SetSpace>();
  ASSERT_EQ(spaces.size(), 1U);
  EXPECT_EQ(spaces[0].space, api::Space::w);
}

TEST_F(ExplorePanel, ValuesOfWAreToldFinelyAndNoughtHasNoSign) {
  stage.model.explore.slider_reach = 0.05;
  const auto dimension = static_cast<size_t>(stage.model.explore.shown_dimensions.at(0));
  const std::string item = "explore/dim/" + std::to_string(dimension) + "/value";
  const auto value_for = [&](float value) {
    stage.model.explore.latent[dimension] = value;
    stage.frames(1);
    return std::get<std::string>(stage.item(item).value);
  };
  EXPECT_EQ(value_for(-0.0124F), "-0.012");
  EXPECT_EQ(value_for(-0.0002F), "0.000");
  stage.model.explore.slider_reach = 3;
  EXPECT_EQ(value_for(-0.912F), "-0.91");
}

TEST(ExploreCompact, TheListOfClassesStaysReadableBesideTheSwitchToW) {
  PanelStage stage({1280, 720});
  set_up_run(stage.model, api::Phase::running, 100);
  api::Status status = *stage.model.status;
  status.experiment.change([](auto& experiment) {
    experiment.settings.set("mapping_layers", int64_t{2});
    experiment.settings.set("conditional", true);
  });
  status.data.label_names = {"0", "1", "2"};
  stage.model.status = std::make_shared<const api::Status>(std::move(status));
  stage.model.workspace = model::Workspace::explore;
  model::restart_explore(stage.model);
  stage.show({"explore"}, 3);
  ASSERT_TRUE(stage.model.conditional());
  const auto& list = stage.item("explore/label");
  EXPECT_GE(list.max.x - list.min.x, 64) << "room for a digit, the margins and the arrow";
  EXPECT_LT(list.max.x, stage.item("explore/space/0").min.x);
}

TEST_F(ExplorePanel, PlayAsksForThePathToPlay) {
  stage.click("explore/path/play");
  const auto plays = wanted<model::explore_action::PlayPath>();
  ASSERT_EQ(plays.size(), 1U);
  EXPECT_TRUE(plays[0].playing);
}

TEST_F(ExplorePanel, KeysOfThePathAreAddedDraggedAndRemoved) {
  const auto done = [&] {
    stage.frames(2);
    for (const auto& action : wanted<model::explore_action::UseTool>()) action.change(stage.model, 0);
    stage.asked.clear();
    stage.frames(2);
  };
  const model::ExploreState& state = stage.model.explore;
  EXPECT_EQ(std::get<double>(stage.item("explore/path/keys").value), 2);
  stage.click("explore/path/add");
  done();
  ASSERT_EQ(state.path_keys(), 3U);
  EXPECT_EQ(state.path_key(1).latent, state.latent);
  const double before = state.path().times()[1];
  stage.drag(stage.at("explore/path/key/1", 0.5F, 0.5F), stage.at("explore/path/keys", 0.8F, 0.5F));
  done();
  EXPECT_NEAR(state.path().times()[1], 0.8, 0.02);
  EXPECT_NEAR(before, 0.5, 1e-9);
  stage.drag(stage.at("explore/path/key/1", 0.5F, 0.5F), stage.at("explore/path/a", 0.5F, 0.5F));
  done();
  EXPECT_EQ(state.path_a.latent, state.latent) << "it changes places with the first";
  stage.hover("explore/path/key/1");
  stage.click("explore/path/key/1/remove");
  done();
  EXPECT_EQ(state.path_keys(), 2U);
}

TEST_F(ExplorePanel, ThePathGoesRoundAndAtAnotherPace) {
  stage.click("explore/path/mode/2");
  const auto modes = wanted<model::explore_action::SetPathMode>();
  ASSERT_EQ(modes.size(), 1U);
  EXPECT_TRUE(modes[0].looped);
  stage.click("explore/path/mode/3");
  const auto curves = wanted<model::explore_action::SetPathMode>();
  ASSERT_EQ(curves.size(), 2U);
  EXPECT_TRUE(curves[1].curved && !curves[1].looped);
  stage.asked.clear();
  stage.click("explore/path/pace");
  stage.click("explore/path/pace/1");
  const auto changes = wanted<model::explore_action::UseTool>();
  ASSERT_EQ(changes.size(), 1U);
  changes[0].change(stage.model, 0);
  EXPECT_EQ(stage.model.explore.path_pace, model::ExploreState::PathPace::in_out);
}

TEST_F(ExplorePanel, AClickOnAnEmptySlotAddsTheLatentInHand) {
  stage.click("explore/arith/slot/1");
  const auto added = wanted<model::explore_action::AddExemplar>();
  ASSERT_EQ(added.size(), 1U);
  EXPECT_EQ(added[0].slot, 1);
  EXPECT_EQ(added[0].latent, stage.model.explore.latent);
}

TEST_F(ExplorePanel, ASampleDraggedIntoASlotBecomesAnExemplar) {
  stage.model.explore.tab = model::ExploreState::tab_samples;
  stage.frames(2);
  stage.drag(stage.at("explore/tray/9", 0.5F), stage.at("explore/arith/slot/0", 0.5F));
  stage.frames(2);
  const auto added = wanted<model::explore_action::AddExemplar>();
  ASSERT_EQ(added.size(), 1U);
  EXPECT_EQ(added[0].slot, 0);
  EXPECT_EQ(added[0].fixed_index, 9);
}

TEST_F(ExplorePanel, ATypedSeedIsTaken) {
  stage.click("explore/seed");
  stage.frames(2);
  stage.type("42");
  stage.press(ImGuiKey_Enter);
  stage.frames(2);
  const auto seeds = wanted<model::explore_action::SetSeed>();
  ASSERT_EQ(seeds.size(), 1U);
  EXPECT_EQ(seeds[0].seed, 42U);
}

TEST_F(ExplorePanel, UndoRedoAndAnotherPlaneAreButtonsOfFullSize) {
  for (const char* name : {"explore/undo", "explore/redo", "explore/pad/new"}) {
    const auto& item = stage.item(name);
    EXPECT_FLOAT_EQ(item.max.x - item.min.x, 32) << name;
    EXPECT_FLOAT_EQ(item.max.y - item.min.y, 32) << name;
  }
}

TEST_F(ExplorePanel, TheModelChoiceEndsWithThePicture) {
  EXPECT_NEAR(stage.item("explore/model").max.x, stage.item("explore/picture").max.x, 0.5F);
}

TEST_F(ExplorePanel, ATypedSeedStaysReadable) {
  model::reduce_explore(stage.model, model::explore_action::SetSeed{4711}, 0);
  stage.frames(2);
  EXPECT_EQ(std::get<std::string>(stage.item("explore/seed").value), "4711");
}

TEST_F(ExplorePanel, EverythingThatAutomationNamesIsThere) {
  for (const char* name :
       {"explore/pad", "explore/picture", "explore/seed", "explore/random", "explore/truncation",
        "explore/model", "explore/path/a", "explore/path/b", "explore/path/mode", "explore/path/play",
        "explore/path/position", "explore/path/frame/0", "explore/arith/slot/0", "explore/arith/result"}) {
    EXPECT_TRUE(stage.has(name)) << name;
  }
}

}  // namespace
}  // namespace ganscope::testing
