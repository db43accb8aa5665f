#include "core/runs/change_run.h"

#include <sys/wait.h>
#include <unistd.h>

#include "core/storage/history_folder.h"
#include "tests/unit/runs/stored_run.h"

namespace ganscope::runs {
namespace {

namespace fs = std::filesystem;

class ChangeRun : public ::testing::Test {
 protected:
  ChangeRun() { testing::store_run(run_, 5); }
  /// The folder while another process has the run open; what is asked of it there.
  template <class Act>
  void while_another_process_trains(const Act& act) {
    int ready[2], done[2];
    ASSERT_EQ(pipe(ready), 0);
    ASSERT_EQ(pipe(done), 0);
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      char byte = 0;
      const auto open = storage::RunFolder::open(run_, testing::catalogue_of_runs(),
                                                 testing::fake_experiment(), testing::stored_curves(), 5);
      const bool told = write(ready[1], &byte, 1) == 1 && read(done[0], &byte, 1) == 1;
      _exit(open && told ? 0 : 1);
    }
    char byte = 0;
    ASSERT_EQ(read(ready[0], &byte, 1), 1);
    act();
    ASSERT_EQ(write(done[1], &byte, 1), 1);
    int status = 0;
    waitpid(child, &status, 0);
    EXPECT_EQ(status, 0);
    for (const int end : {ready[0], ready[1], done[0], done[1]}) close(end);
  }

  testing::TemporaryFolder temporary_;
  fs::path run_ = temporary_.path() / "toy-1234";
};

TEST_F(ChangeRun, IsRenamedBesideWhereItStands) {
  const auto renamed = rename_run(run_, "wide 宽");
  ASSERT_TRUE(renamed) << with_place(renamed.error());
  EXPECT_EQ(*renamed, temporary_.path() / "wide 宽");
  EXPECT_FALSE(fs::exists(run_));
  EXPECT_EQ(storage::inspect_run(*renamed)->step, 5);
  EXPECT_TRUE(rename_run(*renamed, "wide 宽")) << "its own name";
}

TEST_F(ChangeRun, BadNamesAndThoseThatAreTakenAreRefused) {
  for (const std::string bad :
       {"", "  ", "a/b", "..", ".hidden", "-rf", " a", "a ", "a\nb", "a\\b", "\xff\xfe"})
    EXPECT_FALSE(rename_run(run_, bad)) << bad;
  EXPECT_FALSE(rename_run(run_, std::string(201, 'a')));
  fs::create_directory(temporary_.path() / "taken");
  const auto taken = rename_run(run_, "taken");
  ASSERT_FALSE(taken) << "an empty folder would be replaced";
  EXPECT_EQ(taken.error().what, "There is something of this name already");
  EXPECT_TRUE(fs::exists(run_ / "experiment.toml"));
}

TEST_F(ChangeRun, IsRemovedWithAllThatTheProgramMade) {
  std::ofstream(run_ / "losses.png") << "picture";
  std::ofstream(run_ / "bookmarks.json") << "{}";
  for (const char* folder : {"exports/film", "history", "discarded/history", "data"})
    fs::create_directories(run_ / folder);
  std::ofstream(run_ / "exports" / "film" / "0001.png") << "picture";
  std::ofstream(run_ / "history" / storage::checkpoint_name(3)) << "moment";
  std::ofstream(run_ / "discarded" / "history" / storage::checkpoint_name(4)) << "moment";
  std::ofstream(run_ / "data" / "drawing.json") << "{}";
  const auto removed = remove_run(run_);
  ASSERT_TRUE(removed) << with_place(removed.error());
  EXPECT_TRUE(removed->left.empty()) << removed->left.front();
  EXPECT_GT(removed->bytes, 500U);
  EXPECT_FALSE(fs::exists(run_));
}

TEST_F(ChangeRun, WhatSomebodyElsePutThereStaysAndIsNamed) {
  std::ofstream(run_ / "notes.txt") << "mine";
  std::ofstream(run_ / "checkpoints" / "mine.bin") << "mine";
  const fs::path elsewhere = temporary_.path() / "elsewhere";
  fs::create_directory(elsewhere);
  std::ofstream(elsewhere / "step-000000001.png") << "mine";
  fs::remove_all(run_ / "samples");
  fs::create_directory_symlink(elsewhere, run_ / "samples");
  fs::create_symlink(elsewhere / "step-000000001.png", run_ / "losses.png");
  const auto removed = remove_run(run_);
  ASSERT_TRUE(removed) << with_place(removed.error());
  EXPECT_EQ(removed->left,
            (std::vector<std::string>{"checkpoints", "checkpoints/mine.bin", "notes.txt", "samples"}));
  EXPECT_TRUE(fs::exists(elsewhere / "step-000000001.png")) << "links are not followed";
  EXPECT_EQ(testing::text_in(run_ / "notes.txt"), "mine");
  EXPECT_FALSE(fs::exists(run_ / "experiment.toml"));
  EXPECT_FALSE(fs::exists(run_ / "running"));
}

TEST_F(ChangeRun, FoldersThatAreNoRunsAndLinksAreNotTouched) {
  const fs::path other = temporary_.path() / "other";
  fs::create_directory(other);
  std::ofstream(other / "metrics.csv") << "step,seconds\n";
  EXPECT_FALSE(remove_run(other));
  EXPECT_FALSE(remove_run(temporary_.path() / "nowhere"));
  fs::create_directory_symlink(run_, temporary_.path() / "link");
  EXPECT_FALSE(remove_run(temporary_.path() / "link"));
  EXPECT_FALSE(rename_run(temporary_.path() / "link", "a"));
  EXPECT_TRUE(fs::exists(other / "metrics.csv"));
  EXPECT_TRUE(fs::exists(run_ / "metrics.csv"));
}

TEST_F(ChangeRun, ARunThatIsBeingTrainedIsLeftAlone) {
  while_another_process_trains([&] {
    EXPECT_EQ(remove_run(run_).error().what, "This run is being trained by another program");
    EXPECT_FALSE(rename_run(run_, "a"));
    EXPECT_EQ(summarise(run_, testing::knowledge_of_runs()).state, RunState::training);
  });
  {
    const auto open = storage::RunFolder::open(run_, testing::catalogue_of_runs(), testing::fake_experiment(),
                                               testing::stored_curves(), 5);
    EXPECT_EQ(remove_run(run_).error().what, "This run is open here");
  }
  EXPECT_TRUE(fs::exists(run_ / "metrics.csv"));
  EXPECT_TRUE(remove_run(run_)) << "it was interrupted and closed since";
}

}  // namespace
}  // namespace ganscope::runs
