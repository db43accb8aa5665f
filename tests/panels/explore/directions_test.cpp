#include "app/panels/explore/directions/directions_state.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "app/panels/explore/directions/directions_parts.h"
#include "app/panels/explore/explore_panel.h"
#include "core/explore/tools/effect_numbers.h"
#include "tests/panels/support/panel_stage.h"
#include "tests/unit/model/model_under_test.h"

namespace ganscope::panels::directions {
namespace {

using explore::Latent;
using testing::ModelUnderTest;

/// The Explore workspace with its Directions tab open, and an engine that answers what the test says.
struct DirectionsTest : ::testing::Test {
  DirectionsTest() {
    for (const model::View& view : explore_views()) t.model.views.push_back(view);
    t.reduce(model::action::SwitchWorkspace{model::Workspace::explore});
    t.explore(model::explore_action::ShowTab{2});
    t.pump();
    t.forget();
  }
  void act(const std::function<void(model::UiModel&)>& change) {
    t.explore(model::explore_action::UseTool{[change](model::UiModel& model, double) { change(model); }});
    t.pump();
  }
  [[nodiscard]] const Directions& directions() const { return model::tool_state<Directions>(t.model); }
  static Latent unit(int dimension) {
    Latent along(ModelUnderTest::latent_dim, 0.0F);
    along[static_cast<size_t>(dimension)] = 1;
    return along;
  }
  /// Answers the newest ask of a view with these directions.
  void answer(const char* key, const std::vector<Latent>& along, std::vector<api::TableRow> table = {}) {
    const api::View view = t.model.view(key);
    const auto asked = t.asked(view);
    ASSERT_FALSE(asked.empty()) << key;
    api::Answer answer;
    answer.view = view;
    answer.id = asked.back().id;
    answer.generation = 1;
    answer.step = 16;
    answer.vectors.count = static_cast<int>(along.size());
    answer.vectors.width = ModelUnderTest::latent_dim;
    for (const Latent& row : along)
      answer.vectors.values.insert(answer.vectors.values.end(), row.begin(), row.end());
    answer.table = std::move(table);
    t.session.set_answer(std::move(answer));
    t.pump();
  }
  void fail(const char* key) {
    api::Answer answer;
    answer.view = t.model.view(key);
    answer.id = t.asked(answer.view).back().id;
    answer.generation = 1;
    answer.failure =
        Failure{FailureKind::unsupported, "nothing is known of these data", "data", "use others"};
    t.session.set_answer(std::move(answer));
    t.pump();
  }
  void find_three() {
    act(find);
    answer("directions/factors", {unit(0)});
    answer("directions/components", {unit(1)});
    answer("directions/attributes", {unit(2)}, {{"0", "glasses", {0.4, 0.9, 0, 1}}});
  }
  [[nodiscard]] uint64_t id_of(Kind kind) const {
    return std::ranges::find(directions().rows, kind, &Direction::kind)->id;
  }
  ModelUnderTest t;
};

TEST_F(DirectionsTest, AreLookedForInThreeWaysWithTheModelThatIsShown) {
  act(find);
  for (const char* key : {"directions/factors", "directions/components", "directions/attributes"}) {
    const auto asked = t.asked(t.model.view(key));
    ASSERT_EQ(asked.size(), 1U) << key;
    EXPECT_EQ(asked[0].urgency, api::Urgency::background);
    EXPECT_FALSE(asked[0].follow);
  }
  EXPECT_TRUE(busy(directions()));
  t.forget();
  t.reduce(model::action::SetMoment{4});  // scrubbing does not search again
  t.pump();
  EXPECT_TRUE(t.asked(t.model.view("directions/components")).empty());
}

TEST_F(DirectionsTest, ArriveOneAfterTheOtherAndAreMeasuredTogetherAtTheEnd) {
  act(find);
  answer("directions/factors", {unit(0), unit(3)});
  ASSERT_EQ(directions().rows.size(), 2U);
  EXPECT_EQ(directions().rows[1].name, "factor 2");
  EXPECT_TRUE(t.asked(t.model.view("directions/effects")).empty());
  answer("directions/components", {unit(1)});
  answer("directions/attributes", {unit(2), Latent(ModelUnderTest::latent_dim, 0.0F)},
         {{"0", "glasses", {}}, {"1", "hat", {}}});
  ASSERT_EQ(directions().rows.size(), 4U) << "what no sample has, has no direction";
  const auto measured = t.asked(t.model.view("directions/effects"));
  ASSERT_EQ(measured.size(), 1U);
  EXPECT_EQ(measured[0].latents.size(), 4U * ModelUnderTest::latent_dim);
  EXPECT_EQ(measured[0].settings.text("meant_3"), "glasses") << "measured by its name";
  EXPECT_FALSE(measured[0].settings.has("meant_0"));

  std::vector<double> numbers(explore::effect::numbers, 0.0);
  numbers[explore::effect::did] = 96;
  numbers[explore::effect::something] = 4;
  answer("directions/effects", {}, std::vector<api::TableRow>(4, {"", "glasses", numbers}));
  EXPECT_FALSE(busy(directions()));
  const Direction& row = directions().rows[3];
  ASSERT_TRUE(row.effect.has_value());
  EXPECT_EQ(row.effect->what, "glasses");
  EXPECT_EQ(row.effect->did, 96);
  EXPECT_EQ(row.effect->besides, 4);
}

TEST_F(DirectionsTest, WhereTheDataSayNothingTheOthersAreFoundAllTheSame) {
  act(find);
  answer("directions/factors", {unit(0)});
  answer("directions/components", {unit(1)});
  fail("directions/attributes");
  EXPECT_EQ(directions().rows.size(), 2U);
  EXPECT_EQ(directions().searches[0].state, Search::State::failed);
  EXPECT_EQ(directions().searches[0].failure.hint, "use others");
  EXPECT_FALSE(t.asked(t.model.view("directions/effects")).empty());
}

TEST_F(DirectionsTest, GivingUpTellsTheEngineAndKeepsWhatIsFound) {
  act(find);
  answer("directions/factors", {unit(0)});
  t.forget();
  act(cancel);
  EXPECT_FALSE(busy(directions()));
  EXPECT_EQ(directions().rows.size(), 1U);
  const auto asked = t.asked(t.model.view("directions/components"));
  ASSERT_EQ(asked.size(), 1U);
  EXPECT_TRUE(asked[0].tool.empty());
  act(find);
  EXPECT_EQ(t.asked(t.model.view("directions/components")).back().tool, "components")
      << "again, though the same";
}

TEST_F(DirectionsTest, AStrengthMovesTheLatentInHandAndIsUndoneBitwise) {
  find_three();
  const Latent before = t.model.explore.latent;
  const uint64_t id = id_of(Kind::component);
  act([&](model::UiModel& model) { set_strength(model, id, 0.5, false); });
  act([&](model::UiModel& model) { set_strength(model, id, 1.5, true); });
  Latent wanted = before;
  wanted[1] += 1.5F;
  EXPECT_EQ(t.model.explore.latent, wanted);
  act([&](model::UiModel& model) { set_strength(model, id_of(Kind::attribute), 99, true); });
  EXPECT_EQ(strength(t.model, id_of(Kind::attribute)), reach);
  t.explore(model::explore_action::ExploreUndo{});
  EXPECT_EQ(t.model.explore.latent, wanted);
  EXPECT_EQ(strength(t.model, id), 1.5);
  t.explore(model::explore_action::ExploreUndo{});
  EXPECT_EQ(t.model.explore.latent, before);
  EXPECT_EQ(strength(t.model, id), 0);
  t.explore(model::explore_action::ExploreRedo{});
  EXPECT_EQ(t.model.explore.latent, wanted);
  EXPECT_EQ(strength(t.model, id), 1.5);
}

TEST_F(DirectionsTest, AnotherLatentInHandBeginsAnew) {
  find_three();
  act([&](model::UiModel& model) { set_strength(model, id_of(Kind::factor), 2, true); });
  t.explore(model::explore_action::SetSeed{9});
  EXPECT_EQ(strength(t.model, id_of(Kind::factor)), 0);
  EXPECT_EQ(combination(t.model).start, t.model.explore.latent);
}

TEST_F(DirectionsTest, AKeptOneIsOfferedByThePadAndSurvivesANewSearch) {
  find_three();
  const uint64_t id = id_of(Kind::attribute);
  act([&](model::UiModel& model) { lay_along_axis(model, id, true); });
  ASSERT_EQ(t.model.explore.kept.size(), 1U);
  EXPECT_EQ(t.model.explore.pad_y.direction, unit(2));
  EXPECT_EQ(t.model.explore.pad_y.name, "glasses");
  act([&](model::UiModel& model) { lay_along_axis(model, id, false); });
  EXPECT_EQ(t.model.explore.pad_x.direction, unit(2));
  EXPECT_NE(t.model.explore.pad_y.direction, unit(2)) << "taken from the other axis";
  act([&](model::UiModel& model) { rename(model, id, "spectacles"); });
  find_three();
  const auto& rows = directions().rows;
  EXPECT_EQ(std::ranges::count(rows, Kind::attribute, &Direction::kind), 2);
  EXPECT_EQ(std::ranges::count(rows, std::string("spectacles"), &Direction::name), 1);
  act([&](model::UiModel& model) { set_kept(model, id, false); });
  EXPECT_TRUE(t.model.explore.kept.empty());
  EXPECT_NE(t.model.explore.pad_x.direction, unit(2));
}

TEST_F(DirectionsTest, TurnedRoundTheLatentInHandStaysAndTheEffectIsMeasuredAgain) {
  find_three();
  act(cancel);
  const uint64_t id = id_of(Kind::component);
  act([&](model::UiModel& model) { set_strength(model, id, 2, true); });
  const Latent here = t.model.explore.latent;
  t.forget();
  act([&](model::UiModel& model) { flip(model, id); });
  EXPECT_EQ(t.model.explore.latent, here);
  EXPECT_EQ(strength(t.model, id), -2);
  EXPECT_FALSE(t.asked(t.model.view("directions/effects")).empty());
}

TEST_F(DirectionsTest, SeveralBecomeOneOfUnitLength) {
  find_three();
  act([&](model::UiModel& model) { set_strength(model, id_of(Kind::factor), 3, true); });
  act([&](model::UiModel& model) { set_strength(model, id_of(Kind::component), -3, true); });
  act([&](model::UiModel& model) { keep_combination(model, "both"); });
  const Direction& both = directions().rows.back();
  EXPECT_EQ(both.kind, Kind::own);
  EXPECT_NEAR(explore::norm(both.along), 1, 1e-6);
  EXPECT_NEAR(both.along[0], std::sqrt(0.5), 1e-6);
  EXPECT_NEAR(both.along[1], -std::sqrt(0.5), 1e-6);
  act(clear_strengths);
  EXPECT_TRUE(combination(t.model).strengths.empty());
}

TEST_F(DirectionsTest, TheStripShowsEachFromOneEndToTheOtherThroughTheLatentInHand) {
  find_three();
  const auto strips = t.asked(t.model.view("directions/strips")).back();
  constexpr size_t dim = ModelUnderTest::latent_dim;
  ASSERT_EQ(strips.latents.size(), 3 * strip_pictures * dim);
  const std::vector<size_t> rows = shown_rows(directions());
  EXPECT_EQ(directions().rows[rows[0]].kind, Kind::attribute) << "what has a name comes first";
  const float middle = t.model.explore.latent[2];
  EXPECT_FLOAT_EQ(strips.latents[2], middle - 3);
  EXPECT_FLOAT_EQ(strips.latents[6 * dim + 2], middle + 3);
  EXPECT_FLOAT_EQ(strips.latents[3 * dim + 2], middle);
}

TEST_F(DirectionsTest, PythonGetsTheSameNumbers) {
  Direction row;
  row.name = "glasses";
  row.along = {0.25F, -1.5F};
  EXPECT_EQ(python_of(row),
            "import torch\n# glasses: z + strength * direction\ndirection = torch.tensor([0.25, -1.5])\n");
}

}  // namespace
}  // namespace ganscope::panels::directions
