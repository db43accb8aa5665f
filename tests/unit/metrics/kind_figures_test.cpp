#include "core/metrics/sounds/kind_figures.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "core/base/random.h"
#include "core/sound/spectrogram.h"
#include "core/sound/synthesiser.h"

namespace ganscope::metrics {
namespace {

constexpr int kinds = static_cast<int>(sound::kind_names.size()), width = 4;

/// `each` sounds of every kind, with features that are near the kind's number.
struct SomeSounds {
  std::vector<float> features;
  std::vector<uint8_t> pixels;
  std::vector<int> of;
  explicit SomeSounds(uint64_t seed, int each = 12, double spread = 1) {
    Random random(seed);
    for (int i = 0; i < each * kinds; ++i) {
      of.push_back(i % kinds);
      const auto image =
          sound::spectrogram(sound::struck(static_cast<sound::Kind>(i % kinds), random).samples);
      pixels.insert(pixels.end(), image.begin(), image.end());
      for (int d = 0; d < width; ++d)
        features.push_back(static_cast<float>(10.0 * (i % kinds) + spread * random.normal()));
    }
  }
  [[nodiscard]] JudgedSounds judged() const { return {features, pixels, of}; }
};

std::vector<std::string> names() { return {sound::kind_names.begin(), sound::kind_names.end()}; }

TEST(KindFigures, RealSoundsOfOtherSeedsAreNearRealOnesInEverything) {
  const SomeSounds made(1, 40), reference(2, 40), real(3, 40);
  const auto lines = kind_figures(names(), width, made.judged(), reference.judged(), real.judged());
  ASSERT_EQ(lines.size(), sound::kind_names.size());
  for (const KindFigures& line : lines) {
    EXPECT_EQ(line.generated, 40) << line.name;
    EXPECT_LT(line.frechet, 3) << line.name;
    EXPECT_NEAR(line.centroid_hz / line.real_centroid_hz, 1, 0.15) << line.name;
    EXPECT_NEAR(line.decay_s / line.real_decay_s, 1, 0.35) << line.name;
  }
  EXPECT_LT(lines[0].centroid_hz, 200) << "a kick";
  EXPECT_GT(lines[2].centroid_hz, 2400) << "a hat";
}

TEST(KindFigures, AClassThatIsAnotherInTruthIsFarOff) {
  SomeSounds made(1);
  const SomeSounds reference(2), real(3);
  std::ranges::rotate(made.of, made.of.begin() + 1);  // every sound is called what the next one is
  for (const KindFigures& line :
       kind_figures(names(), width, made.judged(), reference.judged(), real.judged()))
    EXPECT_GT(line.frechet, 50 * line.floor) << line.name;
  EXPECT_GT(heard_off(made.pixels, made.of, real.pixels, real.of, kinds).centroid, 0.5);
  EXPECT_LT(heard_off(real.pixels, real.of, reference.pixels, reference.of, kinds).centroid, 0.2);
}

TEST(KindFigures, WhatIsNotThereHasNoFigures) {
  const SomeSounds real(3);
  const auto lines = kind_figures(names(), width, {}, real.judged(), real.judged());
  EXPECT_TRUE(std::isnan(lines.front().frechet));
  EXPECT_TRUE(std::isnan(lines.front().centroid_hz));
  EXPECT_TRUE(std::isnan(heard_off({}, {}, real.pixels, real.of, kinds).centroid));
}

TEST(VarietyWithin, IsNearNoughtWhereEveryClassIsOneSound) {
  const SomeSounds varied(1), one_each(1, 12, 0.001);
  const double real = variety_within(varied.features, width, varied.of, kinds);
  EXPECT_NEAR(real, std::sqrt(2.0 * width), 0.5) << "two of a class differ by √2 in each of four features";
  EXPECT_LT(variety_within(one_each.features, width, one_each.of, kinds), 0.01 * real);
  EXPECT_GT(variety_within(one_each.features, width, {}, 1), 10) << "without classes they differ";
}

TEST(SharesAsAsked, AreOfEachClassAloneAndUnknownOfOneThatNobodyAskedFor) {
  const std::vector<uint8_t> heard{0, 1, 0, 2, 2, 2};
  const std::vector<int> asked{0, 0, 0, 2, 2, 0};
  const auto shares = shares_as_asked(heard, asked, 3);
  ASSERT_EQ(shares.size(), 3U);
  EXPECT_DOUBLE_EQ(shares[0], 0.5);
  EXPECT_TRUE(std::isnan(shares[1]));
  EXPECT_DOUBLE_EQ(shares[2], 1);
}

TEST(TrivialAnswers, AreTheMeanAndTheFramesInAnotherOrder) {
  const SomeSounds real(3, 2);
  const auto count = static_cast<int64_t>(real.of.size());
  const auto size = real.pixels.size() / real.of.size();
  const auto mean = mean_sounds(real.pixels, count);
  ASSERT_EQ(mean.size(), real.pixels.size());
  EXPECT_TRUE(std::equal(mean.begin(), mean.begin() + static_cast<std::ptrdiff_t>(size),
                         mean.begin() + static_cast<std::ptrdiff_t>(size)));
  auto shuffled = shuffled_frames(real.pixels, count);
  EXPECT_NE(shuffled, real.pixels);
  for (size_t row = 0; row < static_cast<size_t>(sound::bands); ++row) {  // each row has the same numbers
    std::vector<uint8_t> a(shuffled.begin() + static_cast<std::ptrdiff_t>(row * sound::frames),
                           shuffled.begin() + static_cast<std::ptrdiff_t>((row + 1) * sound::frames));
    std::vector<uint8_t> b(real.pixels.begin() + static_cast<std::ptrdiff_t>(row * sound::frames),
                           real.pixels.begin() + static_cast<std::ptrdiff_t>((row + 1) * sound::frames));
    std::ranges::sort(a);
    std::ranges::sort(b);
    EXPECT_EQ(a, b);
  }
}

}  // namespace
}  // namespace ganscope::metrics
