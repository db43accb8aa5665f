#include "core/melody/score.h"

#include <gtest/gtest.h>

namespace ganscope::melody {
namespace {

Line silence() {
  Line line;
  line.fill(rest_word);
  return line;
}

TEST(Score, NotesBeginWithAPitchAndGoOnWhileHeld) {
  Line line = silence();
  line[0] = hold_word;  // nothing to hold
  line[1] = 4;
  line[2] = hold_word;
  line[4] = hold_word;  // after a rest: nothing to hold either
  line[5] = 7;
  line[6] = 7;
  const Score score = score_of(line);
  EXPECT_EQ(score.notes, (std::vector<Note>{{1, 2, 4}, {5, 1, 7}, {6, 1, 7}}));
  EXPECT_EQ(score.sounding(0), nullptr);
  EXPECT_EQ(score.sounding(2), &score.notes[0]);
  EXPECT_EQ(score.sounding(4), nullptr);
}

TEST(Score, ChordsAreMajorThenMinorAndOtherWordsAreNone) {
  Line line = silence();
  line[voice_places] = 7;
  line[voice_places + 1] = 12 + 9;
  line[voice_places + 2] = hold_word;
  const Score score = score_of(line);
  EXPECT_EQ(score.chords[0], (Chord{7, false}));
  EXPECT_EQ(score.chords[1], (Chord{9, true}));
  EXPECT_FALSE(score.chords[2]);
  EXPECT_EQ(word_of(*score.chords[1]), 21);
  EXPECT_EQ(chord_name(*score.chords[1]), "Am");
}

TEST(Score, ChordsHaveTheirThreeTonesInEveryOctave) {
  const Chord g{7, false}, am{9, true};
  for (const int pitch : {7, 11, 14, 19, 23, 2}) EXPECT_TRUE(g.has(pitch)) << pitch;
  for (const int pitch : {9, 12, 16, 0, 4, 21}) EXPECT_TRUE(am.has(pitch)) << pitch;
  EXPECT_FALSE(g.has(10));
  EXPECT_FALSE(am.has(13));
}

TEST(Score, ALineIsReadAsText) {
  Line line = silence();
  line[0] = 0;
  line[1] = hold_word;
  line[2] = 18;
  line[voice_places] = 0;
  line[voice_places + 1] = 21;
  line[voice_places + 2] = 7;
  const std::string text = text_of(line);
  EXPECT_TRUE(text.starts_with("C4 - F#5 . . ")) << text;
  EXPECT_TRUE(text.ends_with("| C Am G ?")) << text;
}

}  // namespace
}  // namespace ganscope::melody
