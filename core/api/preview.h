#pragma once
#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "core/base/point_frame.h"

namespace ganscope::api {

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

/// Pictures that nobody trains on, for one direction of translation: what goes in and what shall come out.
struct HeldOut {
  int count = 0;
  std::vector<uint8_t> inputs;  ///< [count, height, width, 4]; transparent where a pixel is missing
  std::vector<uint8_t> truths;  ///< [count, height, width, 4]; empty where nobody knows
};

/// Some of the real data, for comparison and for thumbnails.
struct DataPreview {
  uint64_t generation = 0;
  std::string key;
  int count = 0, width = 0, height = 0;
  std::vector<int64_t> numbers = {};   ///< [count]: which samples of the data they are
  std::vector<uint8_t> pixels;         ///< [count, height, width, 4]: how samples of any form look
  std::vector<uint8_t> values = {};    ///< [count, height, width, channels of the data]: forms of their own
  std::vector<int> labels;             ///< [count] of data that have classes, else empty
  std::vector<float> points;           ///< [count, 2]
  PointFrame frame = {};               ///< of the points
  int dimensions = 0;                  ///< of points: 1 (then the second of each pair is 0) or 2
  DensityCurve density;                ///< of points of one dimension
  std::vector<HeldOut> held_out = {};  ///< one a direction of translation
  bool held_out_trained = false;       ///< of too few pictures none could be held out: these are trained on
};

}  // namespace ganscope::api
