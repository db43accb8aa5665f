#include "core/metrics/points/point_judge.h"

#include <algorithm>

#include "core/base/check.h"
#include "core/metrics/choice.h"

namespace ganscope::metrics {
namespace {

/// Rows `from` to `to` of a shuffled data set.
std::vector<float> chosen(const data::Dataset& dataset, int64_t from, int64_t to) {
  const std::vector<int64_t> order = shuffled_indices(dataset.count);
  const auto d = static_cast<size_t>(dataset.dimensions);
  std::vector<float> points;
  for (int64_t i = from; i < to; ++i) {
    const size_t row = static_cast<size_t>(order[static_cast<size_t>(i)]) * d;
    points.insert(points.end(), &dataset.points[row], &dataset.points[row] + d);
  }
  return points;
}

int64_t held(const data::Dataset& dataset, int64_t samples) {
  GANSCOPE_CHECK(dataset.is_points() && dataset.count >= PointJudge::fewest_points,
                 "points are judged against points, two at least");
  return std::min(std::max<int64_t>(samples, 1), dataset.count / 2);
}

}  // namespace

PointJudge::PointJudge(const data::Dataset& dataset, int64_t samples)
    : dimensions_(dataset.dimensions),
      length_(dataset.frame.length()),
      modes_(dataset.modes),
      held_back_(chosen(dataset, 0, held(dataset, samples))),
      reference_(chosen(dataset, held(dataset, samples),
                        std::min(dataset.count, held(dataset, samples) + most_reference))),
      histogram_(reference_, dimensions_),
      transport_(reference_, dimensions_),
      real_(score(held_back_)) {}

PointScores PointJudge::score(std::span<const float> points) const {
  PointScores scores;
  if (!modes_.centres.empty()) scores.mixture = score_mixture(points, modes_, dimensions_);
  scores.histogram = histogram_.compare(points);
  scores.sliced_wasserstein = length_ * transport_.distance(points);
  return scores;
}

PointScores score_points(const data::Dataset& dataset, std::span<const float> points) {
  return PointJudge(dataset, static_cast<int64_t>(points.size()) / dataset.dimensions).score(points);
}

std::vector<float> without_padding(std::span<const float> pairs, int dimensions) {
  std::vector<float> points;
  for (size_t i = 0; i < pairs.size(); ++i)
    if (dimensions == 2 || i % 2 == 0) points.push_back(pairs[i]);
  return points;
}

}  // namespace ganscope::metrics
