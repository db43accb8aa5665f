#include "core/melody/synthesiser.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "core/melody/compose.h"

namespace ganscope::melody {
namespace {

/// How loud a frequency is between two times (Goertzel's sum).
double loudness(const sound::Wave& wave, double hz, double from_s, double to_s) {
  double re = 0, im = 0;
  const auto begin = static_cast<size_t>(from_s * wave.rate), end = static_cast<size_t>(to_s * wave.rate);
  for (size_t i = begin; i < end; ++i) {
    const double turn = 2 * std::numbers::pi * hz * static_cast<double>(i) / wave.rate;
    re += wave.samples[i] * std::cos(turn);
    im += wave.samples[i] * std::sin(turn);
  }
  return std::hypot(re, im) / static_cast<double>(end - begin);
}

Line silent() {
  Line line;
  line.fill(rest_word);
  return line;
}

TEST(MelodySynthesiser, ANoteSoundsAtItsTimeAndAtItsPitch) {
  Line line = silent();
  line[8] = 9;  // A4, in the second bar
  for (size_t place = 9; place < 16; ++place) line[place] = hold_word;
  const sound::Wave wave = play(std::vector<Line>{line}, 120);
  EXPECT_EQ(wave.rate, 22050);
  EXPECT_NEAR(wave.seconds(), 8.6, 0.01);
  EXPECT_LT(loudness(wave, 440, 0, 2), 1e-6);
  const double there = loudness(wave, 440, 2, 3);
  EXPECT_GT(there, 0.05);
  EXPECT_GT(there, 20 * loudness(wave, 466.16, 2, 3));  // the semitone above
  EXPECT_LT(loudness(wave, 440, 4.2, 5), 1e-6);
}

TEST(MelodySynthesiser, ChordsSoundBelowTheVoice) {
  Line line = silent();
  line[voice_places] = 21;  // A minor: A3, C4, E4
  const sound::Wave wave = play(std::vector<Line>{line}, 120);
  for (const double hz : {220.0, 261.63, 329.63}) EXPECT_GT(loudness(wave, hz, 0.2, 1.8), 0.02) << hz;
  EXPECT_LT(loudness(wave, 277.18, 0.2, 1.8), 0.005);  // C sharp: that would be major
}

TEST(MelodySynthesiser, TheLoudestSampleStaysBelowOneAndNothingIsCut) {
  std::vector<Line> lines;
  for (uint64_t seed = 0; seed < 4; ++seed) {
    Random random(seed);
    lines.push_back(compose(random));
  }
  const sound::Wave wave = play(lines, usual_tempo);
  float peak = 0;
  for (const float sample : wave.samples) peak = std::max(peak, std::abs(sample));
  EXPECT_NEAR(peak, loudest, 1e-4);
  EXPECT_NEAR(wave.seconds(), (4 * 32 + 3 * 8) * eighth_s(usual_tempo) + fade_s, 0.01);
  EXPECT_LT(std::abs(wave.samples.back()), 0.01F);  // died away
}

TEST(MelodySynthesiser, SilenceIsSilentAndNothingIsNothing) {
  for (const float sample : play(std::vector<Line>{silent()}, usual_tempo).samples) ASSERT_EQ(sample, 0);
  EXPECT_TRUE(play({}, usual_tempo).samples.empty());
}

}  // namespace
}  // namespace ganscope::melody
