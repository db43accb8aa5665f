#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "core/config/option.h"

namespace ganscope::api {

/// One live scalar. An objective or regulariser that declares one gets its curve without a line of interface
/// code.
struct SeriesInfo {
  std::string key;    ///< column of metrics.csv: "d_loss"
  std::string label;  ///< at the line's end: "D", "real"
  std::string title;  ///< in full: "Discriminator loss"
  std::string help;
  std::string
      plot;  ///< series with the same `plot` share one: "loss", "belief", "gradient", "speed", or a new name
  config::Player player = config::Player::none;  ///< colour
  bool counts = false;                           ///< its values are whole numbers
};

/// One plot, as declared beside the series.
struct PlotInfo {
  std::string key;       ///< "belief"
  std::string title;     ///< "What D believes"
  std::string subtitle;  ///< "1 = real, 0 = fake"
  bool logarithmic = false;
  double low = 0, high = 0;    ///< fixed range when low < high, else fitted
  std::vector<double> guides;  ///< dashed reference lines, e.g. ½
  std::string guide_label;     ///< "½ unsure"
};

/// What a run reports; replaced when it is configured anew.
struct SeriesTable {
  uint64_t generation = 0;
  std::vector<SeriesInfo> series;
  std::vector<PlotInfo> plots;
  bool goes_on = false;  ///< the rows so far stay: the series of the table before come first
};

/// The values of one step, in the order of the table's series. NaN: not computed at this step.
struct MetricRow {
  uint64_t generation = 0;
  int64_t step = 0;
  double seconds = 0;
  std::vector<float> values;
};

}  // namespace ganscope::api
