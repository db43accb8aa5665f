#include "core/melody/roll.h"

#include <gtest/gtest.h>

#include "core/melody/compose.h"

namespace ganscope::melody {
namespace {

uint8_t bit(Rule rule) { return static_cast<uint8_t>(1U << static_cast<size_t>(rule)); }

TEST(Roll, AGoodMelodyHasItsNotesAndChordsAndNoMarks) {
  Random random(4);
  const Line line = compose(random);
  const Roll roll = roll_of(line);
  const Score score = score_of(line);
  ASSERT_EQ(roll.notes.size(), score.notes.size());
  for (size_t i = 0; i < roll.notes.size(); ++i) {
    EXPECT_EQ(roll.notes[i].pitch, score.notes[i].pitch);
    EXPECT_EQ(roll.notes[i].broken, 0);
  }
  for (size_t bar = 0; bar < bars; ++bar) {
    EXPECT_EQ(roll.chords[bar].text, chord_name(*score.chords[bar]));
    EXPECT_EQ(roll.chords[bar].broken, 0);
  }
  EXPECT_TRUE(roll.rhythm.empty());
}

TEST(Roll, MarksStandOnNotesChordsAndTheThirdBar) {
  Line line;
  line.fill(hold_word);
  line[0] = 1;  // C sharp in C, over C, held over the second strong beat
  line[16] = 7;
  line[18] = 7;  // not in the first bar
  line[28] = 0;
  const std::array<uint8_t, bars> chords{0, 3, 7, 0};  // E flat is none of C's
  std::copy(chords.begin(), chords.end(), line.begin() + voice_places);
  const Roll roll = roll_of(line);
  EXPECT_EQ(roll.notes[0].broken, bit(Rule::scale) | bit(Rule::chord_tones));
  EXPECT_EQ(roll.notes[1].broken, 0);
  EXPECT_EQ(roll.notes[2].broken, 0);
  EXPECT_EQ(roll.rhythm, std::vector<int>{18});
  EXPECT_EQ(roll.chords[1].broken, bit(Rule::chords));
  EXPECT_EQ(rules_of(bit(Rule::cadence) | bit(Rule::leaps), [](const char* title) { return title; }),
            "Cadence, No leap over a fifth");
}

TEST(Roll, TheLayoutFillsItsRectangle) {
  const RollLayout layout(320, 260, 20);
  EXPECT_FLOAT_EQ(layout.eighth(), 10);
  EXPECT_FLOAT_EQ(layout.row(), 10);
  const Box note = layout.note({8, 4, 0, 0});
  EXPECT_FLOAT_EQ(note.left, 80);
  EXPECT_FLOAT_EQ(note.right, 120);
  EXPECT_FLOAT_EQ(note.top, 230);
  EXPECT_FLOAT_EQ(note.bottom, 240);
  EXPECT_FLOAT_EQ(layout.row(pitches - 1).top, 0);
  EXPECT_FLOAT_EQ(layout.chord(3).right, 320);
  EXPECT_FLOAT_EQ(layout.chord(0).top, 240);
  EXPECT_FLOAT_EQ(layout.chord(0).bottom, 260);
}

}  // namespace
}  // namespace ganscope::melody
