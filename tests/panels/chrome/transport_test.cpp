#include <gtest/gtest.h>

#include "app/panels/transport/parts.h"
#include "tests/panels/support/panel_stage.h"
#include "tests/panels/support/sample_run.h"

namespace ganscope::testing {
namespace {

const std::vector<std::string> transport{"transport_left", "transport_middle", "transport_right",
                                         "transport_left_explore"};

TEST(Transport, StartTrainsAndPauseStops) {
  PanelStage stage;
  set_up_run(stage.model, api::Phase::ready, 0);
  stage.show(transport, 2);
  EXPECT_EQ(std::get<std::string>(stage.item("transport/start").value), "Start");
  stage.click("transport/start");
  ASSERT_NE(stage.posted<api::Train>(), nullptr);
  set_up_run(stage.model, api::Phase::running, 4210);
  stage.frames(1);
  EXPECT_EQ(std::get<std::string>(stage.item("transport/start").value), "Pause");
  stage.click("transport/start");
  EXPECT_NE(stage.posted<api::Pause>(), nullptr);
}

TEST(Transport, StepButtonsAskForTheirPlayer) {
  PanelStage stage;
  set_up_run(stage.model, api::Phase::ready, 3);
  stage.show(transport, 2);
  stage.click("transport/step_d");
  ASSERT_NE(stage.posted<api::StepOnce>(), nullptr);
  EXPECT_EQ(stage.posted<api::StepOnce>()->kind, api::StepKind::discriminator);
  stage.click("transport/step_both");
  EXPECT_EQ(stage.posted<api::StepOnce>()->kind, api::StepKind::both);
  stage.click("transport/reset");
  EXPECT_NE(stage.posted<api::Reset>(), nullptr);
}

TEST(Transport, NothingCanBePressedWhileNothingIsLoaded) {
  PanelStage stage;
  set_up_run(stage.model, api::Phase::idle, 0);
  stage.show(transport, 2);
  for (const char* name : {"transport/start", "transport/reset", "transport/step_g"}) {
    EXPECT_FALSE(stage.item(name).enabled) << name;
    stage.click(name);
  }
  EXPECT_TRUE(stage.asked.empty());
}

TEST(Transport, EnterPressesTheButtonThatTabReached) {
  PanelStage stage;
  set_up_run(stage.model, api::Phase::ready, 0);
  stage.show(transport, 2);
  stage.tab();
  EXPECT_EQ(stage.items.interaction.focused(), "transport/start");
  EXPECT_TRUE(stage.items.interaction.has_ring("transport/start"));
  stage.press(ImGuiKey_Enter);
  EXPECT_NE(stage.posted<api::Train>(), nullptr);
}

TEST(Transport, TheScrubberShowsTheNearestMomentOfTheHistoryAndNowAtItsEnd) {
  PanelStage stage;
  set_up_run(stage.model, api::Phase::running, 4000);
  stage.show(transport, 2);
  stage.click_at(stage.at("transport/scrubber", 0.51F));
  ASSERT_NE(stage.last<model::action::SetMoment>(), nullptr);
  EXPECT_EQ(stage.last<model::action::SetMoment>()->step, 2000);
  stage.model.moment = 2000;
  stage.frames(1);
  ASSERT_TRUE(stage.has("transport/back_to_now"));
  stage.click_at(stage.at("transport/scrubber", 0.999F));
  EXPECT_EQ(stage.last<model::action::SetMoment>()->step, api::now);
  stage.click("transport/rewind");
  ASSERT_NE(stage.posted<api::Rewind>(), nullptr);
  EXPECT_EQ(stage.posted<api::Rewind>()->step, 2000);
}

TEST(Transport, TheFilmIsAScrubberToo) {
  PanelStage stage;
  set_up_run(stage.model, api::Phase::running, 4000);
  stage.show(transport, 2);
  stage.click_at(stage.at("transport/film", 0.0F + 0.001F));
  ASSERT_NE(stage.last<model::action::SetMoment>(), nullptr);
  EXPECT_EQ(stage.last<model::action::SetMoment>()->step, 0);
}

TEST(Transport, ThePlayButtonPlaysTheFilmAndStopsItAndTheSpeedGoesRound) {
  PanelStage stage;
  set_up_run(stage.model, api::Phase::ready, 4000);
  stage.show(transport, 2);
  stage.click("transport/play");
  ASSERT_NE(stage.last<model::action::PlayHistory>(), nullptr);
  EXPECT_TRUE(stage.last<model::action::PlayHistory>()->playing);
  stage.model.playback.playing = true;
  stage.frames(1);
  stage.click("transport/play");
  EXPECT_FALSE(stage.last<model::action::PlayHistory>()->playing);
  stage.click("transport/play_speed");
  ASSERT_NE(stage.last<model::action::SetPlaySpeed>(), nullptr);
  EXPECT_EQ(stage.last<model::action::SetPlaySpeed>()->speed, 2);
  stage.model.playback.speed = 8;
  stage.frames(1);
  stage.click("transport/play_speed");
  EXPECT_EQ(stage.last<model::action::SetPlaySpeed>()->speed, 0.25);
}

TEST(Transport, TrainingOnFromAMomentThatIsOnlyAnAverageIsNotOffered) {
  PanelStage stage;
  set_up_run(stage.model, api::Phase::ready, 4000);
  auto history = std::make_shared<api::HistoryIndex>(*stage.model.history);
  history->averages = {2000};
  stage.model.history = history;
  stage.model.moment = 2000;
  stage.show(transport, 2);
  stage.click("transport/rewind");
  EXPECT_EQ(stage.posted<api::Rewind>(), nullptr);
}

TEST(Film, LeavesPlacesWithoutAMomentEmpty) {
  // A run without a film on disk, opened again at step 5,000, has only step 0 and that; 21 cells of 250
  // steps.
  const std::vector<int64_t> reopened{0, 5000};
  EXPECT_EQ(panels::transport::frame_of_cell(reopened, 0, 250), 0);
  EXPECT_EQ(panels::transport::frame_of_cell(reopened, 2000, 250), -1);
  EXPECT_EQ(panels::transport::frame_of_cell(reopened, 4500, 250), -1);
  EXPECT_EQ(panels::transport::frame_of_cell(reopened, 4750, 250), 1);
  EXPECT_EQ(panels::transport::frame_of_cell(reopened, 5000, 250), 1);
  // Behind the newest frame, which the film reaches with some delay, that frame stands.
  EXPECT_EQ(panels::transport::frame_of_cell(reopened, 6000, 250), 1);
  const std::vector<int64_t> dense{0, 300, 600, 900};
  for (double wanted = 0; wanted <= 900; wanted += 45)
    EXPECT_GE(panels::transport::frame_of_cell(dense, wanted, 100), 0) << wanted;
  EXPECT_EQ(panels::transport::frame_of_cell({}, 0, 250), -1);
}

TEST(Transport, TheSpeedSliderEndsAtFullAndSlowsDownToOneStepASecond) {
  PanelStage stage;
  set_up_run(stage.model, api::Phase::running, 100);
  stage.show(transport, 2);
  stage.drag(stage.at("transport/speed", 0.97F), stage.at("transport/speed", 0.0F));
  ASSERT_NE(stage.posted<api::SetSpeed>(), nullptr);
  EXPECT_EQ(stage.posted<api::SetSpeed>()->steps_per_s, 1);
  stage.drag(stage.at("transport/speed", 0.04F), stage.at("transport/speed", 1.0F));
  EXPECT_EQ(stage.posted<api::SetSpeed>()->steps_per_s, 0);
}

TEST(Transport, ASmallWindowAndExploreKeepEveryButtonInsideTheWindow) {
  for (const bool explore : {false, true}) {
    PanelStage stage({1280, 720});
    set_up_run(stage.model, api::Phase::running, 2905);
    if (explore) stage.model.workspace = model::Workspace::explore;
    stage.show(transport, 2);
    EXPECT_TRUE(stage.has("transport/start"));
    EXPECT_EQ(stage.has("transport/reset"), !explore);
    for (const auto& [name, item] : stage.items.all()) {
      EXPECT_GE(item.min.x, 0) << name;
      EXPECT_LE(item.max.x, 1280) << name;
      EXPECT_GE(item.min.y, 720 - 80) << name;
      EXPECT_LE(item.max.y, 720) << name;
    }
  }
}

}  // namespace
}  // namespace ganscope::testing
