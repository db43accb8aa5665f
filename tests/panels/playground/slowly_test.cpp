// The room "One step, slowly": what it asks of the trainer, what it says of a part, and whether its numbers
// agree with each other.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <set>

#include "app/model/pump.h"
#include "app/model/reduce.h"
#include "app/model/slowly.h"
#include "app/panels/panel.h"
#include "app/panels/playground/slowly/slowly_neurons.h"
#include "app/panels/playground/slowly/slowly_numbers.h"
#include "app/panels/playground/slowly/slowly_parts.h"
#include "core/explore/tools/neuron_numbers.h"
#include "tests/panels/support/opened_rooms.h"
#include "tests/panels/support/panel_stage.h"
#include "tests/panels/support/shown_run.h"
#include "tests/panels/support/told_step.h"

namespace ganscope::panels::slowly {
namespace {

using api::StepPart;
using testing::PanelStage;
using testing::ShownRun;
using testing::ToldStep;
using Go = api::Slowly::Go;

const std::vector<std::string> room = {"playground_left",
                                       "playground",
                                       "playground_right",
                                       "playground_transport_left",
                                       "playground_transport_middle",
                                       "playground_transport_right"};

/// A run of points, the room entered, and a step told by the session.
struct SlowlyTest : ::testing::Test {
  SlowlyTest() : run(api::Phase::ready, 1241, ShownRun::Kind::points) {
    run.settle();
    do_action(model::action::EnterRoom{"slowly"});
    pump();
  }
  void pump(double now_s = 1) { (void)model::pump(run.model, run.session, now_s); }
  void do_action(model::Action action) { model::reduce(run.model, run.session, {std::move(action)}, 1); }
  void tell(api::SlowStep step, double now_s = 1) {
    step.generation = run.model.status->generation;
    run.session.set_slow_step(std::move(step));
    pump(now_s);
  }
  void press(std::string_view key) {
    if (const auto action = panels::key_action(panels::all_panels(), run.model, key)) do_action(*action);
    pump();
  }
  [[nodiscard]] std::vector<Go> told() const {
    std::vector<Go> all;
    for (const api::Command& command : run.session.commands)
      if (const auto* slowly = std::get_if<api::Slowly>(&command)) all.push_back(slowly->go);
    return all;
  }
  [[nodiscard]] size_t part() const { return model::tool_state<model::Slowly>(run.model).part; }
  /// Draws the room as it is now and hands over what stands there.
  void draw(PanelStage& stage) {
    stage.model = run.model;
    stage.show(room, 2);
  }

