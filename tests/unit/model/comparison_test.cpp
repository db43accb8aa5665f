#include "app/model/comparison.h"

#include <gtest/gtest.h>

#include <fstream>

#include "app/model/two_runs.h"
#include "core/runs/comparison.h"
#include "tests/support/temporary_folder.h"
#include "tests/unit/model/model_under_test.h"

namespace ganscope::model {
namespace {

/// Two fake sessions behind one model.
class ComparisonTest : public ::testing::Test {
 protected:
  ComparisonTest() { t.model.catalogue = &t.session.catalogue(); }
  void reduce(Action action) { model::reduce(t.model, sessions(), {std::move(action)}, t.now_s); }
  void pump() {
    t.now_s += 0.1;
    model::pump(t.model, sessions(), t.now_s);
  }
  Sessions sessions() {
    if (!t.model.second) return {t.session};
    if (t.model.swapped) return {second, &t.session};
    return {t.session, &second};
  }
  /// What the second trainer says of itself, all commands being done.
  void tell(ganscope::testing::FakeSession& session, api::Phase phase, int64_t step, double rate = 0) {
    api::Status status = *t.model.status;
    status.generation = 1;
    status.phase = phase;
    status.step = step;
    status.steps_per_s = rate;
    if (!session.commands.empty())
      if (const auto* train = std::get_if<api::Train>(&session.commands.back()))
        status.until_step = train->until_step;
    session.set_status(status);
    session.acknowledge();
  }
  void begin() {
    reduce(action::ChangeOne{"lr_g", "0.01"});
    pump();
    tell(second, api::Phase::ready, 0);
    pump();
  }
  /// The last command of a kind; null: there was none.
  template <class C>
  static const C* last(const ganscope::testing::FakeSession& session) {
    for (auto one = session.commands.rbegin(); one != session.commands.rend(); ++one)
      if (const C* command = std::get_if<C>(&*one)) return command;
    return nullptr;
  }
  testing::ModelUnderTest t;
  testing::FakeSession second;
};

TEST_F(ComparisonTest, ChangesOneThingInASecondRunAndLeavesTheFirstAtStepNought) {
  reduce(action::ChangeOne{"lr_g", "0.01"});
  EXPECT_EQ(t.model.workspace, Workspace::compare);
  ASSERT_TRUE(t.model.second);
  EXPECT_EQ(last<api::Configure>(t.session), nullptr) << "the first has not begun: nothing is lost";
  pump();
  const auto* configure = last<api::Configure>(second);
  ASSERT_NE(configure, nullptr);
  EXPECT_DOUBLE_EQ(configure->experiment.settings.real("lr_g"), 0.01);
}

TEST_F(ComparisonTest, BothBeginAnewWhereTheFirstHasTrained) {
  tell(t.session, api::Phase::ready, 500);
  pump();
  reduce(action::ChangeOne{"lr_g", "0.01"});
  const auto* configure = last<api::Configure>(t.session);
  ASSERT_NE(configure, nullptr);
  EXPECT_TRUE(configure->folder.empty()) << "in a folder of its own: the old run stays";
}

TEST_F(ComparisonTest, ABadValueIsToldAndNothingBegins) {
  reduce(action::ChangeOne{"lr_g", "much"});
  EXPECT_FALSE(t.model.second);
  ASSERT_FALSE(t.model.toasts.empty());
  EXPECT_TRUE(t.model.toasts.back().error);
}

TEST_F(ComparisonTest, NeitherGetsAheadOfTheOther) {
  begin();
  reduce(action::ToCompared{api::Train{}});
  pump();
  ASSERT_NE(last<api::Train>(t.session), nullptr);
  ASSERT_NE(last<api::Train>(second), nullptr);
  EXPECT_GT(last<api::Train>(t.session)->until_step, 0) << "not further than the other one can follow";
  tell(t.session, api::Phase::running, 100, 100);
  tell(second, api::Phase::running, 20, 20);
  pump();
  // At the slower one's twenty steps a second, three tenths of one: six steps.
  EXPECT_EQ(last<api::Train>(second)->until_step, 100) << "it comes up to where the first is";
  tell(second, api::Phase::running, 98, 20);
  pump();
  EXPECT_EQ(last<api::Train>(t.session)->until_step, 104);
  EXPECT_EQ(last<api::Train>(second)->until_step, 104);
}

TEST_F(ComparisonTest, PausedTheyStandAtOneStep) {
  begin();
  reduce(action::ToCompared{api::Train{}});
  pump();
  reduce(action::ToCompared{api::Pause{}});
  EXPECT_NE(last<api::Pause>(t.session), nullptr);
  EXPECT_NE(last<api::Pause>(second), nullptr);
  tell(t.session, api::Phase::ready, 64);
  tell(second, api::Phase::ready, 60);
  pump();
  EXPECT_EQ(last<api::Train>(second)->until_step, 64);
  EXPECT_FALSE(comparison_runs(t.model));
}

TEST_F(ComparisonTest, PausedInAnotherWorkspaceNeitherIsLedOn) {
  begin();
  reduce(action::ToCompared{api::Train{}});
  pump();
  reduce(action::SwitchWorkspace{Workspace::train});
  reduce(action::Post{api::Pause{}});
  EXPECT_FALSE(t.model.comparison.training);
  tell(t.session, api::Phase::ready, 10);
  tell(second, api::Phase::ready, 12);
  const size_t posted = t.session.commands.size() + second.commands.size();
  pump();
  EXPECT_EQ(t.session.commands.size() + second.commands.size(), posted);
}

TEST_F(ComparisonTest, AProgramFromElsewhereIsNotRunUnasked) {
  const testing::TemporaryFolder folder;
  const auto file = folder.path() / "g.pt";
  std::ofstream(file) << "PK";
  reduce(action::CompareWith{file.string()});
  EXPECT_FALSE(t.model.second);
  ASSERT_FALSE(t.model.toasts.empty());
  EXPECT_TRUE(t.model.toasts.back().error);
}

TEST_F(ComparisonTest, AStoredPairOpensOnBothSidesWhereverOneIs) {
  const testing::TemporaryFolder folder;
  for (const char* name : {"one", "two"}) {
    std::filesystem::create_directories(folder.path() / name);
    std::ofstream(folder.path() / name / "experiment.toml") << "parent = \"ring\"\n";
  }
  const auto file = folder.path() / "pair.toml";
  ASSERT_TRUE(runs::write_comparison(file, "Pair", folder.path() / "one", folder.path() / "two"));
  reduce(action::SwitchWorkspace{Workspace::compare});
  reduce(action::OpenPath{file.string()});
  pump();
  ASSERT_NE(last<api::Open>(t.session), nullptr);
  EXPECT_EQ(last<api::Open>(t.session)->path, (folder.path() / "one").string());
  ASSERT_NE(last<api::Open>(second), nullptr);
  EXPECT_EQ(last<api::Open>(second)->path, (folder.path() / "two").string());
}

TEST_F(ComparisonTest, OneThatFailsHoldsNobodyBack) {
  begin();
  reduce(action::ToCompared{api::Train{}});
  pump();
  tell(second, api::Phase::diverged, 10);
  tell(t.session, api::Phase::running, 400, 100);
  pump();
  EXPECT_EQ(last<api::Train>(t.session)->until_step, 430);
}

TEST_F(ComparisonTest, TheHandMovesOneAlone) {
  begin();
  reduce(action::SetHand{2});
  reduce(action::ToCompared{api::Train{}});
  EXPECT_EQ(last<api::Train>(t.session), nullptr);
  ASSERT_NE(last<api::Train>(second), nullptr);
  EXPECT_EQ(last<api::Train>(second)->until_step, 0);
}

TEST_F(ComparisonTest, SwappingBringsTheSecondToTheFrontWithItsSession) {
  begin();
  tell(second, api::Phase::ready, 77);
  pump();
  reduce(action::SwapRuns{});
  EXPECT_EQ(t.model.status->step, 77);
  reduce(action::Post{api::Train{}});
  EXPECT_NE(last<api::Train>(second), nullptr) << "what is done to the run in front goes to its session";
  EXPECT_EQ(last<api::Train>(t.session), nullptr);
  reduce(action::SwapRuns{});
  EXPECT_EQ(t.model.status->step, 0);
}

TEST_F(ComparisonTest, TheSameLatentsAreDrawnOfBoth) {
  begin();
  pump();
  const auto asked = [](const testing::FakeSession& session) {
    std::vector<float> latents;
    for (const api::Ask& ask : session.asks)
      if (ask.view == view::grid) latents = ask.latents;
    return latents;
  };
  ASSERT_FALSE(asked(second).empty());
  EXPECT_EQ(asked(t.session), asked(second));
}

TEST_F(ComparisonTest, TheSpeedOfBothIsChangedWhileTheyGoOn) {
  begin();
  reduce(action::ToCompared{api::Train{}});
  reduce(action::ToCompared{api::SetSpeed{20}});
  ASSERT_NE(last<api::SetSpeed>(t.session), nullptr);
  ASSERT_NE(last<api::SetSpeed>(second), nullptr);
  EXPECT_EQ(last<api::SetSpeed>(second)->steps_per_s, 20);
  EXPECT_TRUE(t.model.comparison.training);
}

TEST_F(ComparisonTest, TwoMomentsOfOneRunAreDrawnByItsOwnSession) {
  tell(t.session, api::Phase::ready, 20);
  pump();
  reduce(action::CompareMoments{});
  pump();
  EXPECT_EQ(t.model.workspace, Workspace::compare);
  EXPECT_FALSE(t.model.second) << "no second engine, and nothing that could write into the run";
  EXPECT_TRUE(second.commands.empty());
  const auto now = t.asked(view::grid), then = t.asked(view::other_moment);
  ASSERT_FALSE(now.empty());
  ASSERT_FALSE(then.empty());
  EXPECT_EQ(now.back().moment, api::now);
  EXPECT_EQ(then.back().moment, 0) << "nobody has looked back: the beginning";
  EXPECT_FALSE(then.back().follow);
  EXPECT_EQ(now.back().latents, then.back().latents);
}

TEST_F(ComparisonTest, EachOfTwoMomentsIsChosenAloneAndTheyChangePlaces) {
  tell(t.session, api::Phase::ready, 20);
  pump();
  reduce(action::SetMoment{8});
  reduce(action::CompareMoments{});
  EXPECT_EQ(compared_side(t.model, false).moment, api::now);
  EXPECT_EQ(compared_side(t.model, true).moment, 8) << "the moment that was looked at";
  reduce(action::SetOtherMoment{4});
  reduce(action::SetMoment{16});
  EXPECT_EQ(compared_side(t.model, false).moment, 16);
  reduce(action::SwapRuns{});
  EXPECT_EQ(compared_side(t.model, false).moment, 4);
  EXPECT_EQ(compared_side(t.model, true).moment, 16);
  reduce(action::EndComparison{});
  EXPECT_FALSE(comparing(t.model));
  EXPECT_EQ(t.model.moment, 4) << "the first of them stays shown";
}

TEST_F(ComparisonTest, TwoMomentsAreGivenUpWithTheirRun) {
  tell(t.session, api::Phase::ready, 20);
  pump();
  reduce(action::CompareMoments{});
  api::Status status = *t.model.status;
  status.run = "toy-0002";
  status.generation = 2;
  t.session.set_status(status);
  pump();
  EXPECT_FALSE(comparing(t.model));
}

TEST_F(ComparisonTest, CurvesAreSubtractedOnlyOfTheSameData) {
  begin();
  api::SeriesTable table;
  table.generation = 1;
  table.series.push_back({"loss", "loss", "Loss", "", "loss"});
  table.plots.push_back({"loss", "Loss", "", false, 0, 0, {}, ""});
  for (testing::FakeSession* session : {&t.session, &second}) session->set_series(table);
  t.session.add_metrics({{1, 1, 0, {5}}});
  second.add_metrics({{1, 1, 0, {3}}});
  pump();
  reduce(action::ShowDifference{"", true});
  pump();
  ASSERT_EQ(t.model.comparison.curves.curves().size(), 1U);
  EXPECT_EQ(t.model.comparison.curves.curves().raw(0)[0], 2);
  api::Status other = second.current_status();
  other.data.key = "others";
  second.set_status(other);
  pump();
  EXPECT_EQ(t.model.comparison.curves.curves().table(), nullptr);
  EXPECT_EQ(t.model.comparison.better.which, Better::Which::unknown);
}

TEST_F(ComparisonTest, EndsWithTheSecondRunPausedAndKept) {
  begin();
  reduce(action::EndComparison{});
  EXPECT_FALSE(t.model.second);
  EXPECT_NE(last<api::Pause>(second), nullptr);
  EXPECT_NE(last<api::Save>(second), nullptr);
}

}  // namespace
}  // namespace ganscope::model
