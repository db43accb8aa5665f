// One step looked at part by part: what is shown is the step that comes, and nothing has happened yet.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/unit/train/trainer_fixture.h"

namespace ganscope::train {
namespace {

using Go = api::Slowly::Go;

class TrainerSlowlyTest : public TrainerTest {
 protected:
  /// What is shown once a step that begins at `step` is.
  std::shared_ptr<const api::SlowStep> shown(int64_t step) {
    std::shared_ptr<const api::SlowStep> found;
    EXPECT_TRUE(eventually([&] {
      found = ports_->slow_step.get();
      return found != nullptr && found->active && found->step == step && found->serial > seen_;
    }));
    if (found) seen_ = found->serial;
    return found;
  }
  double loss_of(const api::SlowStep& step) { return step.parts.back().loss; }
  uint64_t seen_ = 0;
};

TEST_F(TrainerSlowlyTest, TheStepThatIsShownIsTheOneThatIsTakenAndHasNotHappenedYet) {
  configure();
  apply(api::Slowly{});
  const auto first = shown(0);
  ASSERT_EQ(first->parts.size(), api::step_parts);
  EXPECT_EQ(status().step, 0);
  EXPECT_EQ(first->earlier, 0);
  EXPECT_TRUE(losses().empty()) << "a step that is only shown is not recorded";
  EXPECT_EQ(apply(api::Slowly{Go::next}).step, 1);
  const auto second = shown(1);
  EXPECT_EQ(second->earlier, 1);
  const std::vector<float> recorded = losses();
  ASSERT_EQ(recorded.size(), 1U);
  EXPECT_EQ(recorded[0], static_cast<float>(loss_of(*first)));
  apply(api::StepOnce{});
  EXPECT_EQ(losses(), std::vector<float>{static_cast<float>(loss_of(*second))});
}

TEST_F(TrainerSlowlyTest, GoingBackAndForthGivesBitwiseTheSameSteps) {
  configure();
  apply(api::Slowly{});
  std::vector<double> there;
  for (int i = 0; i < 3; ++i) {
    there.push_back(loss_of(*shown(i)));
    apply(api::Slowly{Go::next});
  }
  for (int i = 2; i >= 0; --i) {
    EXPECT_EQ(apply(api::Slowly{Go::previous}).step, i);
    EXPECT_EQ(loss_of(*shown(i)), there[static_cast<size_t>(i)]);
  }
  const api::Status refused = apply(api::Slowly{Go::previous});
  ASSERT_TRUE(refused.refusal.has_value());
  EXPECT_EQ(refused.refusal->ticket, ticket_);
  EXPECT_EQ(refused.step, 0);
}

TEST_F(TrainerSlowlyTest, LeavingTakesNoStepAndTrainingGoesOnAsIfNobodyHadLooked) {
  configure();
  train_until(5);
  const std::vector<float> quick = losses();
  apply(api::Reset{});
  apply(api::Slowly{});
  (void)shown(0);
  apply(api::Slowly{Go::next});
  (void)shown(1);
  EXPECT_EQ(apply(api::Slowly{Go::leave}).step, 1);
  EXPECT_TRUE(eventually([&] { return !ports_->slow_step.get()->active; }));
  train_until(5);
  EXPECT_EQ(losses(), quick);
}

TEST_F(TrainerSlowlyTest, WhateverChangesTheModelIsLookedAtAnew) {
  configure();
  apply(api::Slowly{});
  const double before = loss_of(*shown(0));
  apply(api::Tune{"lr_g", 0.5});
  EXPECT_NE(loss_of(*shown(0)), before) << "under another rate";
  apply(api::StepOnce{api::StepKind::discriminator});
  (void)shown(0);
  apply(api::Train{7});
  EXPECT_EQ(shown(7)->earlier, 0) << "training at full speed cannot be taken back step by step";
  apply(api::Reset{});
  (void)shown(0);
}

TEST_F(TrainerSlowlyTest, SeveralStepsOfOnePlayerAreMadeOneAfterAnotherAndTakenBackTogether) {
  configure();
  apply(api::Slowly{});
  const double first = loss_of(*shown(0));
  apply(api::StepOnce{api::StepKind::generator, 4});
  EXPECT_EQ(shown(4)->earlier, 1);
  EXPECT_EQ(losses().size(), 4U);
  EXPECT_EQ(status().phase, api::Phase::ready);
  apply(api::StepOnce{api::StepKind::discriminator, 3});
  (void)shown(4);
  EXPECT_EQ(losses().size(), 3U);
  apply(api::Slowly{Go::previous});
  (void)shown(4);
  apply(api::Slowly{Go::previous});
  EXPECT_EQ(loss_of(*shown(0)), first);
}

}  // namespace
}  // namespace ganscope::train
