#include "core/metrics/sounds/kind_figures.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/base/random.h"
#include "core/metrics/pictures/gaussian.h"
#include "core/sound/spectrogram.h"

namespace ganscope::metrics {
namespace {

constexpr size_t sound_size = static_cast<size_t>(sound::bands) * sound::frames;
constexpr size_t fewest_of_kind = 2;
constexpr size_t most_compared = 64;  // of one class: their distances to each other grow with the square
constexpr uint64_t shuffle_seed = 20'250'118;
constexpr double not_known = std::numeric_limits<double>::quiet_NaN();

std::vector<float> features_of(const JudgedSounds& sounds, int dimensions, int kind) {
  std::vector<float> rows;
  const auto width = static_cast<size_t>(dimensions);
  for (size_t i = 0; i < sounds.kinds.size(); ++i)
    if (sounds.kinds[i] == kind)
      rows.insert(rows.end(), sounds.features.begin() + static_cast<std::ptrdiff_t>(i * width),
                  sounds.features.begin() + static_cast<std::ptrdiff_t>((i + 1) * width));
  return rows;
}

double distance_of(const std::vector<float>& a, const std::vector<float>& b, int dimensions) {
  const size_t least = fewest_of_kind * static_cast<size_t>(dimensions);
  if (a.size() < least || b.size() < least) return not_known;
  return frechet_distance(fit_gaussian(a, dimensions), fit_gaussian(b, dimensions));
}

/// Means over the sounds of one class.
struct MeanHeard {
  int64_t count = 0;
  double centroid_hz = 0, decay_s = 0;
};

std::vector<MeanHeard> heard_by_kind(std::span<const uint8_t> pixels, std::span<const int> kinds, int count) {
  std::vector<MeanHeard> means(static_cast<size_t>(std::max(1, count)));
  for (size_t i = 0; (i + 1) * sound_size <= pixels.size(); ++i) {
    const sound::SeenSound seen = sound::seen_in(pixels.subspan(i * sound_size, sound_size));
    MeanHeard& mean = means[kinds.empty() ? 0 : static_cast<size_t>(kinds[i])];
    ++mean.count;
    mean.centroid_hz += seen.centroid_hz;
    mean.decay_s += seen.decay_s;
  }
  for (MeanHeard& mean : means) {
    const double n = mean.count > 0 ? static_cast<double>(mean.count) : not_known;
    mean.centroid_hz /= n;
    mean.decay_s /= n;
  }
  return means;
}

}  // namespace

std::vector<KindFigures> kind_figures(const std::vector<std::string>& names, int dimensions,
                                      const JudgedSounds& made, const JudgedSounds& reference,
                                      const JudgedSounds& real) {
  const auto count = static_cast<int>(names.size());
  const auto heard_made = heard_by_kind(made.pixels, made.kinds, count);
  const auto heard_real = heard_by_kind(real.pixels, real.kinds, count);
  std::vector<KindFigures> lines;
  for (int kind = 0; kind < count; ++kind) {
    const auto at = static_cast<size_t>(kind);
    const std::vector<float> there = features_of(reference, dimensions, kind);
    lines.push_back({.name = names[at],
                     .generated = heard_made[at].count,
                     .frechet = distance_of(there, features_of(made, dimensions, kind), dimensions),
                     .floor = distance_of(there, features_of(real, dimensions, kind), dimensions),
                     .centroid_hz = heard_made[at].centroid_hz,
                     .real_centroid_hz = heard_real[at].centroid_hz,
                     .decay_s = heard_made[at].decay_s,
                     .real_decay_s = heard_real[at].decay_s});
  }
  return lines;
}

HeardOff heard_off(std::span<const uint8_t> made, std::span<const int> made_kinds,
                   std::span<const uint8_t> real, std::span<const int> real_kinds, int kinds) {
  const bool apart = !made_kinds.empty() && !real_kinds.empty();
  const auto none = std::span<const int>();
  const auto a = heard_by_kind(made, apart ? made_kinds : none, apart ? kinds : 1);
  const auto b = heard_by_kind(real, apart ? real_kinds : none, apart ? kinds : 1);
  HeardOff off;
  double counted = 0;
  for (size_t k = 0; k < a.size(); ++k) {
    const auto least = static_cast<int64_t>(fewest_of_kind);
    if (a[k].count < least || b[k].count < least) continue;
    off.centroid += std::abs(a[k].centroid_hz / b[k].centroid_hz - 1);
    off.decay += std::abs(a[k].decay_s / b[k].decay_s - 1);
    ++counted;
  }
  if (counted == 0) return {not_known, not_known};
  return {off.centroid / counted, off.decay / counted};
}

double variety_within(std::span<const float> features, int dimensions, std::span<const int> kinds,
                      int count) {
  const auto width = static_cast<size_t>(dimensions);
  const size_t n = features.size() / width;
  double sum = 0, classes = 0;
  for (int kind = 0; kind < std::max(1, count); ++kind) {
    std::vector<size_t> members;
    for (size_t i = 0; i < n && members.size() < most_compared; ++i)
      if (kinds.empty() || kinds[i] == kind) members.push_back(i);
    if (members.size() < fewest_of_kind) continue;
    double distances = 0, pairs = 0;
    for (size_t a = 0; a < members.size(); ++a) {
      for (size_t b = a + 1; b < members.size(); ++b) {
        double squared = 0;
        for (size_t d = 0; d < width; ++d) {
          const double apart = static_cast<double>(features[members[a] * width + d]) -
                               static_cast<double>(features[members[b] * width + d]);
          squared += apart * apart;
        }
        distances += std::sqrt(squared);
        ++pairs;
      }
    }
    sum += distances / pairs;
    ++classes;
  }
  return classes > 0 ? sum / classes : not_known;
}

std::vector<double> shares_as_asked(std::span<const uint8_t> heard, std::span<const int> asked, int kinds) {
  std::vector<double> right(static_cast<size_t>(std::max(0, kinds)), 0.0), all = right;
  for (size_t i = 0; i < std::min(heard.size(), asked.size()); ++i) {
    const auto kind = static_cast<size_t>(asked[i]);
    if (kind >= all.size()) continue;
    ++all[kind];
    right[kind] += heard[i] == asked[i] ? 1 : 0;
  }
  for (size_t kind = 0; kind < all.size(); ++kind) right[kind] /= all[kind] > 0 ? all[kind] : not_known;
  return right;
}

std::vector<uint8_t> mean_sounds(std::span<const uint8_t> pixels, int64_t count) {
  std::vector<uint8_t> all;
  for (int64_t i = 0; i < count; ++i)
    for (size_t p = 0; p < sound_size; ++p) {
      if (i > 0) {
        all.push_back(all[p]);
        continue;
      }
      double sum = 0;
      for (int64_t k = 0; k < count; ++k) sum += pixels[static_cast<size_t>(k) * sound_size + p];
      all.push_back(static_cast<uint8_t>(std::lround(sum / static_cast<double>(count))));
    }
  return all;
}

std::vector<uint8_t> shuffled_frames(std::span<const uint8_t> pixels, int64_t count) {
  std::vector<uint8_t> all(static_cast<size_t>(count) * sound_size);
  for (size_t i = 0; i < static_cast<size_t>(count); ++i) {
    Random random(mix_seed(shuffle_seed, i));
    std::array<size_t, sound::frames> order{};
    std::iota(order.begin(), order.end(), size_t{0});
    for (size_t k = order.size() - 1; k > 0; --k) std::swap(order[k], order[random.below(k + 1)]);
    for (size_t row = 0; row < static_cast<size_t>(sound::bands); ++row)
      for (size_t f = 0; f < order.size(); ++f)
        all[i * sound_size + row * sound::frames + f] =
            pixels[i * sound_size + row * sound::frames + order[f]];
  }
  return all;
}

}  // namespace ganscope::metrics
