// Melodies in Train and in Explore, without a display, a sound device or an engine.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "app/model/reduce.h"
#include "core/melody/synthesiser.h"
#include "tests/panels/support/heard_sounds.h"
#include "tests/panels/support/panel_stage.h"

namespace ganscope::testing {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;

struct Melodies : ::testing::Test {
  Melodies() : run(api::Phase::ready, 1000, ShownRun::Kind::melodies) {
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
  void in_hand() {
    run.model.workspace = model::Workspace::explore;
    model::take_fixed_latent(run.model, 18);
    hear(run);
    show();
  }
  [[nodiscard]] std::string words(const std::string& item) const {
    const auto* text = std::get_if<std::string>(&stage.item(item).value);
    return text != nullptr ? *text : "";
  }

  ShownRun run;
  PanelStage stage;
};

TEST_F(Melodies, TrainShowsRollsInFourColumnsAndRealOnesBelow) {
  ++run.model.touched;
  carry_out();  // the nearest real one has been looked for
  const auto &first = stage.item("train/sample/0"), &fourth = stage.item("train/sample/3"),
             &fifth = stage.item("train/sample/4");
  EXPECT_EQ(first.min.y, fourth.min.y);
  EXPECT_EQ(first.min.x, fifth.min.x);
  EXPECT_GT(fifth.min.y, first.max.y);
  EXPECT_GT(first.max.x - first.min.x, 150);
  EXPECT_TRUE(stage.has("train/sample/15"));
  EXPECT_THAT(words("train/real/0"), HasSubstr(" | ")) << "its notes and its chords";
  EXPECT_THAT(words("train/nearest"), HasSubstr(" | "));
}

TEST_F(Melodies, AClickSelectsAndPlaysTheWholeMelody) {
  click("train/sample/9");
  EXPECT_EQ(run.model.selected_latent, 9);
  EXPECT_EQ(run.model.sound_desk.playing.latent, 9);
  EXPECT_NE(run.model.sound_desk.now.sound, 0U);
  EXPECT_NEAR(run.model.sound_desk.now.length_s,
              melody::voice_places * melody::eighth_s(melody::usual_tempo) + melody::fade_s, 0.01);
  EXPECT_EQ(words("sounds/playing"), "Playing z 9");
  click("train/nearest");
  EXPECT_EQ(words("sounds/playing"), "Playing the nearest real melody");
  click("train/real/0");
  EXPECT_EQ(words("sounds/playing"), "Playing real melody 1");
  click("sounds/play");
  EXPECT_EQ(run.model.sound_desk.now.sound, 0U);
}

TEST_F(Melodies, WithoutADeviceItSaysWhyAndEverythingElseWorks) {
  run.model.sound_desk.player = sound::no_player("no sound device can be opened (none)");
  hear(run);
  show();
  EXPECT_THAT(words("sounds/playing"), HasSubstr("no sound device can be opened (none)"));
  click("train/sample/9");
  EXPECT_EQ(run.model.selected_latent, 9);
}

TEST_F(Melodies, TheOneInHandStandsLargeWithItsRules) {
  in_hand();
  EXPECT_THAT(words("explore/melody"), HasSubstr(" | "));
  const std::string rules = words("explore/melody/rules");
  EXPECT_TRUE(rules == "Keeps every rule." || rules.starts_with("Breaks: ")) << rules;
  EXPECT_FALSE(stage.has("explore/tab/6")) << "no drum machine";
}

TEST_F(Melodies, ItIsPlayedAndBecomesFilesOfBothKinds) {
  in_hand();
  click("explore/sound/play");
  EXPECT_NE(run.model.sound_desk.now.sound, 0U);
  EXPECT_GT(run.model.sound_desk.now.length_s, 8);
  click("explore/sound/save");
  ASSERT_FALSE(run.model.toasts.empty());
  EXPECT_FALSE(run.model.toasts.back().error) << run.model.toasts.back().text;
  EXPECT_THAT(run.model.toasts.back().text, EndsWith(".wav"));
  click("explore/sound/midi");
  EXPECT_FALSE(run.model.toasts.back().error) << run.model.toasts.back().text;
  EXPECT_THAT(run.model.toasts.back().text, EndsWith(".mid"));
}

TEST_F(Melodies, AWalkIsPlayedAlong) {
  in_hand();
  click("explore/sound/along");
  const uint64_t heard = run.model.sound_desk.now.sound;
  EXPECT_NE(heard, 0U);
  run.model.sound_desk.player->stop();
  model::take_fixed_latent(run.model, 3);
  ++run.model.touched;
  hear(run);
  EXPECT_GT(run.model.sound_desk.now.sound, heard);
}

}  // namespace
}  // namespace ganscope::testing
