#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "core/base/point_frame.h"

namespace ganscope::api {

/// Which weights: those being trained, or their running average.
enum class Model { raw, ema };

/// What the numbers of a latent are: the noise z, or w, which a generator's mapping network makes of it.
enum class Space { z, w };

/// Who asked: one mailbox and one result each, in order of urgency. A newer request of a slot supersedes the
/// older one.
enum class Slot { picture, ring, path, dimensions, pad, arithmetic, card, grid, film, mapping, count };
constexpr size_t slot_count = static_cast<size_t>(Slot::count);

/// The moment that is shown: a step of the history, or now.
constexpr int64_t now = -1;

/// Latents to be drawn through G (and judged by D) on the explorer's thread.
struct RenderRequest {
  Slot slot = Slot::picture;
  uint64_t id = 0;          ///< grows with every request of a slot; the result echoes it
  uint64_t generation = 0;  ///< of the status it was made from
  Model model = Model::ema;
  int64_t moment = now;          ///< for all latents …
  std::vector<int64_t> moments;  ///< … or one moment a latent (film); then `latents` has one row or as many
  std::vector<float> latents;    ///< [count, latent_dim]
  std::vector<int> labels;       ///< [count] when the run is conditional, else empty
  Space space = Space::z;        ///< of `latents`
  double truncation = 1;         ///< in w only: pulls every w towards the mean of all (1: not at all)
  bool wants_mapped = false;     ///< latents in z: the result shall carry their w
  bool follow = false;  ///< draw again, by itself, whenever newer weights are there (moment now only)
};

/// What came out. Pixels are RGBA rows from the top, ready for a texture; points are pairs in the data's
/// frame.
struct RenderResult {
  Slot slot = Slot::picture;
  uint64_t id = 0;
  uint64_t generation = 0;
  Model model = Model::ema;
  int64_t step = 0;             ///< whose weights these are (moments: the last one)
  std::vector<int64_t> steps;   ///< one a picture when `moments` was given: the steps really drawn
  int count = 0;                ///< pictures or points; less than asked for while a film is being made
  int width = 0, height = 0;    ///< of one picture; 0 for points
  std::vector<uint8_t> pixels;  ///< [count, height, width, 4]
  std::vector<float> points;    ///< [count, 2]
  std::vector<float> mapped;    ///< [count, latent_dim] w, when it was wanted
  std::vector<float> scores;    ///< [count]: sigmoid of D's raw output
  bool complete = true;         ///< false: a film still being made
};

/// The moments that can be shown or returned to, oldest first.
struct HistoryIndex {
  uint64_t generation = 0;
  std::vector<int64_t> steps;
  /// Those of which only G's average was kept: drawn, but not trained on.
  std::vector<int64_t> averages = {};
  [[nodiscard]] bool average_only(int64_t step) const {
    return std::binary_search(averages.begin(), averages.end(), step);
  }
};

/// p_data of numbers (one dimension) in the data's frame, at places evenly from `low` to `high`, which hold
/// nearly all of the data with a margin. No values: not known.
struct DensityCurve {
  double low = 0, high = 0;
  std::vector<float> values;
};

/// Some of the real data, for comparison and for thumbnails.
struct DataPreview {
  uint64_t generation = 0;
  std::string key;
  int count = 0, width = 0, height = 0;
  std::vector<uint8_t> pixels;  ///< [count, height, width, 4]
  std::vector<float> points;    ///< [count, 2]
  PointFrame frame = {};        ///< of the points
  int dimensions = 0;           ///< of points: 1 (then the second of each pair is 0) or 2
  DensityCurve density;         ///< of points of one dimension
};

}  // namespace ganscope::api
