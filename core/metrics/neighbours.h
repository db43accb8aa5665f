#pragma once
#include <span>

namespace ganscope::metrics {

/// Precision: the share of fakes inside the ball around any real vector that reaches to its k-th nearest real
/// one; recall the same with the roles exchanged (Kynkäänniemi 2019, eq. 1).
struct PrecisionRecall {
  double precision = 0, recall = 0;
};

/// `real` [n, dimensions], `fake` [m, dimensions], each with more than k rows.
[[nodiscard]] PrecisionRecall precision_recall(std::span<const float> real, std::span<const float> fake,
                                               int dimensions, int k = 3);

}  // namespace ganscope::metrics
