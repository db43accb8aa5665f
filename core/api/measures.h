#pragma once
#include <vector>

#include "core/api/series.h"

namespace ganscope::api {

/// What is measured of a run beside its training: series of few points, computed from samples at intervals.
/// `floors` has one value a series: what other real data (or a perfect sampler) get; NaN where there is no
/// such value. Series whose plot is `shares` are not drawn: one for every mode or class, "share:NAME",
/// and of sounds that are told their class "heard:NAME", the share of those told it that are heard as it.
struct MeasureTable {
  SeriesTable table;
  std::vector<float> floors;
  /// What the answer gets that nobody has to learn: the input as it is. Empty: there is none.
  std::vector<float> trivial = {};
  /// How many generated samples each measurement looks at; 0: that is not known, as of a table that was read.
  int samples = 0;
};

/// One measurement, in the order of the measure table's series; `seconds` is the training time of those
/// weights. NaN: there is no such figure.
using MeasureRow = MetricRow;

}  // namespace ganscope::api
