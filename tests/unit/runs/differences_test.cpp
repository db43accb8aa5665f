#include "core/runs/differences.h"

#include <gtest/gtest.h>

#include "tests/support/fake_catalogue.h"

namespace ganscope::runs {
namespace {

using testing::fake_catalogue;
using testing::fake_experiment;
using Values = std::vector<std::optional<std::string>>;

TEST(Differences, OfEqualRunsThereAreNoneAndEverySettingIsCounted) {
  const config::Settings one = fake_experiment().settings;
  const Differences found = differences(fake_catalogue(), {one, one, one});
  EXPECT_TRUE(found.rows.empty());
  EXPECT_EQ(found.equal, one.all().size());
}

TEST(Differences, NameTheOptionByItsTitleWithTheValueOfEachRunInTheOrderOfTheRuns) {
  config::Settings one = fake_experiment(1).settings, two = fake_experiment(2).settings, three = one;
  two.set("lr_g", 0.0002);
  const Differences found = differences(fake_catalogue(), {one, two, three});
  ASSERT_EQ(found.rows.size(), 2U);
  EXPECT_EQ(found.rows[0].key, "seed") << "as options are shown";
  EXPECT_EQ(found.rows[0].values, (Values{"1", "2", "1"}));
  EXPECT_EQ(found.rows[1].label, "G rate");
  EXPECT_EQ(found.rows[1].values, (Values{"0.001", "0.0002", "0.001"}));
  EXPECT_EQ(found.equal, one.all().size() - 2);
}

TEST(Differences, ASettingThatOneRunDoesNotHaveIsADifferenceAndSoIsOneThatNobodyDeclares) {
  config::Settings one = fake_experiment().settings, two = one;
  two.erase("critic_steps");
  two.set("of_another_version", true);
  two.set("objective", std::string("hinge"));
  const Differences found = differences(fake_catalogue(), {one, two});
  ASSERT_EQ(found.rows.size(), 3U);
  EXPECT_EQ(found.rows[0].key, "objective");
  EXPECT_EQ(found.rows[1].key, "critic_steps");
  EXPECT_EQ(found.rows[1].values, (Values{"1", std::nullopt}));
  EXPECT_EQ(found.rows[2].values, (Values{std::nullopt, "true"}));
}

TEST(Differences, OfNoRunOrOfOneThereAreNone) {
  EXPECT_TRUE(differences(fake_catalogue(), {}).rows.empty());
  EXPECT_TRUE(differences(fake_catalogue(), {fake_experiment().settings}).rows.empty());
}

}  // namespace
}  // namespace ganscope::runs
