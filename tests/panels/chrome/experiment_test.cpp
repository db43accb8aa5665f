#include <gtest/gtest.h>

#include "tests/panels/support/panel_stage.h"
#include "tests/panels/support/sample_run.h"

namespace ganscope::testing {
namespace {

const std::vector<std::string> column{"experiment"};

TEST(ExperimentColumn, EveryShortOptionHasARowThatItsDeclarationMade) {
  PanelStage stage;
  set_up_run(stage.model, api::Phase::running, 10);
  stage.show(column, 2);
  for (const config::Option& option : sample_catalogue().common)
    EXPECT_EQ(stage.has("experiment/" + option.key), option.prominence == config::Prominence::short_list)
        << option.key;
  EXPECT_EQ(std::get<double>(stage.item("experiment/lr_d").value), 5e-4);
}

TEST(ExperimentColumn, ATypedRateIsTunedAtOnce) {
  PanelStage stage;
  set_up_run(stage.model, api::Phase::running, 10);
  stage.show(column, 2);
  stage.click("experiment/lr_g/value");
  stage.type("0.002");
  stage.press(ImGuiKey_Enter);
  const auto* tuned = stage.last<model::action::TuneOption>();
  ASSERT_NE(tuned, nullptr);
  EXPECT_EQ(tuned->key, "lr_g");
  EXPECT_DOUBLE_EQ(tuned->value, 0.002);
  EXPECT_TRUE(tuned->final);
}

TEST(ExperimentColumn, ADragTunesOnTheWayAndIsFinalAtItsEnd) {
  PanelStage stage;
  set_up_run(stage.model, api::Phase::running, 10);
  stage.show(column, 2);
  stage.drag(stage.at("experiment/lr_g", 0.5F), stage.at("experiment/lr_g", 0.7F));
  int ways = 0, ends = 0;
  for (const model::Action& action : stage.asked)
    if (const auto* tuned = std::get_if<model::action::TuneOption>(&action))
      (tuned->final ? ends : ways) += 1;
  EXPECT_GT(ways, 0);
  EXPECT_EQ(ends, 1);
  EXPECT_GT(stage.last<model::action::TuneOption>()->value, 1e-3);
}

TEST(ExperimentColumn, AFixedOptionAsksForANewStart) {
  PanelStage stage;
  set_up_run(stage.model, api::Phase::ready, 0);
  stage.show(column, 2);
  stage.click("experiment/seed");
  stage.type("42");
  stage.press(ImGuiKey_Enter);
  const auto* edited = stage.last<model::action::EditOption>();
  ASSERT_NE(edited, nullptr);
  EXPECT_EQ(edited->key, "seed");
  EXPECT_EQ(std::get<int64_t>(edited->value), 42);
  stage.click("experiment/dice");
  EXPECT_NE(std::get<int64_t>(stage.last<model::action::EditOption>()->value), 7);
}

TEST(ExperimentColumn, TheStepperStepsAndStopsAtItsRange) {
  PanelStage stage;
  set_up_run(stage.model, api::Phase::running, 10);
  stage.show(column, 2);
  EXPECT_FALSE(stage.item("experiment/critic_steps/less").enabled);
  stage.click("experiment/critic_steps/more");
  ASSERT_NE(stage.last<model::action::TuneOption>(), nullptr);
  EXPECT_EQ(stage.last<model::action::TuneOption>()->value, 2);
}

TEST(ExperimentColumn, AListChoosesTheObjective) {
  PanelStage stage;
  set_up_run(stage.model, api::Phase::ready, 0);
  stage.show(column, 2);
  stage.click("experiment/objective");
  ASSERT_TRUE(stage.has("experiment/objective/1"));
  stage.click("experiment/objective/1");
  const auto* edited = stage.last<model::action::EditOption>();
  ASSERT_NE(edited, nullptr);
  EXPECT_EQ(std::get<std::string>(edited->value), "hinge");
}

TEST(ExperimentColumn, TheCardOpensTheExperiments) {
  PanelStage stage;
  set_up_run(stage.model, api::Phase::ready, 0);
  stage.show(column, 2);
  stage.click_at(stage.at("experiment/choose", 0.5F, 0.2F));
  stage.frames(2);
  ASSERT_TRUE(stage.has("experiment/choose/ring"));
  stage.click("experiment/choose/ring");
  ASSERT_NE(stage.last<model::action::ChooseExperiment>(), nullptr);
  EXPECT_EQ(stage.last<model::action::ChooseExperiment>()->name, "ring");
}

TEST(OptionsSheet, EveryActiveOptionHasARow) {
  PanelStage stage({1600, 1600});
  set_up_run(stage.model, api::Phase::ready, 0);
  stage.model.open_sheet = "options";
  stage.show({"options_sheet"}, 3);
  for (const config::Option& option :
       config::active_options(sample_catalogue(), stage.model.status->experiment.settings))
    EXPECT_TRUE(stage.has("experiment/" + option.key)) << option.key;
  EXPECT_FALSE(stage.has("experiment/hidden")) << "an option of a network that was not chosen";
}

}  // namespace
}  // namespace ganscope::testing
