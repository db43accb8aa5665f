#include "tests/unit/train/trainer_fixture.h"

namespace ganscope::train {
namespace {

TEST_F(TrainerTest, TheSameSeedGivesTheSameSeries) {
  configure(7);
  train_until(50);
  const auto first = losses();
  configure(7);
  train_until(50);
  EXPECT_EQ(losses(), first);
  configure(8);
  train_until(50);
  EXPECT_NE(losses(), first);
}

TEST_F(TrainerTest, ResetGivesTheSameWeightsAndTheSameSeries) {
  configure();
  train_until(30);
  const auto first = losses();
  const api::Status reset = apply(api::Reset{});
  EXPECT_EQ(reset.step, 0);
  EXPECT_EQ(reset.seconds, 0);
  EXPECT_EQ(reset.generation, 2U);
  EXPECT_EQ(reset.phase, api::Phase::ready);
  EXPECT_EQ(ports_->history_index.get()->steps, std::vector<int64_t>{0});
  EXPECT_EQ(ports_->history_index.get()->generation, 2U);
  train_until(30);
  EXPECT_EQ(losses(), first);
}

TEST_F(TrainerTest, RewindGoesToTheNearestMomentAndTrainsOnAsBefore) {
  configure();
  train_until(30);
  const auto first = losses();
  const api::Status back = apply(api::Rewind{12});
  EXPECT_EQ(back.step, 12);
  EXPECT_EQ(back.generation, 2U);
  EXPECT_EQ(back.events.back().key, "rewind");
  EXPECT_EQ(ports_->history_index.get()->steps.back(), 12);
  train_until(30);
  EXPECT_EQ(losses(), std::vector<float>(first.begin() + 12, first.end()));
}

TEST_F(TrainerTest, RewindWhileTrainingTrainsOnFromThere) {
  configure();
  apply(api::Train{});
  ASSERT_TRUE(eventually([&] { return status().step > 50; }));
  const api::Status back = apply(api::Rewind{0});
  EXPECT_EQ(back.phase, api::Phase::running);
  EXPECT_TRUE(eventually([&] { return status().step > 50; }));
}

TEST_F(TrainerTest, NotANumberPausesAsDivergedWithTheLastGoodWeights) {
  configure();
  script_->nan_at = 8;
  apply(api::Train{});
  const api::Status status = wait_for(api::Phase::diverged);
  EXPECT_EQ(status.step, 7);
  ASSERT_TRUE(status.failure);
  EXPECT_FALSE(status.failure->hint.empty());
  EXPECT_TRUE(status.notice.error);
  EXPECT_EQ(ports_->weights.get()->snapshot->step(), 7);
  script_->nan_at = -1;
  const api::Status back = apply(api::Rewind{3});
  EXPECT_EQ(back.phase, api::Phase::ready);
  EXPECT_FALSE(back.failure);
  EXPECT_EQ(train_until(10).step, 10);
}

TEST_F(TrainerTest, WeightsAreClonedOnlyWhenSomebodyAsks) {
  configure();
  train_until(1000);
  const int64_t before = script_->snapshots;
  apply(api::SetSpeed{100});
  apply(api::Train{});
  ASSERT_TRUE(eventually([&] { return status().step > 1005; }));
  EXPECT_LE(script_->snapshots - before, 1) << "only the history's own";
  const auto seen = ports_->weights.get();
  ports_->weights_wanted = true;
  ASSERT_TRUE(eventually([&] { return ports_->weights.get() != seen; }));
  EXPECT_GT(ports_->weights.get()->snapshot->step(), 1000);
}

TEST_F(TrainerTest, AskingForWeightsChangesNothingThatIsLearned) {
  configure();
  train_until(200);
  const auto first = losses();
  apply(api::Reset{});
  apply(api::Train{200});
  while (status().phase == api::Phase::running) ports_->weights_wanted = true;
  EXPECT_EQ(losses(), first);
}

}  // namespace
}  // namespace ganscope::train