  ShownRun run;
};

TEST_F(SlowlyTest, EnteringAsksTheTrainerForTheNextStepAndLeavingLetsItGo) {
  EXPECT_EQ(told(), std::vector<Go>{Go::enter});
  tell(ToldStep::make());
  EXPECT_EQ(model::slow_parts(run.model), api::step_parts);
  do_action(model::action::SwitchWorkspace{model::Workspace::train});
  pump();
  EXPECT_EQ(told(), (std::vector<Go>{Go::enter, Go::leave})) << "a step not shown to its end is not taken";
  do_action(model::action::EnterRoom{"slowly"});
  pump();
  press("end");
  press("escape");
  pump();
  EXPECT_EQ(told(), (std::vector<Go>{Go::enter, Go::leave, Go::enter, Go::next, Go::leave}));
}

TEST_F(SlowlyTest, KeysGoThroughThePartsAndBeyondTheLastToTheNextStep) {
  tell(ToldStep::make());
  EXPECT_EQ(part(), 0U);
  press("right");
  EXPECT_EQ(part(), 1U);
  press("end");
  EXPECT_EQ(part(), 11U);
  press("home");
  press("left");
  EXPECT_EQ(part(), 0U) << "there is no earlier step";
  EXPECT_EQ(told(), std::vector<Go>{Go::enter});
  press("end");
  press("right");
  EXPECT_EQ(told().back(), Go::next);
  api::SlowStep next = ToldStep::make(1242);
  next.earlier = 1;
  tell(next);
  EXPECT_EQ(part(), 0U);
  press("left");
  EXPECT_EQ(told().back(), Go::previous);
  tell(ToldStep::make(1241));
  EXPECT_EQ(part(), 11U) << "one goes back to the end of the step before";
}

TEST_F(SlowlyTest, PartsFollowEachOtherByThemselvesAndStopWhereANumberIsNone) {
  api::SlowStep step = ToldStep::make();
  step.parts.resize(6);
  step.parts.back().finite = step.finite = false;
  tell(step, 1);
  press("p");
  for (int i = 1; i < 6; ++i) {
    pump(1 + 2.01 * i);
    EXPECT_EQ(part(), static_cast<size_t>(i));
  }
  pump(14);
  EXPECT_EQ(part(), 5U);
  EXPECT_FALSE(model::tool_state<model::Slowly>(run.model).automatic);
  EXPECT_EQ(told(), std::vector<Go>{Go::enter}) << "a broken step is not taken";
  press("right");
  EXPECT_EQ(told(), std::vector<Go>{Go::enter});
}

TEST_F(SlowlyTest, ByThemselvesTheyGoOnIntoTheNextStepOnceItIsThere) {
  tell(ToldStep::make(), 1);
  press("end");
  press("p");
  pump(3.1);
  EXPECT_EQ(told(), (std::vector<Go>{Go::enter, Go::next}));
  pump(9);
  EXPECT_EQ(told().size(), 2U) << "the next step is on its way";
  tell(ToldStep::make(1242), 10);
  EXPECT_EQ(part(), 0U);
}

TEST_F(SlowlyTest, EveryPartSaysWhatItIsAndWhatCameOfIt) {
  tell(ToldStep::make());
  for (const char* language : {"en", "zh"}) {
    PanelStage stage({1600, 900}, 1, language);
    std::set<std::string> titles, examples;
    for (size_t i = 0; i < api::step_parts; ++i) {
      model::show_slow_part(run.model, i);
      draw(stage);
      titles.insert(std::get<std::string>(stage.item("playground/slowly/title").value));
      examples.insert(std::get<std::string>(stage.item("playground/slowly/example").value));
      EXPECT_TRUE(stage.has("playground/slowly/term/1")) << i;
      EXPECT_TRUE(stage.has("playground/slowly/part/12"));
    }
    EXPECT_EQ(titles.size(), api::step_parts) << language;
    EXPECT_GT(examples.size(), 4U);
  }
}

TEST_F(SlowlyTest, TheFactorsThatStandThereMultiplyOutToTheNormThatStandsThere) {
  tell(ToldStep::make());
  PanelStage stage;
  for (const StepPart part :
       {StepPart::gradient_d, StepPart::move_d, StepPart::gradient_g, StepPart::move_g}) {
    model::show_slow_part(run.model, static_cast<size_t>(part));
    draw(stage);
    double product = 1;
    for (int term = 1; stage.has("playground/slowly/term/" + std::to_string(term)); ++term)
      product *= std::atof(
          std::get<std::string>(stage.item("playground/slowly/term/" + std::to_string(term)).value).c_str());
    EXPECT_EQ(significant(product, 2), std::get<std::string>(stage.item("playground/slowly/result").value));
  }
}

TEST_F(SlowlyTest, PressingTheButtonsAsksForTheSameAsTheKeys) {
  tell(ToldStep::make());
  PanelStage stage;
  draw(stage);
  EXPECT_FALSE(stage.item("playground/slowly/back").enabled);
  stage.click("playground/slowly/forward");
  ASSERT_FALSE(stage.asked.empty());
  do_action(stage.asked.back());
  EXPECT_EQ(part(), 1U);
  draw(stage);
  stage.click("playground/slowly/segment/9");
  do_action(stage.asked.back());
  EXPECT_EQ(part(), 8U);
  draw(stage);
  stage.click("playground/slowly/part/4");
  do_action(stage.asked.back());
  EXPECT_EQ(part(), 3U);
  draw(stage);
  stage.click("playground/slowly/close");
  ASSERT_NE(stage.last<model::action::EnterRoom>(), nullptr);
}

TEST_F(SlowlyTest, StepsOfOnePlayerAreMadeHereAndWhatTheyDidIsSaidInPlace) {
  tell(ToldStep::make());
  model::show_slow_part(run.model, static_cast<size_t>(StepPart::loss_d));
  model::set_slow_times(run.model, 10);
  press("d");
  const auto* step = std::get_if<api::StepOnce>(&run.session.commands.back());
  ASSERT_NE(step, nullptr);
  EXPECT_EQ(step->kind, api::StepKind::discriminator);
  EXPECT_EQ(step->times, 10);
  api::SlowStep after = ToldStep::make();
  after.earlier = 1;
  after.parts[static_cast<size_t>(StepPart::loss_d)].loss = 1;
  tell(after);
  EXPECT_EQ(part(), static_cast<size_t>(StepPart::loss_d)) << "the same part, with what it comes to now";
  PanelStage stage;
  draw(stage);
  const std::string made = std::get<std::string>(stage.item("playground/slowly/made").value);
  EXPECT_TRUE(made.starts_with("10 × D, alone")) << made;
  EXPECT_TRUE(made.ends_with("→ 1.00")) << made;
  stage.click("transport/step_both");
  do_action(stage.asked.back());
  step = std::get_if<api::StepOnce>(&run.session.commands.back());
  ASSERT_NE(step, nullptr);
  EXPECT_EQ(step->kind, api::StepKind::both);
  EXPECT_EQ(step->times, 10);
  api::SlowStep later = ToldStep::make(1251);
  later.earlier = 2;
  tell(later);
  EXPECT_EQ(part(), 0U) << "after whole steps the next is told from its beginning";
}

TEST_F(SlowlyTest, WhatTrainedWhenTheRoomWasEnteredTrainsOnUnlessItWasPausedByHand) {
  const auto phase = [&](api::Phase to) {
    api::Status status = *run.model.status;
    status.phase = to;
    run.session.set_status(status);
    pump();
  };
  for (const bool by_hand : {false, true}) {
    do_action(model::action::EnterRoom{});
    pump();
    phase(api::Phase::running);
    do_action(model::action::EnterRoom{"slowly"});
    pump();
    phase(api::Phase::ready);
    if (by_hand) do_action(model::action::Post{api::Pause{}});
    do_action(model::action::EnterRoom{});
    pump();
    EXPECT_EQ(std::holds_alternative<api::Train>(run.session.commands.back()), !by_hand);
  }
}

TEST_F(SlowlyTest, ASmallWindowShowsGraphOrFormula) {
  tell(ToldStep::make());
  model::show_slow_part(run.model, 10);
  PanelStage stage({1280, 720});
  draw(stage);
  EXPECT_TRUE(stage.has("playground/slowly/loss_g"));
  EXPECT_FALSE(stage.has("playground/slowly/term/1"));
  press("f");
  draw(stage);
  EXPECT_FALSE(stage.has("playground/slowly/loss_g"));
  EXPECT_TRUE(stage.has("playground/slowly/term/1"));
}

/// What the tool says of a G of one hidden layer of three neurons over a plane; the third is silent.
api::Answer told_of_g(const api::Ask& asked, int view) {
  namespace told = explore::neurons;
  api::Answer answer;
  answer.view = static_cast<api::View>(view);
  answer.id = asked.id;
  answer.generation = 1;
  answer.step = 1241;
  answer.table = {{std::string(told::net), "g", {}},
                  {std::string(told::layer), "", {3, 3, 0, 1}},
                  {std::string(told::layer), std::string(told::output), {2, 2, 3, 0}},
                  {std::string(told::over), "plane", {-2.5, 2.5, -2.5, 2.5}}};
  answer.vectors = {5, told::of_neuron::numbers, {0, 0, 0, 1.5F, 0.4F, 0, 1, -1, 0.25F, 0.3F, 0, 2, 0,
                                                  0, 0, 1, 0,    -2,   2, 1, 1,  1,     -2,   2, 1}};
  return answer;
}

TEST_F(SlowlyTest, ABoxShowsWhatItsNeuronsAnswerAndIsAskedForOnlyWhileItIsOpen) {
  tell(ToldStep::make());
  model::show_slow_part(run.model, 11);
  const api::View view = run.model.view(neuron_view);
  const auto asks = [&] {
    return std::ranges::count_if(run.session.asks, [&](const api::Ask& ask) { return ask.view == view; });
  };
  EXPECT_EQ(asks(), 0);
  PanelStage stage;
  draw(stage);
  EXPECT_TRUE(stage.has("playground/slowly/loss_g"));
  stage.click("playground/slowly/box/generator");
  do_action(stage.asked.back());
  pump();
  ASSERT_EQ(asks(), 1);
  const api::Ask asked = *std::ranges::find(run.session.asks, view, &api::Ask::view);
  EXPECT_EQ(asked.tool, "neurons");
  EXPECT_EQ(asked.settings.text("net"), "g");
  EXPECT_EQ(asked.model, api::Model::raw);
  run.session.set_answer(told_of_g(asked, static_cast<int>(view)));
  pump();
  draw(stage);
  EXPECT_EQ(std::get<std::string>(stage.item("playground/slowly/neuron/0/1").value), "-1.00 … 0.250");
  EXPECT_TRUE(stage.has("playground/slowly/neuron/1/0"));
  EXPECT_FALSE(stage.has("playground/slowly/loss_g")) << "it stands in the graph's place";
  EXPECT_NE(std::get<std::string>(stage.item("playground/slowly/box/state").value)
                .find("at step 1,241, before this step’s moves"),
            std::string::npos);
  press("down");
  press("down");
  EXPECT_EQ(model::tool_state<model::Slowly>(run.model).neuron, 1);
  draw(stage);
  press("n");
  draw(stage);
  EXPECT_FALSE(stage.has("playground/slowly/neuron/0/1")) << "these are G's, and D's are not told yet";
  press("escape");
  draw(stage);
  EXPECT_TRUE(stage.has("playground/slowly/loss_g"));
  EXPECT_EQ(run.model.playground.room, "slowly") << "the box was closed, not the room";
}

TEST(SlowlyNeurons, AreAsLargeAsTheyFitAndOfTooManyThoseAreShownThatVaryMost) {
  const auto layer_of = [](int index, int neurons) {
    NeuronLayer layer{neurons, 0, false, {}};
    for (int i = 0; i < neurons; ++i)
      layer.shown.push_back({i, index, i, 0, 1, static_cast<float>((i * 37) % 101)});
    return layer;
  };
  const TileSizes sizes;
  const auto width_of = [&](const TileLayout& layout) {
    float width = -sizes.between;
    for (const TileBlock& block : layout.blocks) width += block.width + sizes.between;
    return width;
  };
  for (const auto& [width, height] : {std::pair(782.0F, 250.0F), std::pair(600.0F, 300.0F)}) {
    const TileLayout layout =
        lay_tiles({layer_of(0, 128), layer_of(1, 128), layer_of(2, 2)}, width, height, sizes);
    EXPECT_LE(width_of(layout), width);
    EXPECT_EQ(layout.blocks[0].shown.size(), 128U);
    EXPECT_GE(layout.tile, 20);
  }
  EXPECT_EQ(lay_tiles({layer_of(0, 4), layer_of(1, 1)}, 782, 250, sizes).tile, sizes.largest);
  const TileLayout tight = lay_tiles({layer_of(0, 100), layer_of(1, 1)}, 150, 90, sizes);
  EXPECT_LE(width_of(tight), 150);
  const std::vector<Neuron>& few = tight.blocks[0].shown;
  ASSERT_LT(few.size(), 100U);
  EXPECT_TRUE(std::ranges::is_sorted(few, {}, &Neuron::number));
  const float least = std::ranges::min(few, {}, &Neuron::spread).spread;
  EXPECT_EQ(std::ranges::count_if(layer_of(0, 100).shown,
                                  [&](const Neuron& neuron) { return neuron.spread >= least; }),
            static_cast<std::ptrdiff_t>(few.size()));
}

TEST_F(SlowlyTest, EveryObjectiveHasItsOwnFormulaAndACriticIsCalledOne) {
  std::set<std::string> formulas;
  const auto catalogue = {"non-saturating",  "minimax",      "maximum-likelihood", "least-squares",
                          "hinge",           "wgan-gp",      "relativistic",       "fgan-kl",
                          "fgan-reverse-kl", "fgan-pearson", "fgan-hellinger",     "fgan-js"};
  for (const char* key : catalogue) {
    api::Status status = *run.model.status;
    status.experiment.change([&](config::Experiment& now) {
      now.settings.set("objective", std::string(key));
      now.settings.set("fgan_heuristic", false);
    });
    run.session.set_status(status);
    pump();
    const Game game = game_of(run.model);
    EXPECT_EQ(game.critic, std::string_view(key) == "wgan-gp");
    formulas.insert(game.real_term + game.fake_term + game.loss_g + game.slope_g);
  }
  EXPECT_EQ(formulas.size(), catalogue.size());
}

TEST(SlowlyNumbers, FactorsAsWrittenMultiplyOutWhateverTheyAre) {
  uint64_t seed = 1;
  const auto next = [&] {
    seed = seed * 6364136223846793005U + 1442695040888963407U;
    return std::exp(static_cast<double>(seed >> 40) / 16777216.0 * 16 - 10);
  };
  for (int i = 0; i < 500; ++i) {
    const double a = next(), b = next(), c = next();
    const Multiplied written = multiplied(std::array{a, b, c}, a * b * c);
    double product = 1;
    for (const std::string& factor : written.factors) product *= std::atof(factor.c_str());
    EXPECT_EQ(significant(product, 2), written.product);
    EXPECT_NEAR(std::atof(written.factors[2].c_str()), c, 0.03 * c);
  }
  EXPECT_EQ(multiplied(std::array{0.0, 3.0}, 0.0).product, "0");
}

TEST(SlowlyNumbers, TermsAsWrittenAddUp) {
  const Added sum = added(0.6184, 1.2988);
  EXPECT_EQ(sum.first, "0.618");
  EXPECT_EQ(sum.second, "0.681");
  EXPECT_EQ(sum.sum, "1.299");
}

TEST(SlowlyNumbers, AGradientVanishesWhereTheFirstLayerGetsNextToNothing) {
  const auto of = [](double first, double middle, double last) {
    const std::array layers{api::LayerLength{"a", first}, api::LayerLength{"b", middle},
                            api::LayerLength{"c", last}};
    return passing(layers).passage;
  };
  EXPECT_EQ(of(0.3, 0.5, 0.7), Passage::even);
  EXPECT_EQ(of(0.1, 0.5, 0.7), Passage::fading);
  EXPECT_EQ(of(1e-4, 1e-2, 1), Passage::vanishing);
  EXPECT_EQ(of(30, 3, 1), Passage::growing);
  EXPECT_EQ(of(3.9, 0.4, 1), Passage::growing) << "whatever lies between, the first gets more than the last";
  EXPECT_EQ(of(0.9, 0.2, 1), Passage::uneven);
  EXPECT_EQ(of(0, 0, 0), Passage::none);
}

}  // namespace
}  // namespace ganscope::panels::slowly
