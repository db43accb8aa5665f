#pragma once
#include <cstdint>
#include <memory>
#include <vector>

#include "core/base/random.h"
#include "core/captions/vocabulary.h"

namespace ganscope::data {

/// What may be said of the samples of a data set.
struct Captions {
  std::shared_ptr<const captions::Vocabulary> vocabulary;
  /// [count]: the captions of a sample, of which one is shown at a time; none: nothing is said of it.
  std::vector<std::vector<captions::Caption>> said;
  /// The share of a caption's words that is named at each showing, beside one that is named for sure. 1: all.
  double named = 1;

  /// What is said of a sample this time.
  [[nodiscard]] captions::Caption draw(int64_t sample, Random& random) const;
};

}  // namespace ganscope::data
