#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <limits>

#include "app/model/open_path.h"
#include "app/panels/explore/explore_panel.h"
#include "app/panels/explore/explore_tab.h"
#include "app/panels/explore/mine/mine_state.h"
#include "core/explore/tools/invert_numbers.h"
#include "tests/unit/model/model_under_test.h"

namespace ganscope::panels::mine {
namespace {

using explore::Latent;
using testing::ModelUnderTest;
namespace inverted = explore::inverted;

/// The Explore workspace, a picture file that was read, and an engine that answers what the test says.
struct MineTest : ::testing::Test {
  MineTest() {
    for (const model::View& view : explore_views()) t.model.views.push_back(view);
    t.reduce(model::action::SwitchWorkspace{model::Workspace::explore});
    t.pump();
    t.forget();
  }
  void act(const std::function<void(model::UiModel&)>& what) {
    t.explore(model::explore_action::UseTool{[what](model::UiModel& model, double) { what(model); }});
    t.pump();
  }
  void bring(const std::string& path) {
    model::ReadPicture read{path, 128, 96, explore::FittedPicture{}};
    read.fitted->values = {1, 12, std::vector<float>(12, 0.5F)};
    act([&](model::UiModel& model) { take_picture(model, read); });
  }
  [[nodiscard]] const Mine& mine() const { return model::tool_state<Mine>(t.model); }
  [[nodiscard]] api::View refine() const { return t.model.view("mine/refine"); }
  static Latent along(float value) { return Latent(ModelUnderTest::latent_dim, value); }
  void answer(float latent, bool complete, double guess = 0.05) {
    api::Answer answer;
    answer.view = refine();
    answer.id = t.asked(refine()).back().id;
    answer.generation = 1;
    answer.step = 16;
    answer.vectors = {2, ModelUnderTest::latent_dim, along(0.1F)};
    answer.vectors.values.insert(answer.vectors.values.end(), ModelUnderTest::latent_dim, latent);
    std::vector<double> numbers(inverted::numbers);
    numbers[inverted::distance] = 0.01;
    numbers[inverted::guess] = guess;
    numbers[inverted::label] = numbers[inverted::guess_label] = -1;
    answer.table = {{"inverted", "", numbers}};
    answer.curves = {{"now", {0, 1}, {0.2F, 0.01F}}, {"best", {0, 1}, {0.2F, 0.01F}}};
    answer.progress = {"refining", complete ? 1000 : 250, 1000};
    answer.complete = complete;
    t.now_s += 1;
    t.session.set_answer(std::move(answer));
    t.pump();
  }
  ModelUnderTest t;
};

TEST_F(MineTest, APictureIsRefinedAndComesInHandUndoably) {
  const Latent before = t.model.explore.latent;
  bring("/somewhere/me.png");
  const auto asked = t.asked(refine());
  ASSERT_EQ(asked.size(), 1U);
  EXPECT_EQ(asked[0].tool, "invert");
  EXPECT_EQ(asked[0].pictures.size(), 12U);
  EXPECT_FALSE(asked[0].follow);
  answer(0.3F, false);
  answer(0.4F, false);
  EXPECT_NEAR(mine().left_s, 3, 1e-6) << "a quarter took a second";
  EXPECT_EQ(t.model.explore.latent, before) << "not before it is ready";
  answer(0.5F, true);
  EXPECT_EQ(t.model.explore.latent, along(0.5F));
  EXPECT_EQ(t.model.explore.origin, "me.png");
  const OwnPicture* picture = shown_picture(mine());
  ASSERT_NE(picture, nullptr);
  EXPECT_EQ(picture->state, OwnPicture::State::done);
  EXPECT_EQ(picture->step, 16);
  EXPECT_EQ(picture->guess_distance, 0.05);
  t.explore(model::explore_action::ExploreUndo{});
  EXPECT_EQ(t.model.explore.latent, before);
}

TEST_F(MineTest, WhoeverGoesElsewhereMeanwhileIsLeftThere) {
  bring("me.png");
  t.explore(model::explore_action::SetSeed{9});
  const Latent mine_now = t.model.explore.latent;
  answer(0.5F, true);
  EXPECT_EQ(t.model.explore.latent, mine_now);
  act([&](model::UiModel& model) { take_in_hand(model, mine().shown); });
  EXPECT_EQ(t.model.explore.latent, along(0.5F));
}

TEST_F(MineTest, CancellingKeepsTheBestSoFarAndTellsTheEngine) {
  bring("me.png");
  answer(0.3F, false);
  t.forget();
  act(cancel);
  EXPECT_EQ(shown_picture(mine())->state, OwnPicture::State::done);
  EXPECT_EQ(shown_picture(mine())->refined, along(0.3F));
  ASSERT_FALSE(t.asked(refine()).empty());
  EXPECT_TRUE(t.asked(refine()).back().tool.empty());
}

TEST_F(MineTest, SeveralAreRefinedOneAfterTheOther) {
  bring("a.png");
  bring("b.png");
  ASSERT_EQ(mine().pictures.size(), 2U);
  EXPECT_EQ(mine().pictures[0].state, OwnPicture::State::refining);
  EXPECT_EQ(mine().pictures[1].state, OwnPicture::State::waiting);
  EXPECT_EQ(shown_picture(mine())->name, "b.png");
  answer(0.5F, true);
  EXPECT_EQ(mine().pictures[1].state, OwnPicture::State::refining);
  answer(0.7F, true);
  EXPECT_EQ(mine().pictures[0].refined, along(0.5F));
  EXPECT_EQ(mine().pictures[1].refined, along(0.7F));
  act([&](model::UiModel& model) { remove_picture(model, mine().shown); });
  EXPECT_EQ(mine().pictures.size(), 1U);
  t.explore(model::explore_action::ExploreUndo{});
  EXPECT_EQ(mine().pictures.size(), 2U);
}

TEST_F(MineTest, EditsGoAlongKeptDirections) {
  bring("me.png");
  answer(0.5F, true);
  Latent glasses = along(0);
  glasses[2] = 1;
  act([&](model::UiModel& model) { model::keep_direction(model, "glasses", glasses); });
  act([&](model::UiModel& model) { take_in_hand(model, mine().shown, 1); });
  EXPECT_FLOAT_EQ(t.model.explore.latent[2], 0.5F + static_cast<float>(edit_strength));
  EXPECT_EQ(t.model.explore.origin, "me.png + glasses");
  EXPECT_TRUE(edited(t.model, *shown_picture(mine()), 2).empty());
}

TEST_F(MineTest, SaysWhenThereWasNoEncoderAndWhenTheModelHasMoved) {
  bring("me.png");
  answer(0.5F, true, std::numeric_limits<double>::quiet_NaN());
  EXPECT_FALSE(shown_picture(mine())->guess_distance.has_value());
  EXPECT_TRUE(has_moved(t.model, *shown_picture(mine()))) << "refined at step 16, shown at step 0";
  t.reduce(model::action::SetMoment{16});
  EXPECT_FALSE(has_moved(t.model, *shown_picture(mine())));
}

TEST_F(MineTest, TheEncodersGuessTakesThePlaceOfTheFirstOneAsSoonAsItHasLearned) {
  bring("me.png");
  answer(0.5F, true, std::numeric_limits<double>::quiet_NaN());
  const auto tabs = explore_parts::all_tabs();
  const auto tab = std::ranges::find(tabs, std::string_view("mine"), &explore_parts::ExploreTab::key);
  t.explore(model::explore_action::ShowTab{static_cast<int>(tab - tabs.begin())});
  t.pump();
  const api::View guess = t.model.view("mine/guess"), encoder = t.model.view("mine/encoder");
  EXPECT_TRUE(t.asked(guess).empty()) << "there is no encoder yet";
  const auto give = [&](api::View view, api::Answer answer) {
    answer.view = view;
    answer.id = t.asked(view).back().id;
    answer.generation = 1;
    t.session.set_answer(std::move(answer));
    t.pump();
  };
  api::Answer learned;
  learned.progress = {"encoder", 1500, 1500};
  give(encoder, learned);
  ASSERT_FALSE(t.asked(guess).empty());
  EXPECT_EQ(t.asked(guess).back().settings.integer("steps"), 0) << "nothing is refined";
  api::Answer guessed;
  guessed.vectors = {2, ModelUnderTest::latent_dim, along(0.25F)};
  guessed.vectors.values.insert(guessed.vectors.values.end(), ModelUnderTest::latent_dim, 0.75F);
  guessed.table = {{"inverted", "", std::vector<double>(inverted::numbers, 0.03)}};
  give(guess, guessed);
  const OwnPicture& picture = *shown_picture(mine());
  EXPECT_EQ(picture.guess, along(0.25F));
  EXPECT_EQ(picture.guess_distance, 0.03);
  EXPECT_EQ(picture.refined, along(0.5F));
  EXPECT_EQ(picture.distance, 0.01) << "what was refined stands";
  EXPECT_EQ(mine().guessing, 0U);
}

struct MineTabTest : MineTest {
  MineTabTest() {
    const auto tabs = explore_parts::all_tabs();
    const auto tab = std::ranges::find(tabs, std::string_view("mine"), &explore_parts::ExploreTab::key);
    t.explore(model::explore_action::ShowTab{static_cast<int>(tab - tabs.begin())});
    t.pump();
  }
};

TEST_F(MineTabTest, AGeneratorFromElsewhereIsAskedNothingThatNeedsDOrData) {
  ASSERT_EQ(t.asked(t.model.view("mine/nearest")).size(), 1U);
  api::Status status = t.session.current_status();
  status.trainable = false;
  status.generation = 2;
  t.session.set_status(status);
  t.forget();
  t.pump();
  t.explore(model::explore_action::SetSeed{4});
  t.pump();
  EXPECT_FALSE(t.asked(model::view::picture).empty());
  for (const api::Ask& ask : t.session.asks)
    EXPECT_FALSE(ask.tool == "neighbours" || ask.tool == "judged" || ask.tool == "eyes") << ask.tool;
}

TEST_F(MineTabTest, WhyTheNewestAskOfAViewFailedIsKnownUntilOneSucceeds) {
  const api::View nearest = t.model.view("mine/nearest");
  const auto give = [&](std::optional<Failure> failure) {
    api::Answer answer;
    answer.view = nearest;
    answer.id = t.asked(nearest).back().id;
    answer.generation = 1;
    answer.failure = std::move(failure);
    t.session.set_answer(std::move(answer));
    t.pump();
  };
  EXPECT_FALSE(t.model.failure(nearest));
  give(Failure{FailureKind::io, "the disk is gone", "data", ""});
  ASSERT_TRUE(t.model.failure(nearest));
  EXPECT_EQ(t.model.failure(nearest)->what, "the disk is gone");
  t.explore(model::explore_action::SetSeed{4});
  t.pump();
  give(std::nullopt);
  EXPECT_FALSE(t.model.failure(nearest));
}

TEST_F(MineTest, AFailureIsSaidAndTheNextOneGoesOn) {
  bring("a.png");
  bring("b.png");
  api::Answer failed;
  failed.view = refine();
  failed.id = t.asked(refine()).back().id;
  failed.generation = 1;
  failed.failure = Failure{FailureKind::training, "it threw", "explorer", "try again"};
  t.session.set_answer(std::move(failed));
  t.pump();
  EXPECT_EQ(mine().pictures[0].state, OwnPicture::State::failed);
  EXPECT_EQ(mine().pictures[0].failure.what, "it threw");
  EXPECT_EQ(mine().pictures[1].state, OwnPicture::State::refining);
}

}  // namespace
}  // namespace ganscope::panels::mine
