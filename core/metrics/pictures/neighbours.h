#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "core/base/packed_rows.h"

namespace ganscope::metrics {

constexpr int ball_neighbours = 3;   ///< k of precision and recall
constexpr int cover_neighbours = 5;  ///< k of density and coverage

/// Feature vectors with what the measures by nearest neighbours need of them, worked out once: n²·d/2
/// multiplications (1,000 rows of 64: about 25 ms). Immutable.
struct FeatureCloud {
  std::vector<float> rows;  ///< [n, dimensions]
  PackedRows packed;
  std::vector<float> ball, cover;  ///< [n] squared distance of every row to its 3rd and 5th nearest other row
  double diversity = 0;            ///< mean Euclidean distance of two different rows
  double nearest = 0;              ///< median Euclidean distance of a row to its nearest other row

  /// More than `k_cover` rows, and more than `k_ball`.
  FeatureCloud(std::span<const float> rows, int dimensions, int k_ball = ball_neighbours,
               int k_cover = cover_neighbours);
};

/// How generated vectors lie among real ones.
struct Neighbourhood {
  double precision =
      0;  ///< share of fakes inside the k_ball ball of any real vector (Kynkäänniemi 2019, eq. 1)
  double recall = 0;  ///< share of real vectors inside the k_ball ball of any fake
  double balls = 0;   ///< k_cover balls of real vectors around a fake, on average; over k it is the density
                      ///< (Naeem 2020, eq. 3): 1 for the data's own law, more where fakes crowd in its middle
  double coverage = 0;  ///< share of real k_cover balls that hold a fake (Naeem 2020, eq. 5)
};
[[nodiscard]] Neighbourhood compare(const FeatureCloud& real, const FeatureCloud& fake);

struct PrecisionRecall {
  double precision = 0, recall = 0;
};
/// `real` [n, dimensions], `fake` [m, dimensions], each with more than k rows.
[[nodiscard]] PrecisionRecall precision_recall(std::span<const float> real, std::span<const float> fake,
                                               int dimensions, int k = ball_neighbours);

struct DensityCoverage {
  double density = 0, coverage = 0;
};
/// `real` [n, dimensions], `fake` [m, dimensions], each with more than k rows.
[[nodiscard]] DensityCoverage density_coverage(std::span<const float> real, std::span<const float> fake,
                                               int dimensions, int k = cover_neighbours);
/// The coverage alone.
[[nodiscard]] double coverage(std::span<const float> real, std::span<const float> fake, int dimensions,
                              int k = cover_neighbours);

/// Mean Euclidean distance of two different rows; 0 when all are the same: a generator that has collapsed.
/// Two rows at least.
[[nodiscard]] double diversity(std::span<const float> rows, int dimensions);

/// The nearest reference of every row: index and Euclidean distance. `self` says that the rows are the
/// references themselves, from number `self` on, so that a row is not its own neighbour; −1: they are not.
struct Nearest {
  std::vector<int64_t> index;   ///< [n]; −1 where there is none
  std::vector<float> distance;  ///< [n]; infinite where there is none
};
[[nodiscard]] Nearest nearest(std::span<const float> rows, const PackedRows& references, int64_t self = -1);

/// The middle value; NaN without any.
[[nodiscard]] double median(std::vector<float> values);

}  // namespace ganscope::metrics
