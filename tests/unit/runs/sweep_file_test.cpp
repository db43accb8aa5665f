#include "core/runs/sweep_file.h"

#include "tests/unit/runs/stored_run.h"

namespace ganscope::runs {
namespace {

namespace fs = std::filesystem;

class SweepFile : public ::testing::Test {
 protected:
  static Grid grid(std::vector<Axis> axes = {{"lr_g", {"0.001", "0.002"}}, {"seed", {"1", "2"}}}) {
    return {testing::fake_experiment(), std::move(axes), {}};
  }
  testing::TemporaryFolder temporary_;
  fs::path folder_ = temporary_.path() / "sweeps" / "mine";
};

TEST_F(SweepFile, ANewFolderIsClaimedAndTheSameWordsFindItAgain) {
  ASSERT_TRUE(claim_sweep_folder(folder_, grid()));
  EXPECT_TRUE(is_sweep(folder_));
  const std::string written = testing::text_in(folder_ / "sweep.toml");
  EXPECT_NE(written.find("ganscope sweep toy --set lr_g=0.001,0.002 --seeds 1,2"), std::string::npos)
      << written;
  const auto again = claim_sweep_folder(folder_, grid());
  EXPECT_TRUE(again) << with_place(again.error());
  EXPECT_EQ(testing::text_in(folder_ / "sweep.toml"), written);
}

TEST_F(SweepFile, AnotherGridIsRefusedWithTheWordsThatGoOn) {
  ASSERT_TRUE(claim_sweep_folder(folder_, grid()));
  const auto other = claim_sweep_folder(folder_, grid({{"lr_g", {"0.001"}}}));
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().kind, FailureKind::usage);
  EXPECT_NE(other.error().hint.find("ganscope sweep toy --set lr_g=0.001,0.002 --seeds 1,2 --out"),
            std::string::npos)
      << other.error().hint;
}

TEST_F(SweepFile, AnExperimentThatHasChangedMeanwhileIsNotTheSameSweep) {
  ASSERT_TRUE(claim_sweep_folder(folder_, grid()));
  Grid changed = grid();
  changed.base.settings.set("batch", int64_t{64});
  const auto other = claim_sweep_folder(folder_, changed);
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().what, "there is a sweep with batch=16 in this folder");
  Grid newer = grid();
  newer.base.settings.set("an_option_of_the_next_version", 0.5);
  EXPECT_TRUE(claim_sweep_folder(folder_, newer));
  Grid varied = grid();
  varied.base.settings.set("lr_g", 0.5);
  EXPECT_TRUE(claim_sweep_folder(folder_, varied)) << "what an axis changes is not told by the experiment";
}

TEST_F(SweepFile, ValuesWithCommasQuotesAndLettersOfAnyKindAreReadBack) {
  const Grid odd = grid({{"layers", {"32,16", "64"}}, {"data", {"folder:/a \"b\"", "csv:/点.csv"}}});
  ASSERT_TRUE(claim_sweep_folder(folder_, odd));
  const auto again = claim_sweep_folder(folder_, odd);
  EXPECT_TRUE(again) << with_place(again.error());
  EXPECT_EQ(sweep_words("toy", {{"layers", {"32,16"}}}), "ganscope sweep toy --set \"layers=32,16;\"");
}

TEST_F(SweepFile, RunsFullFoldersAndDamagedFilesAreRefused) {
  testing::store_run(temporary_.path() / "run", 2);
  EXPECT_EQ(claim_sweep_folder(temporary_.path() / "run", grid()).error().what,
            "this folder is a run, not a sweep");
  fs::create_directories(temporary_.path() / "full");
  std::ofstream(temporary_.path() / "full" / "notes.txt") << "mine";
  EXPECT_EQ(claim_sweep_folder(temporary_.path() / "full", grid()).error().what, "this folder is not empty");
  fs::create_directories(folder_);
  for (const char* damaged :
       {"", "axis = 3", "experiment = 4\n[settings]", "[[[", "experiment = \"toy\"\n"}) {
    std::ofstream(folder_ / "sweep.toml") << damaged;
    EXPECT_FALSE(claim_sweep_folder(folder_, grid())) << damaged;
  }
}

}  // namespace
}  // namespace ganscope::runs
