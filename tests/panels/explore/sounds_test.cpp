// Sounds in Train and in Explore, without a display, a sound device or an engine.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "app/model/asks.h"
#include "app/model/reduce.h"
#include "tests/panels/support/heard_sounds.h"
#include "tests/panels/support/panel_stage.h"

namespace ganscope::testing {
namespace {

using ::testing::HasSubstr;

struct Sounds : ::testing::Test {
  Sounds() : run(api::Phase::ready, 1000, ShownRun::Kind::sounds) {
    run.model.sound_desk.player = sound::keeping_player("");
    hear(run);
    show();
  }
  void show() {
    stage.model = run.model;
    stage.show({run.model.workspace == model::Workspace::train ? "samples" : "explore"}, 2);
  }
  void carry_out() {
    model::reduce(run.model, run.session, stage.asked, 0);
    stage.asked.clear();
    hear(run);
    show();
  }
  void click(const std::string& item) {
    stage.click(item);
    stage.frames(1);
    carry_out();
  }
  [[nodiscard]] std::string words(const std::string& item) const {
    const auto* text = std::get_if<std::string>(&stage.item(item).value);
    return text != nullptr ? *text : "";
  }

  ShownRun run;
  PanelStage stage;
};

TEST_F(Sounds, TrainShowsWavesAboveSpectrogramsAndRealOnesBelow) {
  const auto& cell = stage.item("train/sample/0");
  EXPECT_EQ(cell.max.x - cell.min.x, 96);
  EXPECT_EQ(cell.max.y - cell.min.y, 95);
  EXPECT_TRUE(stage.has("train/sample/39")) << "eight columns, five rows";
  EXPECT_EQ(words("train/real/1"), "snare");
  ASSERT_NE(run.model.sound_desk.generated, nullptr);
  EXPECT_EQ(run.model.sound_desk.generated->sounds.size(), 64U);
  EXPECT_EQ(words("sounds/playing"), "A click plays a sound.");
}

TEST_F(Sounds, AClickSelectsAndPlays) {
  click("train/sample/9");
  EXPECT_EQ(run.model.selected_latent, 9);
  EXPECT_EQ(run.model.sound_desk.playing.latent, 9);
  EXPECT_NE(run.model.sound_desk.now.sound, 0U);
  EXPECT_EQ(words("sounds/playing"), "Playing z 9");
  click("sounds/play");
  EXPECT_EQ(run.model.sound_desk.now.sound, 0U) << "what plays is stopped";
  click("train/real/2");
  EXPECT_EQ(run.model.sound_desk.playing.real, 2);
  EXPECT_EQ(words("sounds/playing"), "Playing hat");
}

TEST_F(Sounds, TheLoudnessIsAFactorOfWhatIsPlayed) {
  run.model.sound_desk.loudness_db = -20;
  EXPECT_NEAR(model::gain_of(run.model.sound_desk), 0.1, 1e-9);
  run.model.sound_desk.loudness_db = model::SoundDesk::softest_db;
  EXPECT_EQ(model::gain_of(run.model.sound_desk), 0);
}

TEST_F(Sounds, AllArePlayedOneAfterAnother) {
  click("sounds/all");
  EXPECT_EQ(run.model.sound_desk.playing.latent, 0);
  EXPECT_GT(run.model.sound_desk.waiting.size(), 30U);
  run.model.sound_desk.player->stop();
  hear(run);
  EXPECT_EQ(run.model.sound_desk.playing.latent, 1);
}

TEST_F(Sounds, WithoutADeviceItSaysWhyAndEverythingElseWorks) {
  run.model.sound_desk.player = sound::no_player("no sound device can be opened (none)");
  hear(run);
  show();
  EXPECT_THAT(words("sounds/playing"), HasSubstr("no sound device can be opened (none)"));
  EXPECT_FALSE(stage.item("sounds/play").enabled);
  click("train/sample/9");
  EXPECT_EQ(run.model.selected_latent, 9);
  EXPECT_EQ(run.model.sound_desk.now.sound, 0U);
}

TEST_F(Sounds, TheCardSaysWhatASoundIsLike) {
  for (int i = 0; i < 12; ++i)
    EXPECT_EQ(model::nearest_kind(run.model, i), run.model.fixed_label(i))
        << "the nearest real one is of its class";
  stage.hover("train/sample/3");
  stage.frames(40);
}

TEST_F(Sounds, TheListenerIsAskedAboutTheOneUnderTheMouseOnceItIsThere) {
  const api::View heard = run.model.view("heard");
  run.model.hovered_latent = 3;
  EXPECT_FALSE(model::wanted_ask(run.model, heard)) << "the measurement has taught none yet";
  measure_kinds(run);
  const auto ask = model::wanted_ask(run.model, heard);
  ASSERT_TRUE(ask);
  EXPECT_EQ(ask->tool, "heard");
  EXPECT_EQ(ask->latents, run.model.fixed_latent(3));
  run.model.hovered_latent = -1;
  EXPECT_FALSE(model::wanted_ask(run.model, heard));
}

TEST_F(Sounds, KindsStandInTheRightColumnOnceTheyAreMeasured) {
  stage.model = run.model;
  stage.show({"kinds"}, 2);
  EXPECT_FALSE(stage.has("train/kinds"));
  measure_kinds(run);
  stage.model = run.model;
  stage.show({"kinds"}, 2);
  for (int kind = 0; kind < 6; ++kind) {
    const auto& bar = stage.item("train/kind/" + std::to_string(kind));
    EXPECT_NEAR(std::get<double>(bar.value), kinds_share(kind), 1e-6);
  }
  EXPECT_EQ(words("train/kinds"), "512 of the EMA model, step 1,000");
}

TEST_F(Sounds, OfManyKindsThoseThatAreFurthestOffAreShown) {
  measure_kinds(run, 26);
  stage.model = run.model;
  stage.show({"kinds"}, 2);
  EXPECT_TRUE(stage.has("train/kind/25")) << "it is the furthest off";
  EXPECT_FALSE(stage.has("train/kind/0"));
  EXPECT_TRUE(stage.has("train/kind/19"));
  EXPECT_FALSE(stage.has("train/kind/18"));
}

TEST_F(Sounds, OfGThatIsToldAClassTheBarsAreOfThoseHeardAsIt) {
  measure_kinds(run, 6, /*told=*/true);
  stage.model = run.model;
  stage.show({"kinds"}, 2);
  EXPECT_NEAR(std::get<double>(stage.item("train/kind/2").value), 0.7, 1e-6);
}

TEST_F(Sounds, TheMousePlaysWhatItComesToWhereThatIsWanted) {
  stage.hover("train/sample/3");
  stage.frames(1);
  carry_out();
  EXPECT_EQ(run.model.sound_desk.now.sound, 0U);
  click("sounds/on_hover");
  EXPECT_TRUE(run.model.preferences.listening.on_hover) << "kept for the next start";
  stage.hover("train/sample/4");
  stage.frames(1);
  carry_out();
  EXPECT_EQ(run.model.sound_desk.playing.latent, 4);
  stage.hover("train/real/1");
  stage.frames(1);
  carry_out();
  EXPECT_EQ(run.model.sound_desk.playing.real, 1);
  EXPECT_EQ(words("sounds/playing"), "Playing snare");
}

TEST_F(Sounds, WhatIsPlayedGoesRoundAndRoundWhereThatIsWanted) {
  click("train/sample/9");
  EXPECT_FALSE(run.model.sound_desk.playing.again);
  const uint64_t before = run.model.sound_desk.now.sound;
  model::set_listening(run.model, -6, false, true, 0);
  hear(run);
  EXPECT_GT(run.model.sound_desk.now.sound, before) << "it begins anew";
  EXPECT_EQ(run.model.sound_desk.playing.latent, 9);
  EXPECT_TRUE(run.model.sound_desk.playing.again);
  model::set_listening(run.model, -20, false, true, 0);
  hear(run);
  EXPECT_TRUE(run.model.sound_desk.playing.again);
  model::play_in_turn(run.model,
                      {*model::wish_of_latent(run.model, 1), *model::wish_of_latent(run.model, 2)});
  for (const int latent : {1, 2, 1, 2}) {
    hear(run);
    EXPECT_EQ(run.model.sound_desk.playing.latent, latent);
    EXPECT_FALSE(run.model.sound_desk.playing.again) << "several take turns";
    run.model.sound_desk.player->stop();
  }
}

TEST(SoundsInChinese, ClassesOfTheProgramsOwnDataAreTranslatedAndAFoldersAreNot) {
  ShownRun run(api::Phase::ready, 1000, ShownRun::Kind::sounds);
  run.model.sound_desk.player = sound::keeping_player("");
  hear(run);
  PanelStage stage({1600, 900}, 1, "zh");
  stage.model = run.model;
  stage.show({"samples"}, 2);
  EXPECT_EQ(std::get<std::string>(stage.item("train/real/0").value), "底鼓");
  EXPECT_EQ(std::get<std::string>(stage.item("train/real/2").value), "踩镲") << "not what is worn on a head";
  auto status = std::make_shared<api::Status>(*run.model.status);
  status->data.key = "sounds";
  stage.model.status = status;
  stage.frames(1);
  EXPECT_EQ(std::get<std::string>(stage.item("train/real/0").value), "kick");
}

struct DrumMachine : Sounds {
  DrumMachine() {
    show_drums(run);
    show();
  }
  [[nodiscard]] const model::DrumMachine& drums() const {
    return model::tool_state<model::DrumMachine>(run.model);
  }
};

TEST_F(DrumMachine, BeginsWithABeatOfAllClassesAndIsThereForSoundsOnly) {
  EXPECT_EQ(drums().rows.size(), 6U);
  EXPECT_EQ(words("drums/row/0"), "kick · latent 0");
  EXPECT_TRUE(stage.has("drums/5/15"));
  EXPECT_TRUE(stage.has("explore/tab/6"));
  ShownRun faces(api::Phase::ready);
  faces.settle();
  faces.model.workspace = model::Workspace::explore;
  model::take_fixed_latent(faces.model, 18);
  faces.model.explore.tab = 6;
  stage.model = faces.model;
  stage.show({"explore"}, 2);
  EXPECT_FALSE(stage.has("explore/tab/6"));
  EXPECT_FALSE(stage.has("drums/play"));
}

TEST_F(DrumMachine, AStepIsTurnedOnAndOffAndThatIsUndone) {
  ASSERT_FALSE(drums().rows[1].on[5]);
  click("drums/1/5");
  EXPECT_TRUE(drums().rows[1].on[5]);
  model::reduce(run.model, run.session, {model::ExploreAction(model::explore_action::ExploreUndo{})}, 0);
  EXPECT_FALSE(drums().rows[1].on[5]);
}

TEST_F(DrumMachine, PlaysRoundAndRoundAndChangesWhileItPlays) {
  click("drums/play");
  EXPECT_TRUE(run.model.sound_desk.drumming);
  EXPECT_NE(run.model.sound_desk.now.sound, 0U);
  const double bar = 60.0 / drums().tempo * 4;
  EXPECT_NEAR(run.model.sound_desk.now.length_s, bar, 1e-3);
  const auto before = run.model.sound_desk.bar;
  const uint64_t sound = run.model.sound_desk.now.sound;
  click("drums/3/1");
  EXPECT_NE(run.model.sound_desk.bar, before);
  EXPECT_EQ(run.model.sound_desk.now.sound, sound) << "it goes on where it is";
  click("drums/play");
  EXPECT_EQ(run.model.sound_desk.now.sound, 0U);
}

TEST_F(DrumMachine, TheLatentInHandBecomesARowAndARowCanBeTakenAway) {
  click("drums/remove/0");
  ASSERT_EQ(drums().rows.size(), 5U);
  click("drums/add");
  ASSERT_EQ(drums().rows.size(), 6U);
  EXPECT_EQ(drums().rows.back().latent, run.model.explore.latent);
  EXPECT_EQ(drums().rows.back().name, run.model.explore.origin);
}

TEST_F(DrumMachine, WhatIsInHandIsPlayedAndAlsoAsOneWalks) {
  click("explore/sound/play");
  EXPECT_NE(run.model.sound_desk.now.sound, 0U);
  run.model.sound_desk.player->stop();
  click("explore/sound/along");
  EXPECT_TRUE(run.model.sound_desk.along);
  const uint64_t heard = run.model.sound_desk.now.sound;
  run.model.sound_desk.player->stop();
  hear(run);
  EXPECT_EQ(run.model.sound_desk.now.sound, 0U) << "nothing has changed";
  model::take_fixed_latent(run.model, 3);
  ++run.model.touched;
  hear(run);
  EXPECT_GT(run.model.sound_desk.now.sound, heard);
}

TEST_F(DrumMachine, ABarAndTheSoundInHandBecomeFiles) {
  click("drums/save");
  EXPECT_TRUE(run.model.sound_desk.to_save.empty());
  ASSERT_FALSE(run.model.toasts.empty());
  EXPECT_THAT(run.model.toasts.back().text, HasSubstr("-drums-"));
  EXPECT_FALSE(run.model.toasts.back().error) << run.model.toasts.back().text;
  click("explore/sound/save");
  EXPECT_THAT(run.model.toasts.back().text, HasSubstr("-sound-"));
}

}  // namespace
}  // namespace ganscope::testing
