#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>

#include "app/model/asks.h"
#include "app/panels/playground/plane/plane_state.h"
#include "app/ui/widgets/scatter.h"
#include "core/explore/tools/plane_numbers.h"
#include "tests/panels/support/panel_stage.h"
#include "tests/panels/support/shown_run.h"

namespace ganscope::panels::playground::plane {
namespace {

using testing::PanelStage;
using testing::ShownRun;
namespace tool = explore::plane;

/// The home of points in a plane on a stage, with what an engine answered.
struct PlaneHome : ::testing::Test {
  explicit PlaneHome(ShownRun::Kind kind = ShownRun::Kind::points) : run(api::Phase::running, 4000, kind) {
    run.model.workspace = model::Workspace::playground;
    take_over();
  }
  /// The run answers what the stage's model asks, and the stage shows that.
  void take_over() {
    run.settle();
    stage.model = run.model;
    stage.show({"playground_left", "playground", "playground_right"}, 2);
    carry_out();
  }
  /// What the panels wanted of their own state happens.
  void carry_out() {
    for (int round = 0; round < 2; ++round) {
      for (const model::Action& action : std::exchange(stage.asked, {})) {
        kept.push_back(action);
        if (const auto* explored = std::get_if<model::ExploreAction>(&action))
          if (const auto* use = std::get_if<model::explore_action::UseTool>(explored))
            use->change(run.model, 0);
      }
      run.settle();
      stage.model = run.model;
      stage.frames(2);
    }
  }
  template <class A>
  [[nodiscard]] const A* wanted() const {
    for (auto action = kept.rbegin(); action != kept.rend(); ++action)
      if (const A* found = std::get_if<A>(&*action)) return found;
    return nullptr;
  }
  [[nodiscard]] int64_t layers() const {
    return model::wanted_ask(run.model, run.model.view(view_key))->settings.integer("layers");
  }
  ShownRun run;
  PanelStage stage;
  std::vector<model::Action> kept;
};

TEST_F(PlaneHome, AsksForWhatIsSwitchedOnAndFollowsCloselyWhileItTrains) {
  const auto ask = model::wanted_ask(run.model, run.model.view(view_key));
  ASSERT_TRUE(ask.has_value());
  EXPECT_TRUE(ask->follow);
  EXPECT_TRUE(ask->lively);
  EXPECT_EQ(ask->latents.size(),
            static_cast<size_t>(drawn_latents) * static_cast<size_t>(run.model.status->latent_dim));
  EXPECT_NE(layers() & tool::forces, 0);
  EXPECT_EQ(layers() & tool::slopes, 0);
  stage.click("playground/layer/push");
  carry_out();
  EXPECT_EQ(layers() & tool::forces, 0);
  show_layer(run.model, Layer::slope, true);
  EXPECT_NE(layers() & tool::slopes, 0);
}

TEST_F(PlaneHome, OneLayerAloneAndAllBackAgain) {
  show_only(run.model, Layer::density);
  for (size_t i = 0; i < layer_infos().size(); ++i)
    EXPECT_EQ(shows(run.model, static_cast<Layer>(i)), static_cast<Layer>(i) == Layer::density);
  show_only(run.model, Layer::density);
  EXPECT_TRUE(shows(run.model, Layer::surface));
  EXPECT_FALSE(shows(run.model, Layer::density));
}

TEST_F(PlaneHome, AClickOnAGeneratedPointSelectsItsLatent) {
  stage.hover("playground/sample/5");
  const auto words = [&](const char* item) { return std::get<std::string>(stage.item(item).value); };
  EXPECT_TRUE(words("playground/plane/values").starts_with("z 5: "))
      << "its latent, and what is said of its place";
  EXPECT_NE(words("playground/plane/values").find("D "), std::string::npos);
  stage.click("playground/sample/5");
  carry_out();
  ASSERT_NE(wanted<model::action::SelectLatent>(), nullptr);
  EXPECT_EQ(wanted<model::action::SelectLatent>()->index, 5);
  run.model.selected_latent = 5;
  take_over();
  EXPECT_TRUE(words("playground/plane/latent").starts_with("z 5: ")) << "its numbers stay in sight";
}

TEST_F(PlaneHome, TheWheelZoomsAtTheMouseADragPansAndADoubleClickFits) {
  const Seen before = seen_of(run.model);
  move_view(run.model, before.x + 1, before.y, std::min(before.half_x, before.half_y) / 2);
  const Seen closer = seen_of(run.model);
  EXPECT_NEAR(closer.half_x, before.half_x / 2, 1e-9);
  take_over();
  const auto& plot = stage.item("playground/plane");
  const ImVec2 corner{plot.min.x + 6, plot.min.y + 6};
  stage.drag(corner, {corner.x + 60, corner.y});
  carry_out();
  EXPECT_LT(seen_of(run.model).x, closer.x) << "what lay under the mouse went along";
  EXPECT_NEAR(seen_of(run.model).half_x, closer.half_x, 1e-9);
  stage.double_click_at(corner);
  carry_out();
  EXPECT_NEAR(seen_of(run.model).x, before.x, 1e-9);
}

TEST_F(PlaneHome, ThePlaceUnderTheMouseHasItsValues) {
  stage.hover("playground/plane");
  stage.frames(2);
  ASSERT_TRUE(stage.has("playground/plane/values"));
  const auto told = std::get<std::string>(stage.item("playground/plane/values").value);
  for (const char* name : {"x ", "y ", "D ", "p_data ", "p_model "})
    EXPECT_NE(told.find(name), std::string::npos) << told;
}

TEST_F(PlaneHome, AClickInLatentSpaceShowsItsPointInDataSpace) {
  const auto& latents = stage.item("playground/latents");
  stage.click_at({latents.max.x - 4, latents.min.y + 4});
  carry_out();
  ASSERT_TRUE(look_of(run.model).free.has_value());
  EXPECT_GT((*look_of(run.model).free)[0], 2.5F);
  EXPECT_GT((*look_of(run.model).free)[1], 2.5F);
  ASSERT_TRUE(stage.has("playground/plane/free"));
  drop_free(run.model);
  EXPECT_FALSE(look_of(run.model).free.has_value());
}

TEST_F(PlaneHome, WithoutDTheReasonIsSaid) {
  auto answer = *run.model.result(run.model.view(view_key));
  answer.table.push_back({std::string(tool::missing), "of this moment D was not kept", {}});
  stage.model.results[stage.model.view(view_key)] = std::make_shared<const api::Answer>(answer);
  stage.frames(1);
  ASSERT_TRUE(stage.has("playground/plane/reason"));
  EXPECT_NE(std::get<std::string>(stage.item("playground/plane/reason").value).find("D was not kept"),
            std::string::npos);
}

TEST_F(PlaneHome, PointsLeaveATrailThatBeginsAnewWithTheRun) {
  for (int i = 1; i <= 3; ++i) {
    api::Answer answer = *run.model.result(run.model.view(view_key));
    answer.step += i;
    run.model.views[run.model.view(view_key)].answered(run.model, answer, i);
  }
  EXPECT_GE(model::tool_state<Trail>(run.model).points.size(), 3u);
  api::Answer reset = *run.model.result(run.model.view(view_key));
  reset.step = 0;
  run.model.views[run.model.view(view_key)].answered(run.model, reset, 9);
  EXPECT_EQ(model::tool_state<Trail>(run.model).points.size(), 1u);
}

struct PlaneOfPictures : PlaneHome {
  PlaneOfPictures() : PlaneHome(ShownRun::Kind::faces) {}
};

TEST_F(PlaneOfPictures, APlainSentenceAndAButtonThatChoosesPoints) {
  ASSERT_TRUE(stage.has("playground/plane/choose"));
  EXPECT_FALSE(stage.has("playground/plane"));
  stage.click("playground/plane/choose");
  carry_out();
  ASSERT_NE(wanted<model::action::ChooseExperiment>(), nullptr);
  EXPECT_EQ(wanted<model::action::ChooseExperiment>()->name, "ring");
}

}  // namespace
}  // namespace ganscope::panels::playground::plane
