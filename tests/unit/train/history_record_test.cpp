#include "core/train/history_record.h"

#include <gtest/gtest.h>

#include <fstream>

#include "tests/support/fake_catalogue.h"
#include "tests/support/fake_stepper.h"
#include "tests/support/temporary_folder.h"

namespace ganscope::train {
namespace {

namespace fs = std::filesystem;

class HistoryRecordTest : public ::testing::Test {
 protected:
  [[nodiscard]] static Moment moment_at(int64_t step) {
    testing::FakeState state;
    state.step = step;
    state.weight = 0.1 * static_cast<double>(step);
    return {std::make_shared<testing::FakeSnapshot>(state), static_cast<double>(step)};
  }
  [[nodiscard]] static std::vector<Moment> moments(const std::vector<int64_t>& steps) {
    std::vector<Moment> made;
    for (const int64_t step : steps) made.push_back(moment_at(step));
    return made;
  }
  [[nodiscard]] std::vector<int64_t> on_disk() const {
    std::vector<int64_t> steps;
    for (const auto& stored : storage::stored_moments(run())) steps.push_back(stored.step);
    return steps;
  }
  /// Keeps these and waits for the disk.
  void keep(HistoryRecord& record, const std::vector<int64_t>& steps) const {
    record.keep(moments(steps),
                [this](const Moment& moment) { return stepper_.export_average(*moment.snapshot); });
    record.rewind(1'000'000);  // waits, and finds nothing to discard
  }
  [[nodiscard]] fs::path run() const { return folder_.path() / "run"; }
  /// About as many bytes as one moment's file.
  [[nodiscard]] int64_t one() const {
    auto file = stepper_.export_average(*moment_at(1).snapshot);
    file->metadata["run.seconds"] = "12";
    return static_cast<int64_t>(storage::stored_bytes(*file)) + 16;
  }

