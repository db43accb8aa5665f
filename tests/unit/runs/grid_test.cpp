#include "core/runs/grid.h"

#include <gtest/gtest.h>

#include <fstream>

#include "tests/support/fake_catalogue.h"
#include "tests/support/temporary_folder.h"

namespace ganscope::runs {
namespace {

using Texts = std::vector<std::string>;

class GridTest : public ::testing::Test {
 protected:
  GridTest() { std::ofstream(file_) << config::to_toml(catalogue_, testing::fake_experiment()); }
  [[nodiscard]] Expected<Grid> make(const std::vector<Axis>& axes) const {
    return make_grid(catalogue_, file_.string(), "", axes);
  }
  [[nodiscard]] Texts names(const std::vector<Axis>& axes) const {
    const auto grid = make(axes);
    Texts all;
    if (!grid) return {with_place(grid.error())};
    for (const GridRun& run : grid->runs) all.push_back(run.name);
    return all;
  }

  testing::TemporaryFolder temporary_;
  std::filesystem::path file_ = temporary_.path() / "toy.toml";
  config::Catalogue catalogue_ = testing::fake_catalogue();
};

TEST_F(GridTest, HasEveryCombinationTheLastAxisFastestUnderNamesOfWhatDiffers) {
  const std::vector<Axis> axes = {{"lr_g", {"2e-4", "0.01"}}, {"batch", {"32"}}, {"seed", {"1", "2"}}};
  EXPECT_EQ(names(axes),
            (Texts{"lr_g=0.0002,seed=1", "lr_g=0.0002,seed=2", "lr_g=0.01,seed=1", "lr_g=0.01,seed=2"}));
  const auto grid = make(axes);
  EXPECT_EQ(grid->runs[2].experiment.settings.real("lr_g"), 0.01);
  EXPECT_EQ(grid->runs[2].experiment.settings.integer("batch"), 32);
  EXPECT_EQ(grid->runs[2].experiment.settings.integer("seed"), 1);
  EXPECT_EQ(grid->runs[2].experiment.settings.real("lr_d"), 0.001) << "as the experiment has it";
  EXPECT_EQ(grid->base.settings, testing::fake_experiment().settings);
}

TEST_F(GridTest, WhatDoesNotDifferIsNamedByTheExperiment) {
  EXPECT_EQ(names({}), Texts{"toy"});
  EXPECT_EQ(names({{"batch", {"32"}}}), Texts{"toy"});
}

TEST_F(GridTest, FailsAsTrainDoesBeforeAnythingIsTrained) {
  const auto unknown = make({{"lr_gg", {"0.1", "0.2"}}});
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().kind, FailureKind::usage);
  EXPECT_EQ(unknown.error().hint, "did you mean lr_g?");
  const auto out_of_range = make({{"batch", {"16", "1000000"}}});
  ASSERT_FALSE(out_of_range) << "the second value, too";
  EXPECT_EQ(out_of_range.error().where, "--set batch=1000000");
  EXPECT_FALSE(make({{"batch", {"many"}}}));
  EXPECT_FALSE(make_grid(catalogue_, "nowhere.toml", "", {}));
}

TEST_F(GridTest, AKeyOrAValueThatIsGivenTwiceIsRefused) {
  const auto key = make({{"batch", {"16"}}, {"batch", {"32"}}});
  ASSERT_FALSE(key);
  EXPECT_EQ(key.error().what, "batch is given twice");
  const auto value = make({{"lr_g", {"0.001", "1e-3"}}});
  ASSERT_FALSE(value) << "the same number in other words";
  EXPECT_EQ(value.error().what, "lr_g=0.001 is given twice");
}

TEST_F(GridTest, MoreThanAThousandRunsAreRefusedAndNotBegun) {
  Axis seeds{"seed", {}}, batches{"batch", {}};
  for (int i = 1; i <= 40; ++i) {
    seeds.values.push_back(std::to_string(i));
    batches.values.push_back(std::to_string(i));
  }
  const auto grid = make({seeds, batches});
  ASSERT_FALSE(grid);
  EXPECT_EQ(grid.error().kind, FailureKind::usage);
  EXPECT_EQ(grid.error().what, "this grid has more than 1000 runs");
  seeds.values.resize(25);
  EXPECT_EQ(make({seeds, batches})->runs.size(), 1000U);
}

TEST(Axis, TakesCommasApartAndSemicolonsWhereAValueHasCommas) {
  EXPECT_EQ(parse_axis("a", "1,2,x")->values, (Texts{"1", "2", "x"}));
  EXPECT_EQ(parse_axis("a", "1")->values, Texts{"1"});
  EXPECT_EQ(parse_axis("layers", "32,16;64,64")->values, (Texts{"32,16", "64,64"}));
  EXPECT_EQ(parse_axis("layers", "32,16;")->values, Texts{"32,16"});
  for (const char* bad : {"", "1,", ",1", "1,,2", ";", "1;;2"}) EXPECT_FALSE(parse_axis("a", bad)) << bad;
}

TEST(Seeds, AreRangesAndNumbers) {
  EXPECT_EQ(*parse_seeds("1-3"), (Texts{"1", "2", "3"}));
  EXPECT_EQ(*parse_seeds("1,4,7"), (Texts{"1", "4", "7"}));
  EXPECT_EQ(*parse_seeds("0,5-6,9"), (Texts{"0", "5", "6", "9"}));
  for (const char* bad : {"", "a", "3-1", "1-", "-1", "1,,2", "1.5", "1-2-3", " 1", "0-1000",
                          "99999999999999999999", "0-9223372036854775807"})
    EXPECT_FALSE(parse_seeds(bad)) << bad;
}

}  // namespace
}  // namespace ganscope::runs
