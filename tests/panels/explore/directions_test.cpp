#include "app/panels/explore/directions/directions_state.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

#include "app/model/keys.h"
#include "app/panels/explore/directions/directions_parts.h"
#include "app/panels/explore/directions/directions_precise.h"
#include "app/panels/explore/directions/directions_samples.h"
#include "app/panels/explore/directions/directions_together.h"
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

TEST_F(DirectionsTest, WhatSeveralBringAboutTogetherIsMeasuredAsOne) {
  find_three();
  std::vector<double> numbers(explore::effect::numbers, 0.0);
  std::vector<api::TableRow> rows{{"", "smile", numbers}, {"", "glasses", numbers}, {"", "glasses", numbers}};
  answer("directions/effects", {}, rows);
  act([&](model::UiModel& model) {
    set_strength(model, id_of(Kind::attribute), 2, true);
    set_strength(model, id_of(Kind::factor), -1, true);
  });
  const auto asked = t.asked(t.model.view("directions/judging"));
  ASSERT_FALSE(asked.empty());
  EXPECT_EQ(asked.back().latents, combined_shift(t.model));
  EXPECT_EQ(asked.back().settings.real("strength"), 1.0);
  EXPECT_EQ(meant_together(t.model), (std::vector<std::string>{"no smile", "glasses"}));
  EXPECT_EQ(asked.back().settings.text("meant_0_1"), "glasses");
  const auto together = [&] { return model::tool_state<Together>(t.model); };
  EXPECT_FALSE(together().known);
  numbers[explore::effect::did] = 94;
  numbers[explore::effect::something] = 6;
  answer("directions/judging", {}, {{"", "no smile, glasses", numbers}});
  EXPECT_TRUE(together().known);
  EXPECT_EQ(together().did, 94);
  EXPECT_EQ(together().besides, 6);
  act([&](model::UiModel& model) { set_strength(model, id_of(Kind::component), 2, true); });
  EXPECT_EQ(meant_together(t.model).size(), 2U) << "glasses twice are one aim";
  EXPECT_FALSE(together().known) << "and yet it is another step";
  act([&](model::UiModel& model) { set_strength(model, id_of(Kind::component), -2, true); });
  EXPECT_TRUE(meant_together(t.model).empty()) << "glasses and none are no aim";
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
  EXPECT_EQ(strength(t.model, id_of(Kind::attribute)), farthest);
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
  row.step = 7400;
  EXPECT_EQ(python_of(row, api::Space::z),
            "import torch\n# glasses: a unit vector of z, found at step 7400; z + strength * direction\n"
            "direction = torch.tensor([0.25, -1.5])\n");
}

TEST_F(DirectionsTest, AppliedToAllSamplesMoveWhatTheWindowShowsInOneStepAndTrainingHearsNothingOfIt) {
  find_three();
  EXPECT_NE(apply_obstacle(t.model), nullptr) << "nothing to apply";
  act([&](model::UiModel& model) { set_strength(model, id_of(Kind::factor), 2, true); });
  ASSERT_EQ(apply_obstacle(t.model), nullptr);
  const Latent before = t.model.fixed_latent(20), hand = t.model.explore.latent;
  const size_t posted = t.session.commands.size();
  t.forget();
  act(apply_to_all);
  Latent moved = before;
  moved[0] += 2;
  EXPECT_EQ(t.model.fixed_latent(20), moved);
  EXPECT_EQ(t.model.explore.latent, hand);
  EXPECT_TRUE(combination(t.model).strengths.empty()) << "the next step begins from there";
  const auto grid = t.asked(model::view::grid);
  ASSERT_EQ(grid.size(), 1U);
  EXPECT_EQ(grid[0].latents[20 * ModelUnderTest::latent_dim], moved[0]);
  EXPECT_EQ(t.session.commands.size(), posted);
  t.explore(model::explore_action::ExploreUndo{});
  EXPECT_EQ(t.model.fixed_latent(20), before);
  EXPECT_EQ(strength(t.model, id_of(Kind::factor)), 2);
  t.explore(model::explore_action::ExploreRedo{});
  EXPECT_EQ(t.model.fixed_latent(20), moved);
  act(put_back);
  EXPECT_EQ(t.model.fixed_latent(20), before);
  t.explore(model::explore_action::ExploreUndo{});
  EXPECT_TRUE(t.model.samples_moved());
}