  testing::TemporaryFolder folder_;
  testing::FakeStepper stepper_{testing::fake_experiment(), std::make_shared<testing::FakeScript>()};
};

using Steps = std::vector<int64_t>;

TEST_F(HistoryRecordTest, DiskAndMemoryAgreeAlsoAfterMemoryWasThinnedOut) {
  HistoryRecord record(std::nullopt);
  record.begin(run(), -1);
  keep(record, {0, 1, 2, 3});
  EXPECT_EQ(on_disk(), (Steps{0, 1, 2, 3}));
  keep(record, {0, 2, 5, 9});
  EXPECT_EQ(on_disk(), (Steps{0, 2, 5, 9}));
  EXPECT_FALSE(record.trouble());
}

TEST_F(HistoryRecordTest, ASmallBudgetKeepsFewerByTheSameRuleAndNeverMoreBytesThanAllowed) {
  HistoryRecord record(3 * one());
  record.begin(run(), -1);
  Steps steps;
  for (int64_t step = 0; step <= 40; step += 4) {
    steps.push_back(step);
    keep(record, steps);
    uint64_t bytes = 0;
    for (const auto& stored : storage::stored_moments(run())) bytes += stored.bytes;
    EXPECT_LE(bytes, static_cast<uint64_t>(3 * one()));
  }
  ASSERT_EQ(on_disk().size(), 3U);
  EXPECT_EQ(on_disk().front(), 0);
  EXPECT_EQ(on_disk().back(), 40);
}

TEST_F(HistoryRecordTest, NothingIsWrittenWithoutABudgetAndNothingDeleted) {
  {
    HistoryRecord record(std::nullopt);
    record.begin(run(), -1);
    keep(record, {0, 1});
  }
  HistoryRecord none(0);
  none.begin(run(), 1);
  keep(none, {0, 5});
  EXPECT_EQ(on_disk(), (Steps{0, 1}));
}

TEST_F(HistoryRecordTest, ATooSmallBudgetIsSaid) {
  HistoryRecord record(10);
  record.begin(run(), -1);
  keep(record, {0, 1});
  EXPECT_TRUE(on_disk().empty());
  const auto trouble = record.trouble();
  ASSERT_TRUE(trouble);
  EXPECT_NE(trouble->hint.find("--history"), std::string::npos);
  EXPECT_FALSE(record.trouble()) << "once";
}

TEST_F(HistoryRecordTest, OnlyWhoSaysSoThinsOutWhatARunWasGiven) {
  {
    HistoryRecord record(std::nullopt);
    record.begin(run(), -1);
    keep(record, {0, 1, 2, 3, 4});
  }
  {
    HistoryRecord record(std::nullopt);
    record.begin(run(), 4);
    keep(record, {0, 1, 2, 3, 4});
    EXPECT_EQ(on_disk().size(), 5U);
  }
  HistoryRecord record(static_cast<int64_t>(2 * storage::stored_moments(run())[1].bytes + 16));
  record.begin(run(), 4);
  keep(record, {0, 1, 2, 3, 4});
  EXPECT_EQ(on_disk().size(), 2U);
}

TEST_F(HistoryRecordTest, WhatIsNewerThanTheCheckpointGoneOnFromIsMovedAwayNotDeleted) {
  {
    HistoryRecord record(std::nullopt);
    record.begin(run(), -1);
    keep(record, {0, 1, 2, 3});
  }
  HistoryRecord record(std::nullopt);
  record.begin(run(), 1);
  EXPECT_EQ(on_disk(), (Steps{0, 1}));
  EXPECT_TRUE(fs::exists(run() / "discarded/history" / storage::moment_file(run(), 3).filename()));
  keep(record, {0, 1, 2});
  EXPECT_EQ(on_disk(), (Steps{0, 1, 2})) << "and it goes on";
  record.rewind(0);
  EXPECT_EQ(on_disk(), (Steps{0}));
}

TEST_F(HistoryRecordTest, OtherPeoplesFilesAreLeftAlone) {
  fs::create_directories(run() / "history");
  std::ofstream(run() / "history/notes.txt") << "mine";
  std::ofstream(run() / "history/step-7.safetensors") << "not the program's own name";
  HistoryRecord record(one());
  record.begin(run(), -1);
  keep(record, {0, 1, 2});
  keep(record, {0, 4});
  record.rewind(0);
  EXPECT_TRUE(fs::exists(run() / "history/notes.txt"));
  EXPECT_TRUE(fs::exists(run() / "history/step-7.safetensors"));
}

TEST_F(HistoryRecordTest, WhatCouldNotBeWrittenIsSaidAndTriedAgain) {
  fs::create_directories(run());
  std::ofstream(run() / "history") << "a file is in the way";
  HistoryRecord record(std::nullopt);
  record.begin(run(), -1);
  keep(record, {0, 1});
  const auto trouble = record.trouble();
  ASSERT_TRUE(trouble);
  EXPECT_NE(trouble->what.find("film"), std::string::npos);
  fs::remove(run() / "history");
  keep(record, {0, 1, 2});
  EXPECT_EQ(on_disk(), (Steps{0, 1, 2}));
}

TEST_F(HistoryRecordTest, ReadsBackExactlyWhatWasKeptAndSaysWhatCannotBeRead) {
  HistoryRecord record(std::nullopt);
  record.begin(run(), -1);
  keep(record, {0, 3, 4, 7, 9});
  const fs::path damaged = storage::moment_file(run(), 4);
  fs::resize_file(damaged, fs::file_size(damaged) - 1);
  const StoredHistory history = read_history(run(), 9, stepper_);
  ASSERT_EQ(history.moments.size(), 2U) << "step 0 and the newest are the run's own";
  EXPECT_EQ(history.moments[0].snapshot->step(), 3);
  EXPECT_EQ(history.moments[0].seconds, 3);
  EXPECT_EQ(dynamic_cast<const testing::FakeSnapshot&>(*history.moments[1].snapshot).state().weight, 0.1 * 7);
  ASSERT_EQ(history.damaged.size(), 1U);
  EXPECT_EQ(history.damaged[0], damaged);
  ASSERT_TRUE(history.why);
}

}  // namespace
}  // namespace ganscope::train
