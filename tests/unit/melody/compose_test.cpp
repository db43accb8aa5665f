#include "core/melody/compose.h"

#include <gtest/gtest.h>

#include <set>

#include "core/melody/rules.h"

namespace ganscope::melody {
namespace {

std::vector<Line> composed(int count, uint64_t seed) {
  std::vector<Line> lines;
  for (int i = 0; i < count; ++i) {
    Random random(mix_seed(seed, static_cast<uint64_t>(i)));
    lines.push_back(compose(random));
  }
  return lines;
}

TEST(Compose, EveryMelodyKeepsEveryRule) {
  for (const Line& line : composed(40000, 1)) {
    const Findings findings = look_at(line);
    ASSERT_TRUE(obeys_all(findings)) << text_of(line);
  }
}

TEST(Compose, MelodiesAreManyAndTheSameSeedGivesTheSame) {
  const auto lines = composed(4000, 7);
  EXPECT_EQ(lines, composed(4000, 7));
  EXPECT_GT(std::set<Line>(lines.begin(), lines.end()).size(), 3990U);
  std::set<int> keys;
  std::set<std::vector<uint8_t>> chords;
  for (const Line& line : lines) {
    keys.insert(tonic_of(score_of(line)));
    chords.insert({line.begin() + voice_places, line.end()});
  }
  EXPECT_EQ(keys, (std::set<int>{0, 2, 5, 7}));
  EXPECT_EQ(chords.size(), 24U);  // six progressions in four keys
}

TEST(Compose, WordsDrawnEachForItselfKeepHardlyAnyRule) {
  // What real melodies have at a place, drawn independently of all other places: the trivial answer.
  const auto lines = composed(8000, 3);
  Random random(5);
  Shares shares;
  for (int i = 0; i < 8000; ++i) {
    Line mixed{};
    for (size_t place = 0; place < places; ++place) mixed[place] = lines[random.below(lines.size())][place];
    shares.add(look_at(mixed));
  }
  EXPECT_NEAR(shares.of(Rule::scale), 0.84, 0.03);
  EXPECT_NEAR(shares.of(Rule::chord_tones), 0.41, 0.03);
  EXPECT_NEAR(shares.of(Rule::chords), 0.2, 0.04);
  EXPECT_NEAR(shares.of(Rule::cadence), 0.06, 0.02);
  EXPECT_NEAR(shares.of(Rule::motif), 0.08, 0.02);
  EXPECT_LT(shares.of(Rule::leaps), 0.02);
  EXPECT_LT(shares.but_motif(), 0.002);
}

}  // namespace
}  // namespace ganscope::melody
