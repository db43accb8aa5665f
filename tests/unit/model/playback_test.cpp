#include "app/model/playback.h"

#include <gtest/gtest.h>

#include "app/model/keys.h"
#include "tests/unit/model/model_under_test.h"

namespace ganscope::model {
namespace {

using testing::ModelUnderTest;

/// The explorer has drawn the shown moment.
void draw_shown(ModelUnderTest& t) {
  auto result = ModelUnderTest::pictures(view::grid, 1, 4, [](int) { return uint8_t{9}; });
  result.step = t.model.moment == api::now ? 16 : t.model.moment;
  t.session.set_answer(std::move(result));
  t.pump();
}

/// Lets time go by until nothing plays or `seconds` are over; the moments that were shown.
std::vector<int64_t> play(ModelUnderTest& t, double seconds) {
  std::vector<int64_t> shown{t.model.moment};
  for (const double end = t.now_s + seconds; t.now_s < end && t.model.playback.playing; t.now_s += 0.01) {
    t.pump();
    if (t.model.moment != shown.back()) shown.push_back(t.model.moment);
    draw_shown(t);
  }
  return shown;
}

TEST(Playback, GoesFromStepZeroThroughEveryMomentToNowAndStops) {
  ModelUnderTest t;
  t.reduce(action::PlayHistory{true});
  EXPECT_EQ(play(t, 10), (std::vector<int64_t>{0, 1, 2, 4, 8, 16, api::now}));
  EXPECT_FALSE(t.model.playback.playing);
  EXPECT_TRUE(t.session.commands.empty()) << "nothing is trained for it";
}

TEST(Playback, BeginsAtTheShownMomentAndPausesThere) {
  ModelUnderTest t;
  t.reduce(action::SetMoment{4});
  t.reduce(action::PlayHistory{true});
  EXPECT_EQ(play(t, 0.3), (std::vector<int64_t>{4, 8}));
  t.reduce(action::PlayHistory{false});
  t.now_s += 10;
  t.pump();
  EXPECT_EQ(t.model.moment, 8);
}

TEST(Playback, TheSpeedIsThatOfTheFilm) {
  ModelUnderTest fast, slow;
  fast.reduce(action::SetPlaySpeed{8});
  slow.reduce(action::SetPlaySpeed{0.25});
  for (ModelUnderTest* t : {&fast, &slow}) {
    t->reduce(action::PlayHistory{true});
    play(*t, 0.9);
  }
  EXPECT_EQ(fast.model.moment, api::now);
  EXPECT_EQ(slow.model.moment, 0);
  play(slow, 0.3);
  EXPECT_EQ(slow.model.moment, 1);
}

TEST(Playback, NoMomentIsPassedOverBeforeItIsDrawnUnlessThatTakesTooLong) {
  ModelUnderTest t;
  t.reduce(action::SetPlaySpeed{8});
  t.reduce(action::PlayHistory{true});
  t.now_s += 0.3;
  t.pump();
  EXPECT_EQ(t.model.moment, 0) << "step 0 has not been drawn yet";
  EXPECT_GE(seconds_until_due(t.model, t.now_s), 0);
  t.now_s += 0.5;
  t.pump();
  EXPECT_EQ(t.model.moment, 1);
}

TEST(Playback, AHandOnTheScrubberAResetOrTrainingEndIt) {
  for (const Action& wanted : {Action(action::SetMoment{2}), Action(action::Post{api::Train{}}),
                               Action(action::PlayHistory{false})}) {
    ModelUnderTest t;
    t.reduce(action::PlayHistory{true});
    t.reduce(wanted);
    EXPECT_FALSE(t.model.playback.playing);
  }
  ModelUnderTest t;
  t.reduce(action::PlayHistory{true});
  api::Status status = t.session.current_status();
  status.generation = 2;
  t.session.set_status(status);
  t.pump();
  EXPECT_FALSE(t.model.playback.playing);
}

TEST(Playback, PPlaysAndStopsAndEscapeStopsBeforeItGoesBackToNow) {
  ModelUnderTest t;
  t.reduce(*action_for_key(t.model, "p"));
  EXPECT_TRUE(t.model.playback.playing);
  t.reduce(*action_for_key(t.model, "escape"));
  EXPECT_FALSE(t.model.playback.playing);
  EXPECT_EQ(t.model.moment, 0);
  t.reduce(*action_for_key(t.model, "escape"));
  EXPECT_EQ(t.model.moment, api::now);
}

TEST(Playback, WhereOnlyTheAverageWasKeptItIsAskedForAndSaid) {
  ModelUnderTest t;
  api::HistoryIndex index{1, {0, 1, 2, 4, 8, 16}, {1, 2, 4}};
  t.session.set_history(index);
  t.pump();
  t.reduce(action::SetModel{api::Model::raw});
  t.reduce(action::SetMoment{2});
  t.forget();
  t.pump();
  ASSERT_FALSE(t.asked(view::grid).empty());
  EXPECT_EQ(t.asked(view::grid)[0].model, api::Model::ema);
  EXPECT_EQ(t.model.drawn_model(), api::Model::ema);
  t.reduce(action::SetModel{api::Model::raw});
  ASSERT_FALSE(t.model.toasts.empty());
  EXPECT_NE(t.model.toasts.back().text.find("average"), std::string::npos);
  t.reduce(action::SetMoment{8});
  EXPECT_EQ(t.model.drawn_model(), api::Model::raw);
}

}  // namespace
}  // namespace ganscope::model
