// Painting on the picture and D's eyes, with an engine that answers what the test says.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <functional>

#include "app/panels/explore/explore_panel.h"
#include "app/panels/explore/explore_tab.h"
#include "app/panels/explore/eyes/eyes_state.h"
#include "app/panels/explore/paint/paint_state.h"
#include "tests/unit/model/model_under_test.h"

namespace ganscope::panels {
namespace {

using explore::Latent;
using testing::ModelUnderTest;

struct PaintTest : ::testing::Test {
  PaintTest() {
    for (const model::View& view : explore_views()) t.model.views.push_back(view);
    t.reduce(model::action::SwitchWorkspace{model::Workspace::explore});
    const auto tabs = explore_parts::all_tabs();
    const auto mine = std::ranges::find(tabs, std::string_view("mine"), &explore_parts::ExploreTab::key);
    t.explore(model::explore_action::ShowTab{static_cast<int>(mine - tabs.begin())});
    t.pump();
    answer_before();
    t.forget();
  }
  void act(const std::function<void(model::UiModel&)>& change) {
    t.explore(model::explore_action::UseTool{[change](model::UiModel& model, double) { change(model); }});
    t.pump();
  }
  /// The picture before: one dark, one red (or of another colour), two white pixels.
  void answer_before(std::array<uint8_t, 3> one = {255, 0, 0}) {
    for (const api::View view : {t.model.view("paint/before"), model::view::picture}) {
      api::Answer answer;
      answer.view = view;
      answer.id = t.asked(view).back().id;
      answer.generation = t.model.status->generation;
      answer.count = 1;
      answer.width = answer.height = 2;
      answer.pixels = {0, 0, 0, 255, one[0], one[1], one[2], 255, 255, 255, 255, 255, 255, 255, 255, 255};
      t.session.set_answer(std::move(answer));
    }
    t.pump();
  }
  void answer(const char* key, const Latent& latent, bool complete, std::vector<api::TableRow> table = {}) {
    const api::View view = t.model.view(key);
    api::Answer answer;
    answer.view = view;
    answer.id = t.asked(view).back().id;
    answer.generation = 1;
    answer.count = 1;
    answer.vectors = {1, ModelUnderTest::latent_dim, latent};
    answer.table = std::move(table);
    answer.complete = complete;
    answer.progress = {"painting", complete ? 60 : 10, 60};
    t.session.set_answer(std::move(answer));
    t.pump();
  }
  void stroke(paint::Spot at) {
    act([at](model::UiModel& model) { paint::stroke(model, at, at, true); });
  }
  [[nodiscard]] std::vector<api::Ask> painted() const { return t.asked(t.model.view("paint/latent")); }
  static Latent all(float value) { return Latent(ModelUnderTest::latent_dim, value); }
  ModelUnderTest t;
};

TEST_F(PaintTest, ColoursAreTakenFromThePicture) {
  const auto& palette = paint::brush(t.model).palette;
  ASSERT_EQ(palette.size(), 3U);
  EXPECT_TRUE(std::ranges::count(palette, std::array<uint8_t, 3>{255, 0, 0}) == 1);
  act([](model::UiModel& model) { paint::pick_colour(model, {1.5, 0.5}); });
  EXPECT_EQ(paint::brush(t.model).palette[paint::brush(t.model).colour], (std::array<uint8_t, 3>{255, 0, 0}));
}

TEST_F(PaintTest, AnotherRunThatDrawsTheSameLatentBringsItsOwnColours) {
  api::Status status = t.session.current_status();
  status.generation = 2;
  status.run = "toy-0002";
  t.session.set_status(status);
  t.pump();
  answer_before({0, 0, 255});
  const auto& palette = paint::brush(t.model).palette;
  EXPECT_EQ(std::ranges::count(palette, std::array<uint8_t, 3>{0, 0, 255}), 1);
  EXPECT_EQ(std::ranges::count(palette, std::array<uint8_t, 3>{255, 0, 0}), 0);
}

TEST_F(PaintTest, AStrokeAsksTheEngineAndTheLatentInHandFollowsItsAnswers) {
  act([](model::UiModel& model) { paint::set_size(model, 1); });
  const Latent before = t.model.explore.latent;
  stroke({0.5, 0.5});
  ASSERT_EQ(painted().size(), 1U);
  const api::Ask ask = painted()[0];
  EXPECT_EQ(ask.tool, "paint");
  EXPECT_EQ(ask.urgency, api::Urgency::hand);
  EXPECT_FALSE(ask.follow);
  ASSERT_EQ(ask.latents.size(), 2U * ModelUnderTest::latent_dim);
  EXPECT_EQ(Latent(ask.latents.begin(), ask.latents.begin() + ModelUnderTest::latent_dim), before);
  EXPECT_EQ(std::count(ask.pictures.end() - 4, ask.pictures.end(), 1.0F), 1) << "one pixel is marked";
  answer("paint/latent", all(0.25F), false);
  EXPECT_EQ(t.model.explore.latent, all(0.25F));
  answer("paint/latent", all(0.5F), true);
  EXPECT_EQ(t.model.explore.latent, all(0.5F));
  EXPECT_EQ(painted().size(), 1U) << "its own answer is not asked about again";
}

TEST_F(PaintTest, AStrokeAndWhatItDidAreUndoneAndRedoneTogether) {
  const Latent before = t.model.explore.latent;
  stroke({0.5, 0.5});
  answer("paint/latent", all(0.5F), true);
  t.forget();
  t.explore(model::explore_action::ExploreUndo{});
  t.pump();
  EXPECT_EQ(t.model.explore.latent, before);
  EXPECT_FALSE(paint::painted(paint::painting(t.model)));
  t.explore(model::explore_action::ExploreRedo{});
  t.pump();
  EXPECT_EQ(t.model.explore.latent, all(0.5F));
  EXPECT_TRUE(paint::painted(paint::painting(t.model)));
  EXPECT_TRUE(painted().empty()) << "what was undone and redone stands";
}

TEST_F(PaintTest, AnAnswerThatComesAfterTheUndoChangesNothing) {
  const Latent before = t.model.explore.latent;
  stroke({0.5, 0.5});
  const uint64_t id = painted()[0].id;
  t.explore(model::explore_action::ExploreUndo{});
  t.pump();
  EXPECT_TRUE(painted().back().tool.empty()) << "the engine is told";
  api::Answer late;
  late.view = t.model.view("paint/latent");
  late.id = id;
  late.generation = 1;
  late.vectors = {1, ModelUnderTest::latent_dim, all(0.9F)};
  t.session.set_answer(std::move(late));
  t.pump();
  EXPECT_EQ(t.model.explore.latent, before);
}

TEST_F(PaintTest, TheNextStrokeGoesOnFromTheLastAndAnotherLatentBeginsAnew) {
  stroke({0.5, 0.5});
  answer("paint/latent", all(0.5F), true);
  stroke({1.5, 0.5});
  ASSERT_EQ(painted().size(), 2U);
  EXPECT_EQ(painted()[1].settings.integer("turn"), painted()[0].settings.integer("turn"));
  t.explore(model::explore_action::SetSeed{9});
  EXPECT_FALSE(paint::painted(paint::painting(t.model)));
  const Latent other = t.model.explore.latent;
  stroke({0.5, 0.5});
  const api::Ask anew = painted().back();
  EXPECT_NE(anew.settings.integer("turn"), painted()[0].settings.integer("turn"));
  EXPECT_EQ(Latent(anew.latents.begin(), anew.latents.begin() + ModelUnderTest::latent_dim), other);
}

TEST_F(PaintTest, ErasingEverythingAsksForNothing) {
  act([](model::UiModel& model) { paint::set_size(model, 8); });
  stroke({1, 1});
  act([](model::UiModel& model) { paint::take_hand(model, paint::Hand::eraser); });
  t.forget();
  stroke({1, 1});
  EXPECT_FALSE(paint::painted(paint::painting(t.model)));
  for (const api::Ask& ask : painted()) EXPECT_TRUE(ask.tool.empty());
}

TEST_F(PaintTest, ThePlateIsOfThePictureThatIsShown) {
  EXPECT_FALSE(paint::shown_agreement(t.model).has_value());
  act([](model::UiModel& model) { paint::set_size(model, 1); });
  const auto& palette = paint::brush(t.model).palette;
  const auto white = std::ranges::find(palette, std::array<uint8_t, 3>{255, 255, 255}) - palette.begin();
  act([white](model::UiModel& model) { paint::choose_colour(model, static_cast<size_t>(white)); });
  stroke({0.5, 0.5});
  EXPECT_EQ(paint::shown_agreement(t.model), 0);
  api::Answer half = ModelUnderTest::pictures(
      model::view::picture,
      t.asked(model::view::picture).empty() ? 1 : t.asked(model::view::picture).back().id, 1,
      [](int) { return uint8_t{102}; });
  t.session.set_answer(std::move(half));
  t.pump();
  EXPECT_NEAR(*paint::shown_agreement(t.model), 0.4, 1e-6);
}

TEST_F(PaintTest, APointIsDraggedOnlyWhenItHasATargetAndSaysWhereItIs) {
  act([](model::UiModel& model) { paint::put_point(model, {0.5, 0.5}); });
  act([](model::UiModel& model) { paint::drag(model, true); });
  EXPECT_TRUE(t.asked(t.model.view("paint/drag")).empty());
  act([](model::UiModel& model) { paint::put_point(model, {1.5, 0.5}); });
  act([](model::UiModel& model) { paint::drag(model, true); });
  const auto asked = t.asked(t.model.view("paint/drag"));
  ASSERT_EQ(asked.size(), 1U);
  EXPECT_EQ(asked[0].settings.integer("handles"), 1);
  EXPECT_EQ(asked[0].settings.real("to_0_x"), 1.5);
  answer("paint/drag", all(0.5F), true, {{"handle", "", {1.25, 0.5, 1.5, 0.5, 0.25, 1, 0.75, 0.9}}});
  EXPECT_EQ(t.model.explore.latent, all(0.5F));
  const paint::Painting now = paint::painting(t.model);
  EXPECT_FALSE(now.dragging);
  EXPECT_EQ(now.handles[0].now.x, 1.25);
  ASSERT_TRUE(paint::way(now).has_value());
  EXPECT_EQ(paint::way(now)->moved, 0.75);
  EXPECT_EQ(paint::way(now)->asked, 1);
  t.explore(model::explore_action::ExploreUndo{});
  EXPECT_EQ(paint::painting(t.model).handles[0].now.x, 0.5);
  EXPECT_FALSE(paint::way(paint::painting(t.model)).has_value());
}

TEST_F(PaintTest, KeepingItLeavesTheLatentAndTakesTheStrokesAway) {
  stroke({0.5, 0.5});
  answer("paint/latent", all(0.5F), true);
  act(paint::keep_it);
  EXPECT_EQ(t.model.explore.latent, all(0.5F));
  EXPECT_EQ(t.model.explore.places.back(), all(0.5F));
  EXPECT_FALSE(paint::painted(paint::painting(t.model)));
  EXPECT_EQ(paint::painting(t.model).before, all(0.5F));
}

TEST_F(PaintTest, ClearingGoesBackToThePictureBefore) {
  const Latent before = t.model.explore.latent;
  stroke({0.5, 0.5});
  answer("paint/latent", all(0.5F), true);
  act(paint::clear);
  EXPECT_EQ(t.model.explore.latent, before);
}

TEST_F(PaintTest, DIsAskedWhereItLooksWhileItsEyesAreOpenAndDrawsAloneWhenTold) {
  EXPECT_TRUE(t.asked(t.model.view("eyes/looks")).empty());
  act([](model::UiModel& model) { eyes::open(model, true); });
  ASSERT_EQ(t.asked(t.model.view("eyes/looks")).size(), 1U);
  EXPECT_TRUE(t.asked(t.model.view("eyes/looks"))[0].follow);
  act([](model::UiModel& model) { eyes::draw_alone(model, eyes::Start::real); });
  const auto alone = t.asked(t.model.view("eyes/alone"));
  ASSERT_EQ(alone.size(), 1U);
  EXPECT_EQ(alone[0].settings.text("start"), "real");
  act(eyes::stop_alone);
  EXPECT_TRUE(t.asked(t.model.view("eyes/alone")).back().tool.empty());
}

TEST_F(PaintTest, RealPicturesAreJudgedAndTheirMeanIsSaid) {
  const api::View view = t.model.view("eyes/real");
  t.explore(model::explore_action::ShowTab{0});
  t.pump();
  t.explore(model::explore_action::ShowTab{3});
  t.pump();
  api::Answer judged;
  judged.view = view;
  judged.id = t.asked(view).back().id;
  judged.generation = 1;
  judged.table = {{"mean", "", {0.71, 128}}};
  t.session.set_answer(std::move(judged));
  t.pump();
  EXPECT_EQ(eyes::state_of(t.model).real_mean, 0.71);
}

}  // namespace
}  // namespace ganscope::panels
