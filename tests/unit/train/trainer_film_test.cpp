#include <algorithm>
#include <string>

#include "core/storage/history_folder.h"
#include "core/storage/run_folder.h"
#include "tests/unit/train/trainer_fixture.h"

// The film of a run, kept on disk and opened again.
namespace ganscope::train {
namespace {

namespace fs = std::filesystem;

std::vector<int64_t> on_disk(const fs::path& run) {
  std::vector<int64_t> steps;
  for (const auto& stored : storage::stored_moments(run)) steps.push_back(stored.step);
  return steps;
}

double weight_at(const History& history, int64_t step) {
  return dynamic_cast<const testing::FakeSnapshot&>(*history.nearest(step)->snapshot).state().weight;
}

TEST_F(TrainerTest, ARunOpensWithItsWholeFilmAndGoesOnWithIt) {
  configure();
  train_until(300);
  const History live = *ports_->history.get();
  const std::string folder = status().folder;
  stop();
  EXPECT_EQ(on_disk(folder), live.index().steps);
  start();
  ASSERT_EQ(apply(api::Open{folder}).step, 300);
  const auto index = *ports_->history_index.get();
  // All of them and the checkpoint itself, for which one had to go: 48 are kept.
  EXPECT_EQ(index.steps.size(), 48U);
  EXPECT_EQ(index.steps.front(), 0);
  EXPECT_EQ(index.steps.back(), 300);
  const History opened = *ports_->history.get();
  for (const Moment& moment : opened.moments) {
    const int64_t step = moment.snapshot->step();
    if (step == 300) continue;  // the checkpoint's own
    EXPECT_EQ(weight_at(opened, step), weight_at(live, step)) << step;
  }
  EXPECT_FALSE(index.average_only(0)) << "the seed gives step 0 as a whole";
  EXPECT_TRUE(index.average_only(index.steps[1]));
  EXPECT_FALSE(index.average_only(300));
  train_until(600);
  stop();
  EXPECT_LE(on_disk(folder).size(), 48U);
  EXPECT_EQ(on_disk(folder).front(), 0);
  EXPECT_GT(on_disk(folder).back(), 500);
}

TEST_F(TrainerTest, KeepingTheFilmChangesNoNumber) {
  configure();
  train_until(200);
  const auto with = losses();
  stop();
  history_on_disk_ = 0;
  start();
  configure();
  train_until(200);
  const std::string folder = status().folder;
  stop();
  EXPECT_FALSE(fs::exists(fs::path(folder) / "history"));
  EXPECT_EQ(losses(), with);
}

TEST_F(TrainerTest, TrainingCannotGoBackToWhatIsOnlyAnAverageAndSaysSo) {
  configure();
  train_until(50);
  const std::string folder = status().folder;
  stop();
  start();
  apply(api::Open{folder});
  const api::Status refused = apply(api::Rewind{10});
  EXPECT_EQ(refused.step, 50);
  EXPECT_TRUE(refused.notice.error);
  EXPECT_NE(refused.notice.text.find("average"), std::string::npos) << refused.notice.text;
  EXPECT_EQ(apply(api::Rewind{0}).step, 0);
  EXPECT_EQ(on_disk(folder), (std::vector<int64_t>{0})) << "what came later is given up on disk, too";
}

TEST_F(TrainerTest, ADamagedMomentIsSaidAndKeptAndTheOthersAreShown) {
  configure();
  train_until(20);
  const fs::path folder = status().folder;
  stop();
  const fs::path damaged = storage::moment_file(folder, 7);
  ASSERT_TRUE(fs::exists(damaged));
  fs::resize_file(damaged, 100);
  start();
  const api::Status opened = apply(api::Open{folder.string()});
  EXPECT_EQ(opened.step, 20);
  EXPECT_FALSE(opened.notice.error);
  EXPECT_NE(opened.notice.text.find("film"), std::string::npos) << opened.notice.text;
  const auto steps = ports_->history_index.get()->steps;
  EXPECT_EQ(std::ranges::count(steps, 7), 0);
  EXPECT_EQ(std::ranges::count(steps, 8), 1);
  EXPECT_TRUE(fs::exists(folder / "discarded/history" / damaged.filename()));
}

TEST_F(TrainerTest, AFilmThatCannotBeWrittenIsARemarkAndTheRunIsSaved) {
  configure();
  train_until(5);
  const fs::path folder = status().folder;
  std::ofstream(folder / "history") << "a file is in the way";
  const api::Status saved = apply(api::Save{});
  EXPECT_EQ(saved.saved_step, 5);
  EXPECT_FALSE(saved.notice.error);
  EXPECT_NE(saved.notice.text.find("film"), std::string::npos) << saved.notice.text;
  EXPECT_FALSE(saved.notice.hint.empty());
}

TEST_F(TrainerTest, ARunFromBeforeThereWasAFilmOpensAndBeginsOne) {
  history_on_disk_ = 0;
  stop();
  start();
  configure();
  train_until(20);
  const std::string folder = status().folder;
  stop();
  history_on_disk_.reset();
  start();
  apply(api::Open{folder});
  EXPECT_EQ(ports_->history_index.get()->steps, (std::vector<int64_t>{0, 20}));
  train_until(40);
  stop();
  EXPECT_GT(on_disk(folder).size(), 2U);
  EXPECT_EQ(on_disk(folder).front(), 0);
}

}  // namespace
}  // namespace ganscope::train
