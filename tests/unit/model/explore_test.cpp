#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "app/model/asks.h"
#include "tests/unit/model/model_under_test.h"

namespace ganscope::model {
namespace {

using testing::ModelUnderTest;

double distance(const explore::Latent& a, const explore::Latent& b) {
  return explore::norm(explore::add(a, b, -1.0));
}

TEST(Explore, StartsWithLatentZeroInHand) {
  ModelUnderTest t;
  EXPECT_EQ(t.model.explore.latent, t.model.fixed_latent(0));
  EXPECT_EQ(t.model.explore.shown_dimensions.size(), 8u);
}

TEST(Explore, ThePadMovesTheLatentAlongItsTwoDirections) {
  ModelUnderTest t;
  const explore::Latent before = t.model.explore.latent;
  t.explore(explore_action::MovePad{0.5, 0, true});
  // Unit directions: half the way to the edge is half the reach. Float latents: a millionth of it.
  EXPECT_NEAR(distance(before, t.model.explore.latent), 0.5 * t.model.explore.pad_reach, 1e-5);
  EXPECT_TRUE(t.model.explore.moved);
  t.explore(explore_action::MovePad{0, 0, true});
  EXPECT_NEAR(distance(before, t.model.explore.latent), 0, 1e-6);
}

TEST(Explore, ADragIsOneUndoStep) {
  ModelUnderTest t;
  const explore::Latent before = t.model.explore.latent;
  for (const double x : {0.1, 0.2, 0.3}) t.explore(explore_action::MovePad{x, 0, false});
  t.explore(explore_action::MovePad{0.3, 0, true});
  const explore::Latent after = t.model.explore.latent;
  t.explore(explore_action::ExploreUndo{});
  EXPECT_EQ(t.model.explore.latent, before);
  EXPECT_FALSE(t.model.explore_undo.can_undo());
  t.explore(explore_action::ExploreRedo{});
  EXPECT_EQ(t.model.explore.latent, after);
}

TEST(Explore, ADragAsksForThePictureInTheSameFrame) {
  ModelUnderTest t;
  t.reduce(action::SwitchWorkspace{Workspace::explore});
  t.pump();
  t.forget();
  t.explore(explore_action::MovePad{0.2, 0.1, false});
  t.pump();
  ASSERT_EQ(t.asked(view::picture).size(), 1u);
  EXPECT_EQ(t.asked(view::picture)[0].latents, t.model.explore.latent);
  EXPECT_TRUE(t.asked(view::pad).empty()) << "the pad's plane has not moved";
}

TEST(Explore, ASliderMovesOneDimensionAndLeavesTheHandleWhereItIs) {
  ModelUnderTest t;
  t.explore(explore_action::MovePad{0.4, -0.2, true});
  t.explore(explore_action::SetDimension{3, 1.25, true});
  EXPECT_FLOAT_EQ(t.model.explore.latent[3], 1.25f);
  const explore::Latent at_handle = t.model.explore.at_pad(t.model.explore.pad_u, t.model.explore.pad_v);
  EXPECT_LT(distance(at_handle, t.model.explore.latent), 1e-5);
}

TEST(Explore, TheSameSeedGivesTheSameLatent) {
  ModelUnderTest t;
  t.explore(explore_action::SetSeed{42});
  const explore::Latent once = t.model.explore.latent;
  t.explore(explore_action::Randomise{});
  EXPECT_NE(t.model.explore.latent, once);
  t.explore(explore_action::SetSeed{42});
  EXPECT_EQ(t.model.explore.latent, once);
  EXPECT_EQ(t.model.explore.origin, "seed 42");
}

TEST(Explore, APathEndsAtItsEndsAndPlaysThereAndBack) {
  ModelUnderTest t;
  t.reduce(action::SwitchWorkspace{Workspace::explore});
  t.explore(explore_action::PlayPath{true});
  EXPECT_EQ(t.model.explore.latent, t.model.explore.on_path(0));
  EXPECT_DOUBLE_EQ(seconds_until_due(t.model, 0), 0);
  t.now_s = path_seconds;
  EXPECT_TRUE(t.pump());
  EXPECT_NEAR(t.model.explore.path_t, 1, 1e-9);
  t.now_s = 1.5 * path_seconds;
  t.pump();
  EXPECT_NEAR(t.model.explore.path_t, 0.5, 1e-9);
  t.explore(explore_action::PlayPath{false});
  t.now_s = 2 * path_seconds;
  t.pump();
  EXPECT_NEAR(t.model.explore.path_t, 0.5, 1e-9);
}

TEST(Explore, ArithmeticNeedsTwoSlotsAndIgnoresTheSamePictureTwice) {
  ModelUnderTest t;
  t.explore(explore_action::AddExemplar{0, t.model.fixed_latent(1), 1});
  t.explore(explore_action::AddExemplar{0, t.model.fixed_latent(1), 1});
  EXPECT_EQ(t.model.explore.slots[0].size(), 1u);
  EXPECT_TRUE(t.model.explore.arithmetic_result.empty());
  t.explore(explore_action::AddExemplar{1, t.model.fixed_latent(2), 2});
  ASSERT_FALSE(t.model.explore.arithmetic_result.empty());
  t.explore(explore_action::UseArithmeticResult{});
  EXPECT_EQ(t.model.explore.latent, t.model.explore.arithmetic_result);
  t.explore(explore_action::RemoveExemplar{1, 0});
  EXPECT_TRUE(t.model.explore.arithmetic_result.empty());
}

TEST(Explore, AKeptDirectionBecomesAnAxisOfThePad) {
  ModelUnderTest t;
  t.explore(explore_action::AddExemplar{0, t.model.fixed_latent(1), 1});
  t.explore(explore_action::AddExemplar{1, t.model.fixed_latent(2), 2});
  t.explore(explore_action::KeepDirection{"glasses"});
  EXPECT_EQ(t.model.explore.pad_x.name, "glasses");
  EXPECT_NEAR(explore::norm(t.model.explore.pad_x.direction), 1, 1e-6);
  EXPECT_EQ(axis_choices(t.model), ExploreState::axis_dimension + ModelUnderTest::latent_dim + 1);
}

TEST(Explore, SlidersStandStrongestFirstOnceTheEndsAreDrawn) {
  ModelUnderTest t;
  t.reduce(action::SwitchWorkspace{Workspace::explore});
  t.pump();
  const auto asked = t.asked(view::ranking);
  ASSERT_EQ(asked.size(), 1u);
  // Dimension 5 changes the picture most, then 4, 3, …; the others not at all.
  t.session.set_answer(
      ModelUnderTest::pictures(view::ranking, asked[0].id, 2 * ModelUnderTest::latent_dim, [](int row) {
        const int dimension = row / 2;
        return static_cast<uint8_t>(row % 2 == 1 && dimension <= 5 ? 10 * dimension : 0);
      }));
  t.pump();
  ASSERT_TRUE(t.model.explore.ranked);
  EXPECT_EQ(t.model.explore.shown_dimensions[0], 5);
  EXPECT_EQ(t.model.explore.shown_dimensions[1], 4);
  // All dimensions change the same thing here, so the main direction mixes them as strongly as each does it:
  // dimension i in proportion to i. Float sums: a thousandth.
  const explore::Latent& main = t.model.explore.pad_x.direction;
  EXPECT_NEAR(main[5] / main[1], 5, 1e-3);
  EXPECT_NEAR(main[7], 0, 1e-3);
  EXPECT_NEAR(explore::norm(t.model.explore.pad_y.direction), 1, 1e-5);
  EXPECT_NEAR(explore::dot(main, t.model.explore.pad_y.direction), 0, 1e-5);
  t.forget();
  t.pump();
  EXPECT_TRUE(t.asked(view::ranking).empty());
}

TEST(Explore, AMainPlaneThatComesLateDoesNotTurnUnderTheHand) {
  ModelUnderTest t;
  t.reduce(action::SwitchWorkspace{Workspace::explore});
  t.pump();
  const auto asked = t.asked(view::ranking);
  ASSERT_EQ(asked.size(), 1u);
  t.explore(explore_action::MovePad{0.3, 0.1, false});
  const explore::Latent before = t.model.explore.pad_x.direction;
  t.session.set_answer(ModelUnderTest::pictures(view::ranking, asked[0].id, 2 * ModelUnderTest::latent_dim,
                                                [](int row) { return static_cast<uint8_t>(row * 5); }));
  t.pump();
  EXPECT_EQ(t.model.explore.pad_x.direction, before);
}

TEST(Explore, APictureTakenOutLeavesItsNeighboursTheirOwn) {
  ModelUnderTest t;
  t.reduce(action::SwitchWorkspace{Workspace::explore});
  for (const int i : {1, 2, 3}) t.explore(explore_action::AddExemplar{0, t.model.fixed_latent(i), i});
  t.pump();
  const auto asked = t.asked(view::arithmetic);
  ASSERT_FALSE(asked.empty());
  EXPECT_EQ(drawn_exemplar(t.model, 0, t.model.fixed_latent(2)), -1) << "nothing is drawn yet";
  t.session.set_answer(ModelUnderTest::pictures(view::arithmetic, asked.back().id, 16,
                                                [](int row) { return static_cast<uint8_t>(row); }));
  t.pump();
  t.explore(explore_action::RemoveExemplar{0, 0});
  t.pump();
  // The result on screen is the one of before: the picture of latent 2 still stands in its second place.
  EXPECT_EQ(drawn_exemplar(t.model, 0, t.model.fixed_latent(2)), ExploreState::row_of_exemplar(0, 1));
  t.explore(explore_action::AddExemplar{0, t.model.fixed_latent(9), 9});
  t.pump();
  EXPECT_EQ(drawn_exemplar(t.model, 0, t.model.fixed_latent(9)), -1);
  EXPECT_TRUE(drawn_mean(t.model, 0));
  EXPECT_FALSE(drawn_arithmetic(t.model));
}

TEST(Explore, TheFilmIsOfTheLatentInHandAndWaitsForTheHandToRest) {
  ModelUnderTest t;
  t.reduce(action::SwitchWorkspace{Workspace::explore});
  t.pump();
  t.forget();
  t.explore(explore_action::MovePad{0.4, 0, false});
  t.pump();
  EXPECT_TRUE(t.asked(view::film).empty());
  t.explore(explore_action::MovePad{0.4, 0, true});
  t.pump();
  const auto films = t.asked(view::film);
  ASSERT_EQ(films.size(), 1u);
  const explore::Latent first(films[0].latents.begin(),
                              films[0].latents.begin() + ModelUnderTest::latent_dim);
  EXPECT_EQ(first, t.model.explore.latent);
}

TEST(Explore, TheFixedLatentsAreDrawnOnlyWhereTheyAreSeen) {
  ModelUnderTest t;
  t.reduce(action::SwitchWorkspace{Workspace::explore});
  t.pump();
  t.forget();
  t.reduce(action::SetMoment{4});  // every picture is another one, so all that is seen is asked for anew
  t.pump();
  ASSERT_EQ(t.asked(view::picture).size(), 1u);
  EXPECT_TRUE(t.asked(view::grid).empty());
  t.explore(explore_action::ShowTab{ExploreState::tab_samples});
  t.pump();
  EXPECT_EQ(t.asked(view::grid).size(), 1u);
}

TEST(Explore, AnotherLatentSizeStartsAnew) {
  ModelUnderTest t;
  t.explore(explore_action::SetSeed{3});
  api::Status status = t.session.current_status();
  status.generation = 2;
  status.run = "toy-0002";
  status.latent_dim = 2;
  t.session.set_status(status);
  t.pump();
  EXPECT_EQ(t.model.explore.latent.size(), 2u);
  EXPECT_FALSE(t.model.explore_undo.can_undo());
}

TEST(Explore, ActionsWithoutARunDoNothing) {
  UiModel model;
  reduce_explore(model, explore_action::Randomise{}, 0);
  reduce_explore(model, explore_action::MovePad{0.1, 0.1, true}, 0);
  EXPECT_TRUE(model.explore.latent.empty());
}

}  // namespace
}  // namespace ganscope::model