TEST_F(DirectionsTest, TheSampleInHandIsAmongThoseShownAndAllAreShownBeforeAndAfter) {
  t.reduce(model::action::SelectLatent{40, true});
  find_three();
  act([&](model::UiModel& model) { set_strength(model, id_of(Kind::factor), -1, true); });
  const auto numbers = shown_sample_numbers(t.model);
  EXPECT_EQ(numbers.back(), 40);
  constexpr size_t dim = ModelUnderTest::latent_dim;
  const api::Ask asked = t.asked(t.model.view("directions/samples")).back();
  ASSERT_EQ(asked.latents.size(), (1 + 2 * shown_samples) * dim);
  EXPECT_EQ(asked.latents[shown_samples * dim], t.model.fixed_latent(40)[0]);
  EXPECT_EQ(asked.latents[2 * shown_samples * dim], t.model.fixed_latent(40)[0] - 1);
}

TEST_F(DirectionsTest, APreciseEditGoesItsOwnWayAsFarAsTheStrengthSaysAndStraightUntilItIsFound) {
  find_three();
  const uint64_t id = id_of(Kind::attribute);
  const Latent start = t.model.explore.latent;
  act([&](model::UiModel& model) { set_strength(model, id, 1.25, true); });
  t.forget();
  act([](model::UiModel& model) { set_precise(model, true); });
  const auto asked = t.asked(t.model.view("directions/precise"));
  ASSERT_EQ(asked.size(), 1U);
  EXPECT_EQ(asked[0].settings.text("attribute"), "glasses");
  EXPECT_EQ(asked[0].latents.size(), 2U * ModelUnderTest::latent_dim) << "from where it began, and the way";
  EXPECT_EQ(t.model.explore.latent[2], start[2] + 1.25F);
  EXPECT_NE(apply_obstacle(t.model), nullptr) << "the ways of the samples are not found";
  Latent there = start;
  there[5] += 3;
  answer("directions/precise", {there});
  EXPECT_FLOAT_EQ(t.model.explore.latent[5], start[5] + 1.5F) << "half of its way";
  EXPECT_EQ(t.model.explore.latent[2], start[2]);
  std::vector<Latent> all = sample_latents(t.model);
  for (Latent& latent : all) latent[6] += 1;
  answer("directions/precise_samples", all);
  EXPECT_EQ(apply_obstacle(t.model), nullptr);
  EXPECT_FLOAT_EQ(led(t.model, combination(t.model), t.model.fixed_latent(3), 3)[6],
                  t.model.fixed_latent(3)[6] + 0.5F);
  act([](model::UiModel& model) { set_precise(model, false); });
  EXPECT_EQ(t.model.explore.latent[2], start[2] + 1.25F);
  t.explore(model::explore_action::ExploreUndo{});
  EXPECT_TRUE(combination(t.model).precise);
  EXPECT_FLOAT_EQ(t.model.explore.latent[5], start[5] + 1.5F);
  t.forget();
  t.reduce(model::action::SetMoment{4});
  t.pump();
  EXPECT_FALSE(t.asked(t.model.view("directions/precise")).empty()) << "other weights, another way";
  t.explore(model::explore_action::SetSeed{9});
  EXPECT_TRUE(combination(t.model).precise) << "another latent is edited as precisely";
}

TEST_F(DirectionsTest, WhatHasNoPreciseEditGoesStraightAndSaysWhy) {
  find_three();
  act([&](model::UiModel& model) { set_strength(model, id_of(Kind::attribute), 2, true); });
  act([](model::UiModel& model) { set_precise(model, true); });
  fail("directions/precise");
  EXPECT_EQ(model::tool_state<Precise>(t.model).failure.what, "nothing is known of these data");
  EXPECT_TRUE(ways_are_found(t.model, combination(t.model), false)) << "nothing is waited for";
}

TEST_F(DirectionsTest, PreciseEditsAreJudgedOneAfterTheOther) {
  find_three();
  std::vector<double> numbers(explore::effect::numbers, 50.0);
  answer("directions/effects", {}, std::vector<api::TableRow>(3, {"", "glasses", numbers}));
  EXPECT_TRUE(t.asked(t.model.view("directions/judging")).empty()) << "only when they are wanted";
  act([](model::UiModel& model) { set_precise(model, true); });
  const auto asked = t.asked(t.model.view("directions/judging"));
  ASSERT_EQ(asked.size(), 1U);
  EXPECT_EQ(asked[0].tool, "effects");
  EXPECT_EQ(asked[0].settings.text("precise"), "glasses");
  answer("directions/judging", {}, {{"", "glasses", numbers}});
  const Direction& row = *find_row(directions(), id_of(Kind::attribute));
  ASSERT_TRUE(row.precise.has_value());
  EXPECT_TRUE(shows_precise(t.model, row));
}

