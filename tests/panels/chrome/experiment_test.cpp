#include <gtest/gtest.h>

#include <limits>
#include <map>
#include <memory>
#include <utility>

#include "app/panels/experiment/option_groups.h"
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

TEST(ExperimentColumn, ShowsTheLayersOfBothNetworksWithTheirSums) {
  PanelStage stage;
  set_up_run(stage.model, api::Phase::ready, 0);
  stage.show(column, 2);
  EXPECT_FALSE(stage.has("experiment/layers")) << "there are no networks yet";
  api::Status status = *stage.model.status;
  status.layers = std::make_shared<const std::vector<api::LayerRow>>(std::vector<api::LayerRow>{
      {"generator", "from_latent", "linear", "", {64}, {1024}, 65536, 65536},
      {"generator", "block1.convolution", "convolution", "3×3", {64, 8, 8}, {32, 8, 8}, 18464, 1179648},
      {"discriminator", "to_logit", "linear", "", {512}, {1}, 513, 512}});
  stage.model.status = std::make_shared<const api::Status>(std::move(status));
  stage.frames(2);
  stage.click("experiment/layers");
  const auto* shown = stage.last<model::action::ShowSheet>();
  ASSERT_NE(shown, nullptr);
  EXPECT_EQ(shown->key, "layers");
  stage.model.open_sheet = "layers";
  stage.show({"layers_sheet"}, 2);
  EXPECT_EQ(std::get<double>(stage.item("layers/generator").value), 84000);
  EXPECT_EQ(std::get<double>(stage.item("layers/discriminator").value), 513);
}

