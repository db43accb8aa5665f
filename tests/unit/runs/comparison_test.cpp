#include "core/runs/comparison.h"

#include <gtest/gtest.h>

#include <fstream>

#include "tests/support/fake_catalogue.h"
#include "tests/support/temporary_folder.h"

namespace ganscope::runs {
namespace {

class ComparisonFiles : public ::testing::Test {
 protected:
  ComparisonFiles() { std::ofstream(toy_) << config::to_toml(catalogue_, testing::fake_experiment()); }
  [[nodiscard]] Expected<Comparison> parse(const std::string& rest) const {
    return parse_comparison(catalogue_, "experiment = \"" + toy_.string() + "\"\n" + rest, "pair.toml", {});
  }
  testing::TemporaryFolder temporary_;
  std::filesystem::path toy_ = temporary_.path() / "toy.toml";
  config::Catalogue catalogue_ = testing::fake_catalogue();
};

TEST_F(ComparisonFiles, LaysWhatBothHaveBelowWhatDiffers) {
  const auto pair =
      parse("title = \"Two rates\"\nsteps = 300\n[both]\nbatch = 32\n[a]\nlr_g = 0.001\n[b]\nlr_g = 0.01\n");
  ASSERT_TRUE(pair) << describe(pair.error());
  EXPECT_EQ(pair->title, "Two rates");
  EXPECT_EQ(pair->steps, 300);
  EXPECT_EQ(pair->a.experiment.settings.integer("batch"), 32);
  EXPECT_EQ(pair->b.experiment.settings.integer("batch"), 32);
  EXPECT_DOUBLE_EQ(pair->a.experiment.settings.real("lr_g"), 0.001);
  EXPECT_DOUBLE_EQ(pair->b.experiment.settings.real("lr_g"), 0.01);
}

TEST_F(ComparisonFiles, SaysWhereSomethingIsWrong) {
  EXPECT_EQ(parse("[a]\n").error().what, "This is no comparison: it has no table [b]");
  const auto unknown = parse("[a]\nlr_h = 1\n[b]\n");
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().where, "pair.toml [a]");
  const auto list = parse("[a]\nlr_g = [1, 2]\n[b]\n");
  ASSERT_FALSE(list);
  EXPECT_EQ(list.error().where, "pair.toml:3");
  const auto broken = parse("[a\n");
  ASSERT_FALSE(broken);
  EXPECT_EQ(broken.error().where.substr(0, 10), "pair.toml:");
  EXPECT_EQ(load_comparison(catalogue_, "minimix").error().kind, FailureKind::usage);
}

TEST_F(ComparisonFiles, TwoStoredRunsAreWrittenAndOpenAgain) {
  const auto file = temporary_.path() / "pair.toml";
  ASSERT_TRUE(write_comparison(file, "Two \"runs\"", temporary_.path() / "one", temporary_.path() / "two"));
  EXPECT_TRUE(looks_like_comparison(file));
  EXPECT_FALSE(looks_like_comparison(toy_));
  const auto pair = load_comparison(catalogue_, file.string());
  ASSERT_TRUE(pair) << describe(pair.error());
  EXPECT_EQ(pair->title, "Two \"runs\"");
  EXPECT_EQ(pair->a.run, (temporary_.path() / "one").string());
  EXPECT_EQ(pair->b.run, (temporary_.path() / "two").string());
}

TEST_F(ComparisonFiles, TheBuiltInOnesHaveATitleAndSayWhatIsSeen) {
  const auto all = builtin_comparisons();
  EXPECT_EQ(all.size(), 11U);
  for (const config::EntryInfo& entry : all) {
    EXPECT_FALSE(entry.title.empty()) << entry.key;
    EXPECT_GT(entry.help.size(), 60U) << entry.key;
  }
}

}  // namespace
}  // namespace ganscope::runs