TEST_F(DirectionsTest, AreMeasuredAgainWithTheWeightsThatAreShown) {
  find_three();
  std::vector<double> numbers(explore::effect::numbers, 50.0);
  answer("directions/effects", {}, std::vector<api::TableRow>(3, {"", "glasses", numbers}));
  t.reduce(model::action::SetMoment{16});
  EXPECT_EQ(outdated(t.model), std::nullopt);
  t.reduce(model::action::SetMoment{4});
  EXPECT_EQ(outdated(t.model), 16);
  t.forget();
  act([&](model::UiModel& model) { measure_again(model, id_of(Kind::component)); });
  auto asked = t.asked(t.model.view("directions/effects"));
  ASSERT_EQ(asked.size(), 1U);
  EXPECT_EQ(asked[0].moment, 4);
  EXPECT_EQ(asked[0].latents, unit(1));
  act(cancel);
  act([](model::UiModel& model) { measure_again(model); });
  EXPECT_EQ(t.asked(t.model.view("directions/effects")).back().latents.size(),
            3U * ModelUnderTest::latent_dim);
}

TEST_F(DirectionsTest, StandAsTheyAreSortedOrPlaced) {
  find_three();
  std::vector<api::TableRow> table(3, {"", "glasses", std::vector<double>(explore::effect::numbers, 50.0)});
  table[1].numbers[explore::effect::difference] = 90;  // the component
  answer("directions/effects", {}, table);
  const auto shown = [&] {
    std::vector<Kind> kinds;
    for (const size_t place : shown_rows(directions())) kinds.push_back(directions().rows[place].kind);
    return kinds;
  };
  EXPECT_EQ(shown()[0], Kind::attribute);
  act([](model::UiModel& model) { show_order(model, Order::strongest); });
  EXPECT_EQ(shown()[0], Kind::component);
  const std::vector<Kind> before = shown();
  act([&](model::UiModel& model) { place(model, id_of(Kind::component), 1); });
  EXPECT_EQ(directions().order, Order::placed);
  EXPECT_EQ(shown(), (std::vector{before[1], before[0], before[2]}));
  act([&](model::UiModel& model) { place(model, id_of(Kind::component), -1); });
  EXPECT_EQ(shown(), before);
  t.explore(model::explore_action::ExploreUndo{});
  EXPECT_EQ(shown()[1], Kind::component);
}

/// The tab drawn, with mouse and keyboard, and what is asked for carried out.
struct DirectionsDrawn : DirectionsTest {
  DirectionsDrawn() {
    find_three();
    draw();
  }
  void draw() {
    stage.model = t.model;
    stage.show({"explore"}, 2);
    carry_out_all();
  }
  void carry_out_all() {
    for (const model::Action& action : std::exchange(stage.asked, {})) t.reduce(action);
    t.pump();
    stage.model = t.model;
  }
  void press(ui::compat::Key key, bool ctrl = false, bool shift = false, bool alt = false) {
    ui::compat::feed_modifiers(ImGui::GetIO(), ctrl, shift, alt);
    stage.press(key);
    ui::compat::feed_modifiers(ImGui::GetIO(), false, false, false);
    carry_out_all();
  }
  void press_code(int code) {
    ui::compat::feed_code(ImGui::GetIO(), code, true);
    stage.frames(1);
    ui::compat::feed_code(ImGui::GetIO(), code, false);
    carry_out_all();
    stage.frames(1);
  }
  [[nodiscard]] uint64_t chosen() const { return model::tool_state<Chosen>(t.model).id; }
  testing::PanelStage stage{{1600, 900}};
};

