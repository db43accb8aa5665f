#include "app/model/reduce.h"

#include <gtest/gtest.h>

#include <fstream>

#include "app/model/keys.h"
#include "tests/support/temporary_folder.h"
#include "tests/unit/model/model_under_test.h"

namespace ganscope::model {
namespace {

using testing::ModelUnderTest;

template <class C>
const C* last_command(const ModelUnderTest& t) {
  return t.session.commands.empty() ? nullptr : std::get_if<C>(&t.session.commands.back());
}

TEST(Reduce, AControlIsPendingUntilItsCommandWasApplied) {
  ModelUnderTest t;
  t.reduce(action::Post{api::Train{}});
  EXPECT_TRUE(t.model.is_pending("transport/start"));
  t.session.acknowledge();
  t.pump();
  EXPECT_FALSE(t.model.is_pending("transport/start"));
}

TEST(Reduce, ADragOfARateIsOneCommandAndOneUndoStep) {
  ModelUnderTest t;
  t.reduce(action::TuneOption{"lr_d", 0.002, false});
  t.reduce(action::TuneOption{"lr_d", 0.003, false});
  EXPECT_TRUE(t.session.commands.empty());
  t.reduce(action::TuneOption{"lr_d", 0.004, true});
  ASSERT_NE(last_command<api::Tune>(t), nullptr);
  EXPECT_DOUBLE_EQ(last_command<api::Tune>(t)->value, 0.004);
  EXPECT_EQ(t.session.commands.size(), 1u);
  t.reduce(action::Undo{});
  EXPECT_DOUBLE_EQ(last_command<api::Tune>(t)->value, 0.001);
  t.reduce(action::Redo{});
  EXPECT_DOUBLE_EQ(last_command<api::Tune>(t)->value, 0.004);
}

TEST(Reduce, WhatNeedsOtherNetworksIsAlteredAndUndoneAmongTheTunedRates) {
  ModelUnderTest t;
  t.reduce(action::AlterRun{{{"batch", int64_t{32}}}});
  ASSERT_NE(last_command<api::Alter>(t), nullptr);
  EXPECT_EQ(last_command<api::Alter>(t)->experiment.settings.integer("batch"), 32);
  EXPECT_TRUE(t.model.is_pending("experiment/alter"));
  t.reduce(action::TuneOption{"lr_d", 0.004, true});
  t.reduce(action::AlterRun{{{"latent_dim", int64_t{6}}}});
  const config::Settings& both = last_command<api::Alter>(t)->experiment.settings;
  EXPECT_EQ(both.integer("batch"), 32) << "changes build upon one another";
  EXPECT_EQ(both.real("lr_d"), 0.004) << "and upon what was tuned meanwhile";
  t.reduce(action::Undo{});
  EXPECT_EQ(last_command<api::Alter>(t)->experiment.settings.integer("latent_dim"), 4);
  t.reduce(action::Undo{});
  EXPECT_EQ(last_command<api::Tune>(t)->value, 0.001);
  t.reduce(action::Undo{});
  EXPECT_EQ(last_command<api::Alter>(t)->experiment.settings.integer("batch"), 16);
  t.reduce(action::Redo{});
  EXPECT_EQ(last_command<api::Alter>(t)->experiment.settings.integer("batch"), 32);
  const size_t posted = t.session.commands.size();
  t.reduce(action::AlterRun{{{"batch", int64_t{32}}}});
  EXPECT_EQ(t.session.commands.size(), posted) << "nothing would change";
  t.reduce(action::AlterRun{{{"batch", int64_t{-1}}}});
  EXPECT_TRUE(t.model.toasts.back().error);
}

TEST(Reduce, EditsBuildUponOneAnotherWhileTheFirstIsUnderWay) {
  ModelUnderTest t;
  t.reduce(action::EditOption{"batch", int64_t{32}});
  t.reduce(action::EditOption{"seed", int64_t{7}});
  const auto* configure = last_command<api::Configure>(t);
  ASSERT_NE(configure, nullptr);
  EXPECT_EQ(configure->experiment.settings.integer("batch"), 32);
  EXPECT_EQ(configure->experiment.settings.integer("seed"), 7);
  EXPECT_TRUE(t.model.is_pending("experiment/seed"));
}

TEST(Reduce, AValueOutOfRangeBecomesAnErrorToastAndNoCommand) {
  ModelUnderTest t;
  t.reduce(action::EditOption{"batch", int64_t{-3}});
  EXPECT_TRUE(t.session.commands.empty());
  ASSERT_EQ(t.model.toasts.size(), 1u);
  EXPECT_TRUE(t.model.toasts[0].error);
}

TEST(Reduce, APathThatIsNothingGivesAnErrorWithAHint) {
  ModelUnderTest t;
  t.reduce(action::OpenPath{"/there/is/nothing"});
  ASSERT_EQ(t.model.toasts.size(), 1u);
  EXPECT_FALSE(t.model.toasts[0].hint.empty());
}

TEST(Reduce, ACheckpointIsOpened) {
  ModelUnderTest t;
  const testing::TemporaryFolder folder;
  const auto file = folder.path() / "a.safetensors";
  ASSERT_TRUE(std::ofstream(file).good());
  t.reduce(action::OpenPath{file.string()});
  ASSERT_NE(last_command<api::Open>(t), nullptr);
  EXPECT_EQ(last_command<api::Open>(t)->path, file.string());
}

TEST(Reduce, AGeneratorFromElsewhereIsAskedAboutBeforeItIsOpened) {
  ModelUnderTest t;
  const testing::TemporaryFolder folder;
  const auto file = folder.path() / "g.pt";
  ASSERT_TRUE(std::ofstream(file).good());
  t.reduce(action::OpenPath{file.string()});
  EXPECT_EQ(last_command<api::OpenGenerator>(t), nullptr);
  EXPECT_EQ(t.model.open_sheet, "generator");
  EXPECT_EQ(t.model.generator.path, file.string());
  EXPECT_FALSE(t.model.generator.trusted);
  t.reduce(action::ShowSheet{"generator", false});
  EXPECT_EQ(last_command<api::OpenGenerator>(t), nullptr) << "no is no";
  t.reduce(action::OpenGenerator{file.string()});
  ASSERT_NE(last_command<api::OpenGenerator>(t), nullptr);

  // Its latent's size could not be found out: asked, with what was tried.
  api::Status status = t.session.current_status();
  status.applied = t.session.last_ticket();
  status.refusal = {t.session.last_ticket(), {FailureKind::usage, "not found out", file.string(), "say it"}};
  t.session.set_status(status);
  t.pump();
  EXPECT_EQ(t.model.open_sheet, "generator");
  EXPECT_TRUE(t.model.generator.trusted);
  EXPECT_EQ(t.model.generator.words, "not found out");
  t.reduce(action::OpenGenerator{file.string(), 77});
  EXPECT_EQ(last_command<api::OpenGenerator>(t)->latent_dim, 77);
  EXPECT_TRUE(t.model.open_sheet.empty());
}

TEST(Reduce, StepAxesAreLinked) {
  ModelUnderTest t;
  t.model.plots["loss"];
  t.model.plots["belief"];
  PlotView view;
  view.fitted_x = false;
  view.x_min = 10;
  view.x_max = 20;
  t.reduce(action::SetPlotView{"loss", view, true});
  EXPECT_DOUBLE_EQ(t.model.plots["belief"].x_max, 20);
  EXPECT_FALSE(t.model.plots["belief"].fitted_x);
}

TEST(Reduce, SelectingALatentTakesItInHandEverywhere) {
  ModelUnderTest t;
  t.reduce(action::SelectLatent{18, true});
  EXPECT_EQ(t.model.selected_latent, 18);
  EXPECT_EQ(t.model.workspace, Workspace::explore);
  EXPECT_EQ(t.model.explore.origin, "latent 18");
  EXPECT_EQ(t.model.explore.latent, t.model.fixed_latent(18));
}

TEST(Keys, SpaceStartsAndPauses) {
  ModelUnderTest t;
  auto wanted = action_for_key(t.model, "space");
  ASSERT_TRUE(wanted);
  t.reduce(*wanted);
  EXPECT_NE(last_command<api::Train>(t), nullptr);
  // Pressed again before the first was applied: it pauses.
  t.reduce(*action_for_key(t.model, "space"));
  EXPECT_NE(last_command<api::Pause>(t), nullptr);
}

TEST(Keys, UndoBelongsToTheWorkspace) {
  ModelUnderTest t;
  EXPECT_TRUE(std::holds_alternative<action::Undo>(*action_for_key(t.model, "ctrl+z")));
  t.model.workspace = Workspace::explore;
  EXPECT_TRUE(std::holds_alternative<ExploreAction>(*action_for_key(t.model, "ctrl+z")));
}

TEST(Keys, EscapeClosesWhatIsOpen) {
  ModelUnderTest t;
  t.reduce(action::ShowSheet{"help", true});
  t.reduce(*action_for_key(t.model, "escape"));
  EXPECT_TRUE(t.model.open_sheet.empty());
}

TEST(Keys, WithoutARunTrainingKeysMeanNothing) {
  UiModel model;
  EXPECT_FALSE(action_for_key(model, "space"));
  EXPECT_FALSE(action_for_key(model, "s"));
}

TEST(Reduce, LanguageAndSizeOfTypeAreKept) {
  ModelUnderTest t;
  t.reduce(action::SetLanguage{"zh"});
  EXPECT_EQ(t.model.language, "zh");
  EXPECT_EQ(t.model.preferences.language, "zh");
  t.reduce(action::SetTypeSize{99});
  EXPECT_EQ(t.model.preferences.type_px, most_type_px);
  t.reduce(action::SetTypeSize{1});
  EXPECT_EQ(t.model.preferences.type_px, least_type_px);
}

}  // namespace
}  // namespace ganscope::model
