#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace ganscope::metrics {

/// What is heard in the samples of one class, beside real ones. NaN: there are too few of them.
struct KindFigures {
  std::string name;
  int64_t generated = 0;                         ///< samples of it
  double frechet = 0, floor = 0;                 ///< of generated and of other real samples to real ones
  double centroid_hz = 0, real_centroid_hz = 0;  ///< mean of sound::SeenSound over its samples
  double decay_s = 0, real_decay_s = 0;
};

/// Some sounds, in the features of a FeatureNetwork and as they are, with their classes.
struct JudgedSounds {
  std::span<const float> features;  ///< [n, dimensions]
  std::span<const uint8_t> pixels;  ///< [n, bands · frames]
  std::span<const int> kinds;       ///< [n]
};

/// One line a class. `reference` and `real` are different real sounds.
[[nodiscard]] std::vector<KindFigures> kind_figures(const std::vector<std::string>& names, int dimensions,
                                                    const JudgedSounds& made, const JudgedSounds& reference,
                                                    const JudgedSounds& real);

/// How far classes are from real ones on average, as a part of those: 0 the same, 0.1 a tenth off.
struct HeardOff {
  double centroid = 0, decay = 0;
};
/// Of the spectrograms [n, bands · frames] and classes of generated and of real sounds; without classes all
/// are one. Classes that have fewer than two sounds on a side are left out; NaN where all are.
[[nodiscard]] HeardOff heard_off(std::span<const uint8_t> made, std::span<const int> made_kinds,
                                 std::span<const uint8_t> real, std::span<const int> real_kinds, int kinds);

/// Mean distance of two samples of one class in their features, meaned over the classes: near 0 where every
/// class is one sound. `kinds` [n]; empty: one class.
[[nodiscard]] double variety_within(std::span<const float> features, int dimensions,
                                    std::span<const int> kinds, int count);

/// Of the samples that were asked to be of a class the share that is heard as it, class by class [kinds]; NaN
/// where none was asked for.
[[nodiscard]] std::vector<double> shares_as_asked(std::span<const uint8_t> heard, std::span<const int> asked,
                                                  int kinds);

/// The trivial answers: every sound the mean of these, and each of these with its frames in random order.
[[nodiscard]] std::vector<uint8_t> mean_sounds(std::span<const uint8_t> pixels, int64_t count);
[[nodiscard]] std::vector<uint8_t> shuffled_frames(std::span<const uint8_t> pixels, int64_t count);

}  // namespace ganscope::metrics
