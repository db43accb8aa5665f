#pragma once
#include <memory>
#include <optional>
#include <vector>

#include "core/data/dataset.h"
#include "core/measure/measurer.h"
#include "core/measurers/fixed_samples.h"
#include "core/measurers/given_back.h"
#include "core/metrics/points/point_judge.h"

namespace ganscope::measurers {

/// Points of one or two dimensions: how many modes of a mixture are found, how well and how evenly, and how
/// widely the samples are spread. What as many of the data's own points get stands beside every figure.
class PointMeasurer final : public measure::Measurer {
 public:
  PointMeasurer(const train::Subject& subject, std::unique_ptr<train::Replica> replica);
  [[nodiscard]] api::MeasureTable table() const override { return table_; }
  [[nodiscard]] Expected<std::vector<float>> measure(const train::Snapshot& snapshot,
                                                     const WorkContext& context) override;

 private:
  /// `points` [n, dimensions]
  [[nodiscard]] std::vector<float> figures(const metrics::PointScores& scores,
                                           std::span<const float> points) const;
  void declare();

  data::DatasetPointer data_;
  FixedSamples samples_;
  metrics::PointJudge judge_;
  std::optional<GivenBack> given_back_;  ///< of a model with an encoder
  api::MeasureTable table_;
};

/// Mean distance of two samples, over as many pairs as there are points: half of it would be lost if half of
/// the samples were one point. `points` [n, dimensions]; 0 for fewer than two.
[[nodiscard]] double mean_pair_distance(std::span<const float> points, int dimensions);

}  // namespace ganscope::measurers
