// What is measured of lines: real ones, trivial answers, copies, one line a thousand times.
#include "core/language/line_judge.h"

#include <gtest/gtest.h>

#include <cmath>

#include "core/language/grammars.h"
#include "core/language/trivial_lines.h"

namespace ganscope::language {
namespace {

constexpr int64_t judged = 2000;

LineJudge judge_of(const Grammar& grammar) {
  Random random(7);
  return {drawn_lines(grammar, 10000, random), &grammar, static_cast<int>(grammar.words().size()), judged};
}

// Beside the figures of the prototype that the recipe was measured with: real .997 distinct, .030 copied,
// n-grams .0016 .030 .239 .709; independent 2 % valid, bigrams 5 %.
TEST(LineJudge, HasTheFloorsOfVerse) {
  const LineJudge judge = judge_of(verse());
  EXPECT_EQ(judge.real().valid, 1);
  EXPECT_NEAR(judge.real().distinct, 0.997, 0.003);
  EXPECT_NEAR(judge.real().copied, 0.030, 0.01);
  EXPECT_NEAR(judge.real().divergence[0], 0.0016, 0.0015);
  EXPECT_NEAR(judge.real().divergence[1], 0.030, 0.01);
  EXPECT_NEAR(judge.real().divergence[2], 0.239, 0.03);
  EXPECT_NEAR(judge.real().divergence[3], 0.709, 0.03);
  EXPECT_NEAR(judge.independent().valid, 0.02, 0.01);
  EXPECT_NEAR(judge.bigram().valid, 0.05, 0.02);
}

TEST(LineJudge, HasTheFloorsOfCoupletAndSums) {
  const LineJudge couplets = judge_of(couplet());
  EXPECT_EQ(couplets.real().valid, 1);
  EXPECT_LT(couplets.real().copied, 0.01);
  EXPECT_LT(couplets.independent().valid, 0.015);
  EXPECT_LT(couplets.bigram().valid, 0.015);
  const LineJudge added = judge_of(sums());
  EXPECT_EQ(added.real().valid, 1);
  EXPECT_EQ(added.independent().obeyed[0], 1);  // the form is a matter of single places
  EXPECT_LT(added.independent().valid, 0.04);
}

TEST(LineJudge, CountsCopiesAmongTheValidAndFaultsAmongTheOthers) {
  Random random(8);
  const Lines training = drawn_lines(verse(), 100, random);
  const LineJudge judge(training, &verse(), 78, 100);
  const LineScores all = judge.score(training);
  EXPECT_EQ(all.copied, 1);
  EXPECT_EQ(all.faults, std::vector<double>(5, 0.0));
  EXPECT_NEAR(all.divergence[3], 0, 1e-9);
  Lines mixed = drawn_lines(verse(), 3, random);
  mixed.add(training[5]);
  Line broken(training[6].begin(), training[6].end());
  broken[6] = broken[2];  // the noun again
  mixed.add(broken);
  const LineScores scores = judge.score(mixed);
  EXPECT_NEAR(scores.valid, 0.8, 1e-12);
  EXPECT_NEAR(scores.copied, 0.25, 1e-12);
  EXPECT_EQ(scores.faults, (std::vector<double>{0, 0, 0, 0, 1}));
  EXPECT_NEAR(scores.obeyed[4], 0.8, 1e-12);
}

TEST(LineJudge, SeesOneLineAThousandTimes) {
  const LineJudge judge = judge_of(verse());
  Random random(9);
  const Line line = verse().draw(random);
  Lines same{7, {}};
  for (int i = 0; i < 1000; ++i) same.add(line);
  const LineScores scores = judge.score(same);
  EXPECT_EQ(scores.valid, 1);
  EXPECT_EQ(scores.distinct, 0.001);
  EXPECT_GT(scores.divergence[0], 0.5);
}

TEST(LineJudge, WithoutRulesSetsHalfTheDataAgainstTheOther) {
  Random random(10);
  const LineJudge judge(drawn_lines(verse(), 4000, random), nullptr, 78, judged);
  EXPECT_TRUE(std::isnan(judge.real().valid));
  EXPECT_EQ(judge.real().count, 2000);
  EXPECT_NEAR(judge.real().divergence[0], 0.002, 0.002);
  EXPECT_LT(judge.real().copied, 0.02);
  EXPECT_TRUE(judge.real().obeyed.empty());
}

// The trivial answers have the words of their places, and bigrams those of their neighbours, exactly.
TEST(TrivialLines, KeepWhatTheyCount) {
  Random random(11);
  const Lines training{2, {0, 2, 1, 3}};
  const Lines alone = independent_lines(training, 4000, random);
  const Lines pairs = bigram_lines(training, 4, 4000, random);
  int64_t crossed = 0;
  for (int64_t i = 0; i < 4000; ++i) {
    ASSERT_TRUE(alone[i][0] < 2 && alone[i][1] >= 2);
    ASSERT_EQ(pairs[i][1], pairs[i][0] + 2);
    crossed += alone[i][1] != alone[i][0] + 2 ? 1 : 0;
  }
  EXPECT_NEAR(static_cast<double>(crossed), 2000, 200);  // half, give or take 32
}

}  // namespace
}  // namespace ganscope::language
