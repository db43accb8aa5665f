#include "core/melody/judge.h"

#include <gtest/gtest.h>

#include "core/melody/compose.h"

namespace ganscope::melody {
namespace {

std::vector<Line> some(int count, uint64_t seed) {
  std::vector<Line> lines;
  for (int i = 0; i < count; ++i) {
    Random random(mix_seed(seed, static_cast<uint64_t>(i)));
    lines.push_back(compose(random));
  }
  return lines;
}

TEST(MelodyJudge, GivesRealMelodiesTheBestAndWordsByChanceNearlyNothing) {
  const Judge judge(some(5000, 1), 1000);
  EXPECT_EQ(judge.training(), 5000);
  EXPECT_EQ(judge.real().count, 1000);
  EXPECT_EQ(judge.real().shares.all(), 1);
  EXPECT_GT(judge.real().distinct, 0.99);
  EXPECT_LT(judge.real().copied, 0.01);
  EXPECT_EQ(judge.independent().shares.all(), 0);
  EXPECT_NEAR(judge.independent().shares.of(Rule::scale), 0.84, 0.04);
  EXPECT_LT(judge.independent().shares.of(Rule::cadence), 0.12);
}

TEST(MelodyJudge, SeesCopiesAndOneMelodyForAll) {
  const auto training = some(500, 1);
  const Judge judge(training, 100);
  std::vector<Line> lines(training.begin(), training.begin() + 30);
  const auto fresh = some(70, 9);
  lines.insert(lines.end(), fresh.begin(), fresh.end());
  EXPECT_NEAR(judge.score(lines).copied, 0.3, 1e-9);
  EXPECT_NEAR(judge.score(std::vector<Line>(50, fresh[0])).distinct, 0.02, 1e-9);
  EXPECT_EQ(judge.score(fresh).shares.lines(), 70);
}

TEST(MelodyJudge, MelodiesAreReadFromOneHotRows) {
  const auto lines = some(3, 4);
  std::vector<uint8_t> values(lines.size() * places * words);
  for (size_t i = 0; i < lines.size(); ++i)
    for (size_t place = 0; place < places; ++place)
      values[(i * places + place) * words + lines[i][place]] = 255;
  EXPECT_EQ(lines_of(values), lines);
  EXPECT_TRUE(lines_of({}).empty());
}

}  // namespace
}  // namespace ganscope::melody
