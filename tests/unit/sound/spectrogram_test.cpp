#include "core/sound/spectrogram.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <thread>

#include "core/base/random.h"
#include "core/sound/describe.h"
#include "core/sound/synthesiser.h"

namespace ganscope::sound {
namespace {

std::vector<float> sine(double hz, double amplitude) {
  std::vector<float> samples(sound_samples);
  for (size_t i = 0; i < sound_samples; ++i)
    samples[i] = static_cast<float>(
        amplitude * std::sin(2 * 3.14159265358979 * hz * static_cast<double>(i) / usual_rate));
  return samples;
}

TEST(Spectrogram, BandsCoverEverythingFromHalfABinToFourKilohertz) {
  EXPECT_NEAR(band_edges(bands - 1).low_hz, 15.6, 0.1);
  EXPECT_DOUBLE_EQ(band_edges(0).high_hz, 4000);
  for (int row = 1; row < bands; ++row) {
    EXPECT_DOUBLE_EQ(band_edges(row).high_hz, band_edges(row - 1).low_hz);
    EXPECT_LT(band_edges(row).low_hz, band_edges(row).high_hz);
  }
  for (int row = bands - 11; row < bands; ++row)
    EXPECT_NEAR(band_edges(row).high_hz - band_edges(row).low_hz, 31.25, 1e-9);
}

TEST(Spectrogram, ASineOfHalfLoudnessIsFullInItsBandAndSilenceIsZero) {
  const auto image = spectrogram(sine(125, 0.5));  // the fourth bin
  for (int frame = 1; frame < frames - 1; ++frame)
    EXPECT_NEAR(image[static_cast<size_t>((bands - 4) * frames + frame)], 255, 1);
  const auto still = spectrogram(std::vector<float>(sound_samples));
  EXPECT_TRUE(std::ranges::all_of(still, [](uint8_t value) { return value == 0; }));
  const Wave back = sounded(still);
  EXPECT_TRUE(std::ranges::all_of(back.samples, [](float value) { return value == 0; }));
}

TEST(Spectrogram, HalfAsLoudIsSixDecibelsLess) {
  const auto loud = spectrogram(sine(250, 0.4)), soft = spectrogram(sine(250, 0.2));
  const auto at = static_cast<size_t>((bands - 8) * frames + 10);
  EXPECT_NEAR((loud[at] - soft[at]) * 70.0 / 255, 6.02, 0.3);  // a byte is .27 dB
}

// The measured bounds of the recipe: what comes back has the centroid within 4 % and the decay within 15 %,
// as the mean over many sounds of a kind.
TEST(Spectrogram, BackAgainASoundKeepsItsCentroidAndItsDecay) {
  constexpr int each = 24;
  for (size_t k = 0; k < kind_names.size(); ++k) {
    double centroid = 0, decay = 0, centroid_back = 0, decay_back = 0;
    for (uint64_t i = 0; i < each; ++i) {
      Random random(mix_seed(k, i));
      const Wave wave = struck(static_cast<Kind>(k), random);
      const Heard before = heard(wave), after = heard(sounded(spectrogram(wave.samples)));
      centroid += before.centroid_hz, centroid_back += after.centroid_hz;
      decay += before.decay_s, decay_back += after.decay_s;
    }
    std::printf("%s: centroid %.0f → %.0f Hz, decay %.3f → %.3f s\n", kind_names[k].data(), centroid / each,
                centroid_back / each, decay / each, decay_back / each);
    EXPECT_NEAR(centroid_back / centroid, 1, 0.04) << kind_names[k];
    EXPECT_NEAR(decay_back / decay, 1, 0.15) << kind_names[k];
  }
}

TEST(Spectrogram, BackAndForthTheImageIsNearlyTheSame) {
  double difference = 0;
  for (size_t k = 0; k < kind_names.size(); ++k) {
    Random random(k);
    const auto image = spectrogram(struck(static_cast<Kind>(k), random).samples);
    const auto again = spectrogram(sounded(image).samples);
    double sum = 0;
    for (size_t i = 0; i < image.size(); ++i) sum += std::abs(image[i] - again[i]);
    std::printf("%s: %.2f of 255\n", kind_names[k].data(), sum / static_cast<double>(image.size()));
    difference = std::max(difference, sum / static_cast<double>(image.size()));
  }
  EXPECT_LT(difference, 16);  // 4.4 dB on average, mostly far below what is loud
}

TEST(Spectrogram, ItAloneTellsNearlyWhatTheWaveDoes) {
  for (size_t k = 0; k < kind_names.size(); ++k) {
    double centroid = 0, decay = 0, centroid_seen = 0, decay_seen = 0;
    for (uint64_t i = 0; i < 24; ++i) {
      Random random(mix_seed(k, i));
      const Wave wave = struck(static_cast<Kind>(k), random);
      const Heard truth = heard(wave);
      const SeenSound seen = seen_in(spectrogram(wave.samples));
      centroid += truth.centroid_hz, centroid_seen += seen.centroid_hz;
      decay += truth.decay_s, decay_seen += seen.decay_s;
    }
    EXPECT_NEAR(centroid_seen / centroid, 1, 0.05) << kind_names[k];
    EXPECT_NEAR(decay_seen / decay, 1, 0.15) << kind_names[k];
  }
  EXPECT_EQ(seen_in(std::vector<uint8_t>(bands * frames)).centroid_hz, 0);
}

TEST(Spectrogram, ThreadsAtOnceHearTheSame) {
  Random random(1);
  const auto image = spectrogram(struck(Kind::bell, random).samples);
  const Wave alone = sounded(image);
  std::vector<Wave> waves(4);
  {
    std::vector<std::jthread> threads;
    for (Wave& wave : waves) threads.emplace_back([&] { wave = sounded(image); });
  }
  for (const Wave& wave : waves) EXPECT_EQ(wave.samples, alone.samples);
}

}  // namespace
}  // namespace ganscope::sound