TEST(ExperimentColumn, TheCardSaysWhatWasMadeOfTheUsersFiles) {
  PanelStage stage;
  set_up_run(stage.model, api::Phase::ready, 0);
  stage.show(column, 2);
  EXPECT_FALSE(stage.has("experiment/remarks")) << "nothing to tell";
  api::Status status = *stage.model.status;
  status.data.skipped = 1204;
  status.data.skipped_by_reason = {{"not a picture: text", 1200}, {"a broken JPEG", 4}};
  status.data.remarks = {"test/, train/ are parts of one data set, and used together."};
  stage.model.status = std::make_shared<const api::Status>(std::move(status));
  stage.frames(2);
  ASSERT_TRUE(stage.has("experiment/remarks"));
  EXPECT_EQ(std::get<std::string>(stage.item("experiment/remarks").value),
            "test/, train/ are parts of one data set, and used together.\n"
            "Files that are not used: 1,204\n  1,200 × not a picture: text\n  4 × a broken JPEG\n"
            "The command `ganscope data` lists each of them.");
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

TEST(ExperimentColumn, AWholeNumberBeyondAllRangesStaysInItsControl) {
  PanelStage stage;
  set_up_run(stage.model, api::Phase::running, 10);
  for (const double value : {1e300, -1e300, std::numeric_limits<double>::quiet_NaN()}) {
    stage.model.tuned["critic_steps"] = value;
    stage.show(column, 2);
    EXPECT_TRUE(stage.has("experiment/critic_steps/more")) << value;
  }
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

TEST(Regularisers, TheListSwitchesThemAndSetsTheirStrength) {
  PanelStage stage;
  set_up_run(stage.model, api::Phase::ready, 0);
  stage.show(column, 2);
  EXPECT_EQ(std::get<std::string>(stage.item("experiment/regularisers").value), "R1 10");
  EXPECT_FALSE(stage.has("experiment/regularisers/r1"));
  stage.click("experiment/regularisers");
  stage.frames(2);
  ASSERT_TRUE(stage.has("experiment/regularisers/r1"));
  EXPECT_TRUE(stage.has("experiment/r1_gamma"));
  stage.click("experiment/regularisers/r1");
  const auto* edited = stage.last<model::action::EditOption>();
  ASSERT_NE(edited, nullptr);
  EXPECT_EQ(edited->key, "r1_gamma");
  EXPECT_EQ(std::get<double>(edited->value), 0.0);
}

TEST(Regularisers, HaveAUsualStrengthAndAnOff) {
  using panels::experiment::is_off, panels::experiment::off, panels::experiment::usual;
  const auto penalty = config::strength_option("r1_gamma", "R1 strength", "", 10, 1000);
  EXPECT_TRUE(is_off(penalty, penalty.initial));
  EXPECT_EQ(std::get<double>(usual(penalty)), 10.0);
  EXPECT_EQ(std::get<double>(off(penalty)), 0.0);
  auto already_on = penalty;
  already_on.initial = 2.0;
  EXPECT_EQ(std::get<double>(usual(already_on)), 2.0);
  const auto packing = config::number_option("packing", "Packing", "", int64_t{1}, 1, 4);
  EXPECT_TRUE(is_off(packing, int64_t{1}));
  EXPECT_EQ(std::get<int64_t>(usual(packing)), 2);
  EXPECT_EQ(std::get<int64_t>(off(packing)), 1);
  const auto flag = config::flag_option("spectral_norm", "Spectral norm", "", false);
  EXPECT_TRUE(std::get<bool>(usual(flag)));
  EXPECT_TRUE(is_off(flag, off(flag)));
}

TEST(Search, FindsLatinWordsFromTheirBeginningAndChineseAnywhere) {
  using panels::experiment::contains_words;
  EXPECT_TRUE(contains_words("Discriminator learning rate", "Rate"));
  EXPECT_FALSE(contains_words("How many pictures are generated", "rate"));
  EXPECT_TRUE(contains_words("r1_gamma", "gamma"));
  EXPECT_TRUE(contains_words("生成器学习率", "学习"));
}

TEST(ExperimentInChinese, ChoicesAndLayersAreTranslatedAndTheMapKeepsTheValues) {
  PanelStage stage({1600, 1600}, 1, "zh");
  set_up_run(stage.model, api::Phase::ready, 0);
  api::Status status = *stage.model.status;
  status.layers = std::make_shared<const std::vector<api::LayerRow>>(std::vector<api::LayerRow>{
      {"generator", "grow", "convolution", "4×4, stride 2", {64, 8, 8}, {32, 4, 4}, 1, 1},
      {"generator", "up", "upsampling", "nearest ×2", {64, 8, 8}, {64, 16, 16}, 0, 0}});
  stage.model.status = std::make_shared<const api::Status>(std::move(status));
  stage.model.open_sheet = "layers";
  stage.show({"layers_sheet"}, 2);
  EXPECT_EQ(std::get<std::string>(stage.item("layers/generator/grow").value), "卷积 4×4，步长 2");
  EXPECT_EQ(std::get<std::string>(stage.item("layers/generator/up").value), "上采样 最近邻 ×2");

  stage.model.open_sheet = "options";
  stage.show({"options_sheet"}, 3);
  EXPECT_EQ(std::get<std::string>(stage.item("experiment/init").value), "normal002");
  stage.click("experiment/init");
  stage.frames(2);
  EXPECT_EQ(std::get<std::string>(stage.item("experiment/init/0").value), "正态 0.02");
}

/// The sheet in a window that is high enough for all rows.
struct OptionsSheet : ::testing::Test {
  PanelStage stage{{1600, 1600}};
  void open(double r1_gamma = 10) {
    set_up_run(stage.model, api::Phase::ready, 0);
    auto status = std::make_shared<api::Status>(*stage.model.status);
    status->experiment.change([&](auto& experiment) { experiment.settings.set("r1_gamma", r1_gamma); });
    stage.model.status = status;
    stage.model.open_sheet = "options";
    stage.show({"options_sheet"}, 3);
  }
};

TEST_F(OptionsSheet, EveryActiveOptionHasARow) {
  open();
  for (const config::Option& option :
       config::active_options(sample_catalogue(), stage.model.status->experiment->settings))
    EXPECT_TRUE(stage.has("experiment/" + option.key)) << option.key;
  EXPECT_FALSE(stage.has("experiment/hidden")) << "an option of a network that was not chosen";
}

TEST_F(OptionsSheet, ARegulariserThatIsOffIsOneRow) {
  open(0);
  EXPECT_TRUE(stage.has("experiment/r1_gamma"));
  EXPECT_FALSE(stage.has("experiment/r1_interval"));
}

TEST_F(OptionsSheet, SearchNarrowsItAtEveryKey) {
  open();
  stage.click("options/filter");
  stage.type("wid");
  ASSERT_NE(stage.last<model::action::FilterOptions>(), nullptr);
  EXPECT_EQ(stage.last<model::action::FilterOptions>()->words, "wid");
  stage.model.options_filter = "wid";
  stage.frames(2);
  EXPECT_TRUE(stage.has("experiment/width"));
  EXPECT_FALSE(stage.has("experiment/batch"));
}

TEST_F(OptionsSheet, WhatDiffersCanBeSeenAloneAndSetBack) {
  stage.model.options_changed_only = true;
  open(20);
  EXPECT_TRUE(stage.has("experiment/r1_gamma"));
  EXPECT_FALSE(stage.has("experiment/batch"));
  stage.click("experiment/r1_gamma/default");
  const auto* edited = stage.last<model::action::EditOption>();
  ASSERT_NE(edited, nullptr);
  EXPECT_EQ(edited->key, "r1_gamma");
  EXPECT_EQ(std::get<double>(edited->value), 10.0);
}

TEST(OptionGroups, HoldEveryShownOptionOnceUnderItsHeading) {
  config::Settings settings;
  settings.set("data", std::string("faces"));
  settings.set("network", std::string("dcgan"));
  settings.set("objective", std::string("hinge"));
  const auto groups = panels::experiment::option_groups(sample_catalogue(), settings);
  std::map<std::string, std::string> heading;
  for (const auto& group : groups)
    for (const auto& block : group.blocks)
      for (const config::Option* option : block.options)
        EXPECT_TRUE(heading.emplace(option->key, group.key).second) << option->key;
  EXPECT_EQ(heading.at("lr_g"), "optimiser");
  EXPECT_EQ(heading.at("seed"), "run");
  EXPECT_EQ(heading.at("size"), "data");
  EXPECT_EQ(heading.at("width"), "network");
  EXPECT_EQ(heading.at("r1_gamma"), "regularisers");
  EXPECT_EQ(heading.size(), panels::experiment::shown_options(sample_catalogue(), settings).size());
}

TEST(ExperimentList, PutsExperimentsUnderTheirHeadings) {
  PanelStage stage;
  set_up_run(stage.model, api::Phase::ready, 0);
  stage.model.experiment_groups = {{"faces", "Pictures"}, {"ring", "Points"}, {"digits", "Pictures"}};
  std::swap(stage.model.experiments[1], stage.model.experiments[2]);  // faces, ring, digits
  stage.show(column, 2);
  stage.click_at(stage.at("experiment/choose", 0.5F, 0.2F));
  stage.frames(2);
  EXPECT_LT(stage.item("experiment/choose/digits").min.y, stage.item("experiment/choose/ring").min.y);
}

TEST(ExperimentColumn, TheListAsksForPicturesOfTheDataAndForAFolderOfOnesOwn) {
  PanelStage stage;
  set_up_run(stage.model, api::Phase::ready, 0);
  stage.model.experiments = {{"faces", "Faces", "Cartoon faces.", {}}, {"folder", "My own pictures", "", {}}};
  stage.show(column, 2);
  stage.click_at(stage.at("experiment/choose", 0.5F, 0.2F));
  stage.frames(2);
  EXPECT_NE(stage.last<model::action::WantThumbnails>(), nullptr);
  ASSERT_TRUE(stage.has("experiment/choose_folder"));
  stage.click("experiment/choose_folder");
  const auto* browse = stage.last<model::action::BrowseFolder>();
  ASSERT_NE(browse, nullptr);
  EXPECT_EQ(browse->path, "~");
  EXPECT_EQ(stage.last<model::action::ChooseExperiment>(), nullptr);
}

}  // namespace
}  // namespace ganscope::testing
