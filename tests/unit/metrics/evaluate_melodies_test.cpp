#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "core/base/random.h"
#include "core/melody/compose.h"
#include "core/metrics/evaluate.h"

namespace ganscope::metrics {
namespace {

using melody::Line;

/// In C: fourteen quarters and a half, all of whose rules are kept, over C F G C.
Line kept_melody() {
  Line line;
  line.fill(melody::hold_word);
  const std::array<uint8_t, 15> tones{0, 2, 4, 2, 5, 4, 9, 7, 7, 5, 11, 9, 7, 5, 0};
  for (size_t i = 0; i < tones.size(); ++i) line[2 * i] = tones[i];
  std::ranges::copy(std::array<uint8_t, melody::bars>{0, 5, 7, 0}, line.begin() + melody::voice_places);
  return line;
}

/// The same with one word changed.
Line with_word(size_t place, uint8_t word) {
  Line line = kept_melody();
  line[place] = word;
  return line;
}

std::vector<uint8_t> one_hot(const std::vector<Line>& lines) {
  std::vector<uint8_t> values(lines.size() * melody::places * melody::words);
  for (size_t i = 0; i < lines.size(); ++i)
    for (size_t place = 0; place < melody::places; ++place)
      values[(i * melody::places + place) * melody::words + lines[i][place]] = 255;
  return values;
}

/// Composed melodies, and the one above.
data::Dataset learned_from(int count) {
  std::vector<Line> lines{kept_melody()};
  for (int i = 1; i < count; ++i) {
    Random random(mix_seed(1, static_cast<uint64_t>(i)));
    lines.push_back(melody::compose(random));
  }
  data::Dataset data;
  data.title = "Melodies";
  data.count = count;
  data.height = melody::places;
  data.width = melody::words;
  data.channels = 1;
  data.pixels = one_hot(lines);
  return data;
}

/// Ten copies, four with a C sharp, four with a note more in bar 3, two with F before the last chord, under
/// which neither of its strong beats is a chord tone.
std::vector<Line> twenty() {
  std::vector<Line> lines(10, kept_melody());
  lines.insert(lines.end(), 4, with_word(2, 1));
  lines.insert(lines.end(), 4, with_word(17, 9));
  lines.insert(lines.end(), 2, with_word(melody::voice_places + 2, 5));
  return lines;
}

TEST(EvaluateMelodies, CountsWhatIsKnownOfTwentyMelodiesMadeByHand) {
  const auto report = evaluate_melodies(learned_from(50), one_hot(twenty()), 20, {});
  ASSERT_TRUE(report) << report.error().what;
  EXPECT_EQ(report->count, 20);
  EXPECT_EQ(report->reference, 50);
  EXPECT_EQ(report->real, 20);
  ASSERT_EQ(report->figures.size(), 3U);
  EXPECT_DOUBLE_EQ(report->find("valid")->generated, 10.0 / 20);
  EXPECT_DOUBLE_EQ(report->find("distinct")->generated, 4.0 / 20);
  EXPECT_DOUBLE_EQ(report->find("copied")->generated, 10.0 / 20);
}

TEST(EvaluateMelodies, SaysOfEachRuleHowFarItIsKept) {
  const auto report = evaluate_melodies(learned_from(50), one_hot(twenty()), 20, {});
  ASSERT_TRUE(report);
  const std::vector<std::pair<std::string, double>> expected{
      {"scale", 300.0 / 304},  // of notes: fifteen in each, sixteen where one was added
      {"chord_tones", 156.0 / 160}, {"chords", 1}, {"cadence", 18.0 / 20},
      {"motif", 16.0 / 20},         {"leaps", 1},  {"but_motif", 14.0 / 20}};
  ASSERT_EQ(report->rules.size(), expected.size());
  for (size_t i = 0; i < expected.size(); ++i) {
    EXPECT_EQ(report->rules[i].key, expected[i].first);
    EXPECT_DOUBLE_EQ(report->rules[i].generated, expected[i].second) << expected[i].first;
    EXPECT_EQ(report->rules[i].real, 1) << expected[i].first << ": composed melodies keep every rule";
  }
}

TEST(EvaluateMelodies, RealOnesAreNewAndWordsAloneKeepHardlyAnything) {
  const auto report = evaluate_melodies(learned_from(50), one_hot(twenty()), 20, {});
  ASSERT_TRUE(report);
  EXPECT_EQ(report->find("valid")->real, 1);
  EXPECT_EQ(report->find("distinct")->real, 1);
  EXPECT_EQ(report->find("copied")->real, 0);
  ASSERT_EQ(report->trivial.size(), 1U);
  EXPECT_EQ(report->trivial[0].key, "independent");
  ASSERT_EQ(report->trivial[0].values.size(), report->figures.size());
  EXPECT_EQ(report->trivial[0].values[0], 0) << "none keeps every rule";
  for (const RuleShares& rule : report->rules) ASSERT_EQ(rule.trivial.size(), 1U) << rule.key;
}

TEST(EvaluateMelodies, TooFewAreRefusedWithAHint) {
  const auto few_real = evaluate_melodies(learned_from(15), one_hot(twenty()), 20, {});
  ASSERT_FALSE(few_real);
  EXPECT_EQ(few_real.error().kind, FailureKind::bad_data);
  EXPECT_FALSE(few_real.error().hint.empty());
  const auto few_made =
      evaluate_melodies(learned_from(50), one_hot(std::vector<Line>(15, kept_melody())), 15, {});
  ASSERT_FALSE(few_made);
  EXPECT_EQ(few_made.error().kind, FailureKind::usage);
}

}  // namespace
}  // namespace ganscope::metrics
