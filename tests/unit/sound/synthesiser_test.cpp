#include "core/sound/synthesiser.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "core/base/random.h"
#include "core/sound/describe.h"

namespace ganscope::sound {
namespace {

constexpr int strokes = 60;

template <class Check>
void every(Kind kind, const Check& check) {
  for (uint64_t seed = 0; seed < strokes; ++seed) {
    SCOPED_TRACE(seed);
    Random random(mix_seed(7, seed));
    check(struck(kind, random));
  }
}

TEST(Synthesiser, EveryStrokeIsAsLongAndLoudAsItSaysAndEndsInSilence) {
  for (size_t k = 0; k < kind_names.size(); ++k) {
    SCOPED_TRACE(kind_names[k]);
    every(static_cast<Kind>(k), [](const Wave& wave) {
      ASSERT_EQ(wave.samples.size(), sound_samples);
      EXPECT_EQ(wave.rate, usual_rate);
      const Heard what = heard(wave);
      EXPECT_GT(what.peak, 0.45);
      EXPECT_LE(what.peak, 0.951);
      EXPECT_FLOAT_EQ(wave.samples.back(), 0);
      EXPECT_TRUE(std::ranges::all_of(wave.samples, [](float value) { return std::isfinite(value); }));
    });
  }
}

TEST(Synthesiser, TheSameSeedMakesTheSameSoundAndAnotherAnother) {
  Random one(3), same(3), other(4);
  const Wave first = struck(Kind::snare, one);
  EXPECT_EQ(first.samples, struck(Kind::snare, same).samples);
  EXPECT_NE(first.samples, struck(Kind::snare, other).samples);
}

TEST(Synthesiser, AKickIsLow) {
  every(Kind::kick, [](const Wave& wave) {
    EXPECT_GT(share_between(wave, 30, 230), 0.8);
    EXPECT_LT(heard(wave).pitch_hz, 230);
    EXPECT_LT(heard(wave).decay_s, 0.45);
  });
}

TEST(Synthesiser, ASnareHasTwoTonesAndNoiseAboveOneKilohertz) {
  every(Kind::snare, [](const Wave& wave) {
    EXPECT_GT(share_between(wave, 900, 4001), 0.25);
    EXPECT_GT(share_between(wave, 130, 520), 0.05);
  });
}

TEST(Synthesiser, AHatIsNoiseAboveTwoKilohertz) {
  every(Kind::hat, [](const Wave& wave) {
    EXPECT_GT(share_between(wave, 2200, 4001), 0.9);
    EXPECT_EQ(heard(wave).pitch_hz, 0);
  });
}

TEST(Synthesiser, AClapIsNoiseInTheMiddleInSeveralBursts) {
  every(Kind::clap, [](const Wave& wave) {
    EXPECT_GT(share_between(wave, 600, 2700), 0.9);
    EXPECT_EQ(heard(wave).pitch_hz, 0);
    // After the first burst it is nearly still, then loud again.
    const auto loudest = [&](size_t from, size_t to) {
      float peak = 0;
      for (size_t i = from; i < to; ++i) peak = std::max(peak, std::abs(wave.samples[i]));
      return peak;
    };
    EXPECT_GT(loudest(112, 480), 0.2F * loudest(0, 60));
  });
}

TEST(Synthesiser, ATomHasItsPitch) {
  every(Kind::tom, [](const Wave& wave) {
    EXPECT_GE(heard(wave).pitch_hz, 85);
    EXPECT_LE(heard(wave).pitch_hz, 300);
    EXPECT_GT(share_between(wave, 80, 460), 0.95);
  });
}

TEST(Synthesiser, ABellHasTwoTonesAFifthApart) {
  every(Kind::bell, [](const Wave& wave) {
    const double pitch = heard(wave).pitch_hz;
    EXPECT_GE(pitch, 470);
    EXPECT_LE(pitch, 630);
    EXPECT_GT(share_between(wave, pitch * 1.48 - 30, pitch * 1.48 + 30), 0.1);
  });
}

TEST(Heard, ASineHasItsFrequencyAndSilenceHasNothing) {
  Wave sine;
  for (size_t i = 0; i < sound_samples; ++i)
    sine.samples.push_back(
        static_cast<float>(0.5 * std::sin(2 * 3.14159265 * 440 * static_cast<double>(i) / usual_rate)));
  EXPECT_NEAR(heard(sine).pitch_hz, 440, 2);
  EXPECT_NEAR(heard(sine).centroid_hz, 440, 10);
  EXPECT_NEAR(heard(sine).decay_s, 0.99 * 0.512, 0.003);
  const Heard nothing = heard(Wave{usual_rate, std::vector<float>(100)});
  EXPECT_EQ(nothing.centroid_hz, 0);
  EXPECT_EQ(nothing.decay_s, 0);
}

}  // namespace
}  // namespace ganscope::sound
