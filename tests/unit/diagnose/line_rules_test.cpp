// What curves and measures of lines of words mean.
#include "core/diagnose/line_rules.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "core/diagnose/course.h"

namespace ganscope::diagnose {
namespace {

struct LineFigures {
  float valid, copied, distinct, ngram1, ngram2;
};

/// Twelve seconds of 100 steps, measured every second. The floors and the trivial answer are those of `verse`
/// unless they are given.
Diagnosis of_lines(const LineFigures& figures, LineFigures floor = {1, 0.03F, 1, 0.002F, 0.03F},
                   LineFigures trivial = {0.05F, 0.01F, 1, 0.002F, 0.03F}, bool rules = true) {
  Course course;
  api::SeriesTable table;
  for (const char* key : {"d_loss", "g_loss", "d_real", "d_fake"})
    table.series.push_back({key, key, key, "", "", config::Player::none});
  course.begin(table);
  const auto row = [&](const LineFigures& f) {
    std::vector<float> values{f.copied, f.distinct, f.ngram1, f.ngram2};
    if (rules) values.push_back(f.valid);
    return values;
  };
  api::MeasureTable measured;
  for (const char* key : {"copied", "distinct", "ngram1", "ngram2", "valid"})
    if (rules || std::string(key) != "valid")
      measured.table.series.push_back({key, key, key, "", "", config::Player::none});
  measured.floors = row(floor);
  measured.trivial = row(trivial);
  course.begin_measures(measured);
  int64_t step = 0;
  for (int second = 0; second < 12; ++second) {
    for (int i = 0; i < 100; ++i) {
      ++step;
      course.add(api::MetricRow{1, step, 0.01 * static_cast<double>(step), {0.7F, 0.7F, 0.5F, 0.5F}});
    }
    course.add(Measured{step, 0.01 * static_cast<double>(step), row(figures)});
  }
  return diagnose(course, {});
}

TEST(LineRules, SayThatTheRuleIsLearnedAndHowManyAreCopies) {
  const Diagnosis found = of_lines({0.81F, 0.03F, 0.97F, 0.013F, 0.09F});
  EXPECT_EQ(found.verdict, Verdict::learned_rule);
  EXPECT_TRUE(is_good(found.verdict));
  EXPECT_EQ(plain(found.evidence),
            "81 % of lines obey every rule (real: all). 3.0 % of these stand in the training data; of real "
            "ones 3.0 %.");
}

TEST(LineRules, StaySilentWhileHalfOfTheLinesAreRight) {
  EXPECT_EQ(of_lines({0.4F, 0.03F, 0.97F, 0.013F, 0.09F}).verdict, Verdict::settling);
}

TEST(LineRules, SeeOneLineForAllLatents) {
  const Diagnosis found = of_lines({1, 0, 0.01F, 0.9F, 0.9F});
  EXPECT_EQ(found.verdict, Verdict::collapse);
  EXPECT_EQ(plain(found.evidence), "Of 100 lines only 1 are different; of real ones 100.");
}

TEST(LineRules, SeeCopiesOfTheDataButNotWhereRealLinesAreAsOftenThere) {
  EXPECT_EQ(of_lines({0.9F, 0.8F, 0.9F, 0.01F, 0.05F}).verdict, Verdict::memorising);
  // Of all 5,050 sums the data have 87 of 100.
  const LineFigures sums{1, 0.87F, 0.84F, 0.0003F, 0.002F};
  EXPECT_EQ(of_lines({0.9F, 0.9F, 0.8F, 0.001F, 0.005F}, sums).verdict, Verdict::learned_rule);
}

TEST(LineRules, SeeTheRightLookWithTheWrongContent) {
  const LineFigures real{1, 0.87F, 0.84F, 0.0003F, 0.002F}, chance{0.01F, 0.9F, 1, 0.0003F, 0.002F};
  const Diagnosis found = of_lines({0.03F, 0.9F, 0.95F, 0.004F, 0.02F}, real, chance);
  EXPECT_EQ(found.verdict, Verdict::wrong_content);
  EXPECT_FALSE(is_good(found.verdict));
  // Far from the look of the data it is no such thing.
  EXPECT_EQ(of_lines({0.03F, 0.9F, 0.95F, 0.2F, 0.4F}, real, chance).verdict, Verdict::settling);
}

TEST(LineRules, WithoutRulesLookAtPairsOfWords) {
  const LineFigures real{0, 0.01F, 0.99F, 0.01F, 0.1F};
  EXPECT_EQ(of_lines({0, 0.02F, 0.97F, 0.02F, 0.15F}, real, real, false).verdict, Verdict::healthy);
  EXPECT_EQ(of_lines({0, 0.02F, 0.97F, 0.1F, 0.4F}, real, real, false).verdict, Verdict::settling);
}

}  // namespace
}  // namespace ganscope::diagnose
