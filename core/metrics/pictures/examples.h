#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "core/base/random.h"
#include "core/data/dataset.h"
#include "core/metrics/pictures/features.h"

namespace ganscope::metrics {

/// Pictures of a data set as the feature network's input, with the answers to its questions. The data set
/// must outlive it.
class Examples {
 public:
  Examples(const data::Dataset& dataset, const std::vector<Question>& questions);

  struct Batch {
    std::vector<float> pictures;                ///< [N, C, 32, 32]
    std::vector<std::vector<int64_t>> answers;  ///< one list a question
  };
  /// `random` turns the pictures where turning is the question.
  [[nodiscard]] Batch take(std::span<const int64_t> indices, Random& random) const;

 private:
  const data::Dataset& dataset_;
  bool turns_;
};

}  // namespace ganscope::metrics
