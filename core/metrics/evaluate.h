#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "core/base/failure.h"
#include "core/base/progress.h"
#include "core/data/dataset.h"
#include "core/metrics/pictures/shares.h"
#include "core/metrics/points/mixture.h"

namespace ganscope::metrics {

struct ImageScore {
  double frechet = 0, precision = 0, recall = 0;
};

/// Generated pictures against real ones, each figure beside what other real pictures get.
struct ImageReport {
  ImageScore generated;  ///< against `reference` real pictures
  ImageScore real;       ///< as many other real pictures against the same
  int64_t count = 0, reference = 0;
  std::vector<Shares> shares;  ///< classes and attributes; none where the data have neither
  double label_agreement =
      0;  ///< share of pictures in which the classifier sees the class that was asked for
  bool has_label_agreement = false;
};

/// `pixels` [count, height, width, channels] as the data have them; `labels` [count] that were asked for, or
/// empty.
[[nodiscard]] Expected<ImageReport> evaluate_images(const data::DatasetPointer& data,
                                                    std::span<const uint8_t> pixels, int64_t count,
                                                    std::span<const int> labels, const WorkContext& context);

struct PointReport {
  MixtureScore generated, real;
};

/// `points` [n, 2]; as many of the data's own beside them.
[[nodiscard]] Expected<PointReport> evaluate_points(const data::Dataset& dataset,
                                                    std::span<const float> points);

}  // namespace ganscope::metrics
