#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

#include "app/panels/explore/explore_panel.h"
#include "app/panels/explore/explore_tab.h"
#include "app/panels/explore/inside/inside_parts.h"
#include "app/panels/explore/path_nearest.h"
#include "core/explore/tools/inside_numbers.h"
#include "core/explore/tools/neighbour_numbers.h"
#include "tests/panels/support/panel_stage.h"
#include "tests/unit/model/model_under_test.h"

namespace ganscope::panels::inside {
namespace {

using testing::ModelUnderTest;

/// The Explore workspace with Inside G open, and an engine that answers what the test says.
struct InsideTest : ::testing::Test {
  InsideTest() {
    for (const model::View& view : explore_views()) t.model.views.push_back(view);
    t.reduce(model::action::SwitchWorkspace{model::Workspace::explore});
    const auto tabs = explore_parts::all_tabs();
    for (size_t i = 0; i < tabs.size(); ++i)
      if (tabs[i].key == "inside") t.explore(model::explore_action::ShowTab{static_cast<int>(i)});
    t.pump();
  }
  void act(const std::function<void(model::UiModel&)>& change) {
    t.explore(model::explore_action::UseTool{[change](model::UiModel& model, double) { change(model); }});
    t.pump();
  }
  void answer(const char* key, api::Answer answer) {
    answer.view = t.model.view(key);
    const auto asked = t.asked(answer.view);
    ASSERT_FALSE(asked.empty()) << key;
    answer.id = asked.back().id;
    answer.generation = 1;
    answer.step = 16;
    t.session.set_answer(std::move(answer));
    t.pump();
  }
  /// Two layers: 3 channels of 4 × 4 and 2 of 8 × 8; of each the last answers most.
  void show_layers() {
    api::Answer seen;
    seen.table = {{"layer", "0", {3, 4, 4, 50, 0, 3}}, {"layer", "1", {2, 8, 8, 0, 3, 2}}};
    seen.vectors = {5, 3, {0, 0, 1, 0, 1, 2, 0, 2, 3, 1, 0, 1, 1, 1, 2}};
    answer("inside/layers", std::move(seen));
  }
  [[nodiscard]] api::Ask last(const char* key) const { return t.asked(t.model.view(key)).back(); }
  ModelUnderTest t;
};

TEST_F(InsideTest, TheStrongestChannelOfTheSecondLayerIsChosenFirst) {
  show_layers();
  EXPECT_EQ(shown(t.model), (Channel{1, 1}));
  EXPECT_EQ(layers(t.model).size(), 2U);
  EXPECT_EQ(last("inside/channel").settings.integer("layer"), 1);
  EXPECT_EQ(last("inside/dissection").settings.integer("channel"), 1);
  EXPECT_FALSE(last("inside/dissection").follow) << "measured once";
  EXPECT_EQ(last("inside/use").latents.size(), 64U * ModelUnderTest::latent_dim);
}

TEST_F(InsideTest, AChannelBecomesTheDirectionAlongWhichItAnswersMore) {
  show_layers();
  act([](model::UiModel& model) { find_direction(model, "channel 1 (8×8)"); });
  const api::Ask asked = last("inside/direction");
  ASSERT_EQ(asked.latents.size(), static_cast<size_t>(direction_samples) * ModelUnderTest::latent_dim);
  EXPECT_EQ(asked.settings.integer("channel"), 1);
  api::Answer use;
  use.curves.push_back({"answers", {}, {}});
  for (size_t i = 0; i < asked.latents.size();
       i += ModelUnderTest::latent_dim)  // of the third dimension alone
    use.curves.front().y.push_back(std::max(0.0F, 1 + asked.latents[i + 2]));
  answer("inside/direction", std::move(use));
  ASSERT_EQ(t.model.explore.kept.size(), 1U);
  EXPECT_EQ(t.model.explore.kept[0].name, "channel 1 (8×8)");
  EXPECT_GT(t.model.explore.kept[0].direction[2], 0.98F);
  EXPECT_TRUE(direction_of({1, 2, 3, 4}, {5, 5}).empty()) << "one that answers the same to all has none";
}

TEST_F(InsideTest, TheCurveOfAPathSaysHowFarItsFramesAreFromTheNearestRealPictures) {
  act([](model::UiModel& model) { explore_parts::show_path_nearest(model, true); });
  const api::Ask asked = last("path/nearest");
  EXPECT_EQ(asked.tool, "neighbours");
  EXPECT_EQ(asked.latents.size(),
            static_cast<size_t>(t.model.explore.path_frames) * ModelUnderTest::latent_dim);
  api::Answer near;
  near.curves = {{"pixels", {0, 1}, {0.09F, 0.14F}}, {"real pixels", {}, {0.1F, 0.2F, 0.3F}}};
  answer("path/nearest", std::move(near));
  const explore_parts::PathDistances found = explore_parts::path_distances(t.model);
  EXPECT_EQ(found.distances, (std::vector<float>{0.09F, 0.14F}));
  EXPECT_NEAR(found.copy, 0.11, 1e-6);
  act([](model::UiModel& model) { explore_parts::show_path_nearest(model, false); });
  EXPECT_EQ(t.model.result(t.model.view("path/nearest"))->curves.size(), 2U);
}

TEST_F(InsideTest, AChannelThatIsSwitchedOffIsAskedForAndUndoneBitwise) {
  show_layers();
  act([](model::UiModel& model) { set_scales(model, 0, true); });
  EXPECT_EQ(last("inside/layers").settings.text("edits"), "1:1:0");
  EXPECT_EQ(last("inside/channel").settings.text("edits"), "1:1:0");
  act([](model::UiModel& model) { set_scale(model, {0, 2}, 1.5, true); });
  EXPECT_EQ(last("inside/layers").settings.text("edits"), "0:2:1.5,1:1:0");
  t.explore(model::explore_action::ExploreUndo{});
  t.pump();
  EXPECT_EQ(edits_text(state_of(t.model)), "1:1:0");
  act(all_on);
  EXPECT_TRUE(state_of(t.model).scales.empty());
  t.explore(model::explore_action::ExploreUndo{});
  EXPECT_EQ(edits_text(state_of(t.model)), "1:1:0");
}

TEST_F(InsideTest, SeveralChannelsAreSwitchedTogether) {
  show_layers();
  act([](model::UiModel& model) { choose(model, {0, 0}, true); });
  act([](model::UiModel& model) { set_scales(model, 0, true); });
  EXPECT_EQ(edits_text(state_of(t.model)), "0:0:0,1:1:0");
  act([](model::UiModel& model) { choose(model, {0, 1}, false); });
  EXPECT_EQ(state_of(t.model).chosen.size(), 1U);
}

TEST_F(InsideTest, AScaleStaysWithinItsRangeAndIsANumber) {
  show_layers();
  act([](model::UiModel& model) { set_scales(model, 17, true); });
  EXPECT_EQ(scale_of(t.model, {1, 1}), 3);
  act([](model::UiModel& model) { set_scales(model, -17, true); });
  EXPECT_EQ(scale_of(t.model, {1, 1}), -1);
  act([](model::UiModel& model) { set_scales(model, std::nan(""), true); });
  EXPECT_EQ(scale_of(t.model, {1, 1}), -1);
}

TEST_F(InsideTest, StepsGoThroughChannelsAndLayersAndStopAtTheirEnds) {
  show_layers();
  act([](model::UiModel& model) { step_channel(model, 1); });
  EXPECT_EQ(shown(t.model), (Channel{1, 1}));
  act([](model::UiModel& model) { step_channel(model, -1); });
  EXPECT_EQ(shown(t.model), (Channel{1, 0}));
  act([](model::UiModel& model) { step_layer(model, -1); });
  EXPECT_EQ(shown(t.model), (Channel{0, 2}));
  act([](model::UiModel& model) { step_layer(model, -1); });
  EXPECT_EQ(shown(t.model), (Channel{0, 2}));
}

TEST_F(InsideTest, AnotherModelWithoutTheChangedChannelBeginsAnew) {
  show_layers();
  act([](model::UiModel& model) { set_scales(model, 0, true); });
  api::Answer refused;
  refused.failure = Failure{FailureKind::usage, "no such channel", "channels", "choose another"};
  answer("inside/layers", std::move(refused));
  EXPECT_TRUE(state_of(t.model).scales.empty());
  EXPECT_EQ(shown(t.model).layer, -1);
}

TEST_F(InsideTest, TheChannelsThatAnAttributeDependsOnAreLookedForWhenAskedAndSorted) {
  show_layers();
  EXPECT_TRUE(t.asked(t.model.view("inside/survey")).empty());
  act([](model::UiModel& model) { survey_for(model, "hat"); });
  EXPECT_EQ(last("inside/survey").settings.integer("channel"), -1);
  EXPECT_EQ(last("inside/survey").settings.integer("layer"), 1);
  api::Answer found;
  found.table = {{"question", "glasses", {40}},
                 {"question", "hat", {20}},
                 {"channel", "0", {1, 90, 10}},
                 {"channel", "1", {1, 0, 30}}};
  answer("inside/survey", std::move(found));
  const auto depends = survey(t.model);
  ASSERT_EQ(depends.size(), 2U);
  EXPECT_EQ(depends[0].channel, 1);
  EXPECT_EQ(depends[0].of_100, 30);
}

TEST_F(InsideTest, IsDrawnInEveryStateAndSize) {
  const auto draw = [&](ImVec2 size) {
    testing::PanelStage stage(size);
    stage.model = t.model;
    stage.show({"explore"}, 2);
    return std::pair(stage.has("explore/inside/1/1"), stage.has("explore/inside/nearest/0"));
  };
  const auto everywhere = [&] {
    for (const ImVec2 size : {ImVec2{1600, 900}, ImVec2{1280, 720}, ImVec2{240, 160}, ImVec2{1, 1}})
      (void)draw(size);
  };
  everywhere();
  show_layers();
  everywhere();
  api::Answer near;
  near.table = {{explore::neighbour::pixels, "0", {7, 0.05, 9, 0.06}}};
  near.curves = {{explore::neighbour::real_pixels, {0.5F, 1}, {0.02F, 0.04F}}};
  answer("inside/nearest", std::move(near));
  api::Answer depends;
  depends.table = {{"question", "glasses", {40}}, {"channel", "1", {1.5, 52}}};
  answer("inside/dissection", std::move(depends));
  act([](model::UiModel& model) { set_scales(model, 0, true); });
  everywhere();
  EXPECT_EQ(draw({1600, 900}), std::pair(true, true));
  EXPECT_EQ(draw({1280, 720}), std::pair(true, true)) << "the chosen layer";
}

}  // namespace
}  // namespace ganscope::panels::inside
