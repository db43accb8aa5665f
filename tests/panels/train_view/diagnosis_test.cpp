#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/panels/diagnosis/diagnosis_panel.h"
#include "app/panels/plots/plots_panel.h"
#include "app/panels/verdict_words.h"
#include "tests/panels/train_view/stage.h"

namespace ganscope {
namespace {

using ::testing::HasSubstr;
namespace action = model::action;

const ImVec2 right_column{450, 724};

diagnose::Diagnosis collapsed() {
  diagnose::Diagnosis found;
  found.verdict = diagnose::Verdict::collapse;
  found.evidence = {"{{G}} draws {} of {} modes; its samples are {} as diverse as the {{real}} ones.",
                    {"{n:1}", "{n:8}", "{n:4 %}"}};
  found.advice = {"{{G}} learns much faster than {{D}}: slow it down.", {}};
  found.remedy = diagnose::Remedy{{"Give {{G}} the rate of {{D}}", {}}, "lr_g", 1e-4};
  return found;
}

/// A trained run whose diagnosis is `found`.
void show(model::UiModel& model, diagnose::Diagnosis found) {
  fill_run(model, 1000);
  add_rows(model, 1, 1000);
  auto status = std::make_shared<api::Status>(*model.status);
  status->run = "ring-01c4";
  model.status = status;
  model.diagnosis.update(std::move(found), 10);
}

TEST(Diagnosis, ACollapseIsSaidWithItsNumbersALinkAndOneAction) {
  Stage stage(right_column, panels::diagnosis_panels());
  show(stage.model, collapsed());
  stage.frame();
  EXPECT_EQ(stage.text_of("diagnosis/verdict"), "Mode collapse");
  EXPECT_EQ(stage.text_of("diagnosis/evidence"),
            "G draws 1 of 8 modes; its samples are 4 % as diverse as the real ones. "
            "G learns much faster than D: slow it down.");
  stage.click(stage.centre("diagnosis/action"));
  ASSERT_NE(stage.last<action::TuneOption>(), nullptr);
  EXPECT_EQ(stage.last<action::TuneOption>()->key, "lr_g");
  EXPECT_EQ(stage.last<action::TuneOption>()->value, 1e-4);
  EXPECT_TRUE(stage.last<action::TuneOption>()->final);
  EXPECT_GE(stage.centre("diagnosis/meanings").x, 0) << "what it means stays one click away";
}

TEST(Meanings, OpenFromTheDiagnosisAndStandInTwoColumnsInsideALowWindow) {
  Stage stage({1248, 688}, panels::diagnosis_panels());  // with the stage's margin 1280×720
  fill_run(stage.model, 10);
  add_rows(stage.model, 1, 10);
  auto table = std::make_shared<api::SeriesTable>();
  table->generation = 1;
  for (int i = 0; i < 15; ++i) {
    table->series.push_back(
        {"series " + std::to_string(i), "", "A title",
         "How unevenly the samples fall on the modes, told in two lines of a column, as most "
         "of them are; nought is even.",
         "loss", config::Player::generator});
  }
  stage.model.series.set_table(table);
  stage.frame();
  stage.click(stage.centre("diagnosis/meanings"));
  ASSERT_NE(stage.last<action::ShowSheet>(), nullptr);
  EXPECT_EQ(stage.last<action::ShowSheet>()->key, "meanings");
  stage.model.open_sheet = "meanings";
  stage.frame();
  stage.frame();
  const auto* sheet = stage.items.find("meanings");
  ASSERT_NE(sheet, nullptr);
  EXPECT_GE(sheet->min.y, 48) << "the top bar stays free";
  EXPECT_LE(sheet->max.y, 720 - 24);
  const auto* first = stage.items.find("meanings/series 0");
  const auto* second = stage.items.find("meanings/series 1");
  const auto* last = stage.items.find("meanings/series 14");
  ASSERT_TRUE(first && second && last);
  EXPECT_EQ(first->min.y, second->min.y) << "a pair stands side by side";
  EXPECT_LT(first->max.x, second->min.x);
  EXPECT_LE(last->max.y, sheet->max.y) << "nothing has to be scrolled";
  stage.click(stage.centre("meanings/close"));
  EXPECT_FALSE(stage.last<action::ShowSheet>()->open);
}

TEST(Diagnosis, AHealthyGameHasATickAndNothingToPress) {
  model::UiModel model;
  diagnose::Diagnosis healthy;
  healthy.verdict = diagnose::Verdict::healthy;
  healthy.evidence = {"{{G}} draws {} of {} modes, with {} of its samples on them.",
                      {"{n:8}", "{n:8}", "{n:95 %}"}};
  show(model, healthy);
  const panels::Diagnosis said = panels::diagnose(model, ui::Strings());
  EXPECT_EQ(said.verdict, "Healthy game");
  EXPECT_TRUE(said.good);
  EXPECT_FALSE(said.warning);
}

TEST(Diagnosis, InChineseTheSameNumbersStandInTheirPlaces) {
  model::UiModel model;
  show(model, collapsed());
  const auto chinese = ui::Strings::load("zh");
  ASSERT_TRUE(chinese);
  const panels::Diagnosis said = panels::diagnose(model, *chinese);
  EXPECT_EQ(said.verdict, "模式崩溃");
  EXPECT_THAT(said.evidence, HasSubstr("{G} 画出了 {n:8} 个模式中的 {n:1} 个"));
}

TEST(MeasuredPlots, WhatIsMeasuredPlotsItselfOnceThereIsAFigure) {
  Stage stage(right_column, panels::plots_panels());
  fill_run(stage.model, 1000);
  add_rows(stage.model, 1, 1000);
  auto table = std::make_shared<api::SeriesTable>();
  table->generation = 1;
  table->plots = {{"modes", "Modes", "clusters that are found", false, 0, 8.4, {8}, "all"}};
  table->series = {{"modes", "modes", "Modes", "", "modes", config::Player::generator},
                   {"share:mode 1", "mode 1", "mode 1", "", "shares", config::Player::none}};
  stage.model.measures.set_smoothing(0);
  stage.model.measures.set_table(table);
  stage.frame();
  EXPECT_LT(stage.centre("plot/modes").x, 0) << "nothing was measured yet";
  stage.model.measures.append(std::vector<api::MetricRow>{{1, 500, 5, {3, 0.1F}}, {1, 900, 9, {7, 0.2F}}});
  stage.frame();
  ASSERT_GE(stage.centre("plot/modes").x, 0);
  EXPECT_THAT(stage.text_of("plot/modes"), HasSubstr("7"));
  EXPECT_GT(stage.centre("plot/modes").y, stage.centre("plot/belief").y) << "after what D believes";
  EXPECT_LT(stage.centre("plot/shares").x, 0) << "shares are for the diagnosis";
}

TEST(Diagnosis, TellsTheRunsNumbersAndClaimsNothing) {
  model::UiModel model;
  fill_run(model, 1000);
  add_rows(model, 1, 1000);
  const panels::Diagnosis diagnosis = panels::diagnose(model, ui::Strings());
  EXPECT_EQ(diagnosis.verdict, "Still settling");
  EXPECT_FALSE(diagnosis.warning);
  EXPECT_THAT(diagnosis.evidence,
              HasSubstr("{D} believes {n:0.65} of {real} pictures and {n:0.34} of fakes."));
  EXPECT_THAT(diagnosis.evidence, HasSubstr("{D} {n:1.50} and {G} {n:1.25}"));
}

TEST(Diagnosis, TellsNoBeliefsOfACritic) {
  model::UiModel model;
  fill_run(model, 1000);
  add_rows(model, 1, 1000);
  auto status = std::make_shared<api::Status>(*model.status);
  status->game.output_is_belief = false;
  model.status = status;
  const panels::Diagnosis diagnosis = panels::diagnose(model, ui::Strings());
  EXPECT_EQ(diagnosis.evidence.find("believes"), std::string::npos);
  EXPECT_THAT(diagnosis.evidence, HasSubstr("{D} {n:1.50} and {G} {n:1.25}"));
}

TEST(Diagnosis, AfterADivergenceOneLinkGoesBackToTheLastGoodMoment) {
  Stage stage(right_column, panels::diagnosis_panels());
  fill_run(stage.model, 1000);
  auto status = std::make_shared<api::Status>(*stage.model.status);
  status->phase = api::Phase::diverged;
  status->failure =
      Failure{FailureKind::training, "the loss of G was infinite", "step 1000", "Lower its rate."};
  stage.model.status = status;
  auto history = std::make_shared<api::HistoryIndex>();
  history->steps = {0, 500, 1000};
  stage.model.history = history;
  stage.frame();
  EXPECT_EQ(stage.text_of("diagnosis/verdict"), "Diverged");
  EXPECT_THAT(stage.text_of("diagnosis/evidence"), HasSubstr("Lower its rate."));
  stage.click(stage.centre("diagnosis/rewind"));
  ASSERT_NE(stage.last<action::Post>(), nullptr);
  EXPECT_EQ(std::get<api::Rewind>(stage.last<action::Post>()->command).step, 500);
}

}  // namespace
}  // namespace ganscope