TEST_F(DirectionsDrawn, GoThroughTheRowsAndAlongThemByKeys) {
  press(ImGuiKey_RightArrow);
  EXPECT_TRUE(combination(t.model).strengths.empty()) << "no row has the keyboard";
  press(ImGuiKey_DownArrow);
  press(ImGuiKey_DownArrow);
  const auto rows = shown_rows(directions());
  const uint64_t second = directions().rows[rows[1]].id;
  ASSERT_EQ(chosen(), second);
  press(ImGuiKey_RightArrow);
  EXPECT_DOUBLE_EQ(strength(t.model, second), 0.1);
  press(ImGuiKey_RightArrow, false, true);
  EXPECT_DOUBLE_EQ(strength(t.model, second), 1.1);
  press(ImGuiKey_LeftArrow, true);
  EXPECT_DOUBLE_EQ(strength(t.model, second), 1.09);
  press(ImGuiKey_Home);
  EXPECT_EQ(strength(t.model, second), 0);
  press_code('K');
  EXPECT_TRUE(find_row(directions(), second)->kept);
  press(ImGuiKey_UpArrow, false, false, true);
  EXPECT_EQ(directions().rows[shown_rows(directions())[0]].id, second);
  press(ImGuiKey_RightArrow, false, true);
  press(ImGuiKey_Enter, true);
  EXPECT_TRUE(t.model.samples_moved());
  press(ImGuiKey_Delete);
  EXPECT_EQ(find_row(directions(), second), nullptr);
  EXPECT_NE(chosen(), 0U) << "the next one";
}

TEST_F(DirectionsDrawn, KeysAreLettersWhileANameIsTyped) {
  press(ImGuiKey_DownArrow);
  const uint64_t id = chosen();
  press_code(ui::compat::code::f1 + 1);
  stage.type("hat");
  EXPECT_EQ(std::get<std::string>(stage.item(fmt::format("explore/direction/{}/name", id)).value), "hat");
  press_code('K');
  EXPECT_FALSE(find_row(directions(), id)->kept);
  press(ImGuiKey_Delete);
  ASSERT_NE(find_row(directions(), id), nullptr);
  press(ImGuiKey_Enter);
  EXPECT_EQ(find_row(directions(), id)->name, "hat");
  draw();
  stage.double_click_at(stage.at(fmt::format("explore/direction/{}/name", id), 0.5F));
  carry_out_all();
  stage.frames(1);
  stage.type("cap");
  press(ImGuiKey_Enter);
  EXPECT_EQ(find_row(directions(), id)->name, "cap");
  press_code(ui::compat::code::f1 + 1);
  stage.type("wig");
  press(ImGuiKey_Escape);
  EXPECT_EQ(find_row(directions(), id)->name, "cap") << "given up";
}

TEST_F(DirectionsDrawn, AreTakenByTheMouse) {
  const uint64_t id = id_of(Kind::attribute);
  const auto item = [&](const char* part) { return fmt::format("explore/direction/{}/{}", id, part); };
  stage.click_at(stage.at(item("strip"), 0.93F));
  carry_out_all();
  EXPECT_EQ(strength(t.model, id), 3);
  EXPECT_EQ(chosen(), id);
  stage.drag(stage.at(item("strip"), 0.9F), stage.at(item("strip"), 0.25F));
  carry_out_all();
  EXPECT_NEAR(strength(t.model, id), -1.5, 0.1);
  stage.click(item("strength/value"));
  stage.type("4.5");
  press(ImGuiKey_Enter);
  EXPECT_EQ(strength(t.model, id), 4.5) << "further than the track";
  draw();
  stage.click("explore/all/apply");
  carry_out_all();
  EXPECT_TRUE(t.model.samples_moved());
  draw();
  stage.click("explore/all/put_back");
  carry_out_all();
  EXPECT_FALSE(t.model.samples_moved());
  draw();
  stage.click("explore/all/5");
  carry_out_all();
  EXPECT_EQ(t.model.explore.latent, t.model.fixed_latent(5));
}

TEST_F(DirectionsTest, AltAndADigitShowATabOfExploreAndNowhereElse) {
  t.reduce(*model::action_for_key(t.model, "alt+6"));
  EXPECT_EQ(t.model.explore.tab, 5);
  EXPECT_FALSE(model::action_for_key(t.model, "alt+7"));
  EXPECT_FALSE(model::action_for_key(t.model, "6"));
  t.reduce(model::action::SwitchWorkspace{model::Workspace::train});
  EXPECT_FALSE(model::action_for_key(t.model, "alt+3"));
}

}  // namespace
}  // namespace ganscope::panels::directions
