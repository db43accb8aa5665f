#include "core/melody/rules.h"

#include <gtest/gtest.h>

#include <cmath>

namespace ganscope::melody {
namespace {

/// In C: quarters and a half at the end, over C F G C.
Line plain() {
  Line line;
  line.fill(hold_word);
  const std::array<int, 15> tones{0, 2, 4, 2, 5, 4, 5, 7, 7, 5, 7, 9, 7, 5, 0};
  for (size_t i = 0; i < tones.size(); ++i) line[2 * i] = static_cast<uint8_t>(tones[i]);
  line[8 + 4] = 9;    // A over F, on the third beat
  line[16 + 4] = 11;  // B over G
  line[24 + 0] = 7;   // G over C
  line[24 + 4] = 0;   // C, held
  line[24 + 6] = hold_word;
  const std::array<uint8_t, bars> chords{0, 5, 7, 0};
  std::copy(chords.begin(), chords.end(), line.begin() + voice_places);
  return line;
}

std::vector<int> broken(const Line& line, Rule rule) {
  return look_at(line)[static_cast<size_t>(rule)].broken;
}

TEST(Rules, APlainMelodyKeepsAll) {
  const Findings findings = look_at(plain());
  for (size_t rule = 0; rule < rule_count; ++rule)
    EXPECT_TRUE(findings[rule].whole()) << key_of(static_cast<Rule>(rule));
  EXPECT_EQ(findings[static_cast<size_t>(Rule::scale)].of, 15);
  EXPECT_EQ(findings[static_cast<size_t>(Rule::chord_tones)].of, 8);
}

TEST(Rules, EachIsBrokenByItselfAndSaysWhere) {
  Line line = plain();
  line[2] = 1;  // C sharp, on a weak beat
  EXPECT_EQ(broken(line, Rule::scale), std::vector<int>{2});
  EXPECT_TRUE(broken(line, Rule::chord_tones).empty());

  line = plain();
  line[4] = 5;  // F over C
  EXPECT_EQ(broken(line, Rule::chord_tones), std::vector<int>{4});
  EXPECT_TRUE(broken(line, Rule::scale).empty());

  line = plain();
  line[voice_places] = 3;  // E flat major
  EXPECT_EQ(broken(line, Rule::chords), std::vector<int>{voice_places});

  line = plain();
  line[voice_places + 2] = 5;  // F before C
  EXPECT_EQ(broken(line, Rule::cadence), std::vector<int>{voice_places + 2});
  line = plain();
  line[voice_places - 1] = rest_word;  // not held to the end
  EXPECT_EQ(broken(line, Rule::cadence), std::vector<int>{28});

  line = plain();
  line[17] = 9;  // one note more than the first bar has
  EXPECT_EQ(broken(line, Rule::motif), std::vector<int>{17});
  line = plain();
  line[19] = rest_word;
  EXPECT_EQ(broken(line, Rule::motif), std::vector<int>{19});

  line = plain();
  line[2] = 14;  // the octave above
  EXPECT_EQ(broken(line, Rule::leaps), (std::vector<int>{2, 4}));
}

TEST(Rules, MarksSayWhichRulesAPlaceBreaks) {
  Line line = plain();
  line[4] = 15;
  const auto marks = broken_at(look_at(line));
  EXPECT_EQ(marks[4], (1U << static_cast<size_t>(Rule::scale)) |
                          (1U << static_cast<size_t>(Rule::chord_tones)) |
                          (1U << static_cast<size_t>(Rule::leaps)));
  EXPECT_EQ(marks[0], 0);
}

TEST(Rules, TheKeyIsTheLastChordsElseTheOneThatFitsMost) {
  Line line = plain();
  EXPECT_EQ(tonic_of(score_of(line)), 0);
  line[voice_places + 3] = 21;  // A minor
  EXPECT_EQ(tonic_of(score_of(line)), 0);
  line[voice_places + 3] = rest_word;
  EXPECT_EQ(tonic_of(score_of(line)), 0);
  for (size_t place = 0; place < voice_places; ++place)
    if (line[place] < 20) line[place] = static_cast<uint8_t>(line[place] + 2);
  for (size_t bar = 0; bar < 3; ++bar) line[voice_places + bar] += 2;
  EXPECT_EQ(tonic_of(score_of(line)), 2);
}

TEST(Rules, SilenceHasNoCadenceAndNothingElseToBreak) {
  Line line;
  line.fill(rest_word);
  const Findings findings = look_at(line);
  EXPECT_FALSE(findings[static_cast<size_t>(Rule::cadence)].whole());
  EXPECT_EQ(findings[static_cast<size_t>(Rule::scale)].of, 0);
  Shares shares;
  EXPECT_TRUE(std::isnan(shares.of(Rule::leaps)));
  shares.add(findings);
  EXPECT_TRUE(std::isnan(shares.of(Rule::scale)));
  EXPECT_EQ(shares.of(Rule::leaps), 1);
  EXPECT_EQ(shares.all(), 0);
}

TEST(Rules, SharesCountNotesBeatsAndLines) {
  Shares shares;
  shares.add(look_at(plain()));
  Line line = plain();
  line[2] = 1;
  line[4] = 5;
  shares.add(look_at(line));
  EXPECT_DOUBLE_EQ(shares.of(Rule::scale), 29.0 / 30);
  EXPECT_DOUBLE_EQ(shares.of(Rule::chord_tones), 15.0 / 16);
  EXPECT_DOUBLE_EQ(shares.of(Rule::cadence), 1);
  EXPECT_DOUBLE_EQ(shares.all(), 0.5);
  EXPECT_DOUBLE_EQ(shares.broken(Rule::scale), 0.5);
}

}  // namespace
}  // namespace ganscope::melody
