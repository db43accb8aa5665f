#pragma once
#include <vector>

#include "core/melody/rules.h"

namespace ganscope::melody {

/// What is said of some melodies.
struct Scores {
  int64_t count = 0;
  Shares shares;        ///< how far each rule is kept, and all of them
  double distinct = 0;  ///< different melodies among them, as a share of their number
  double copied = 0;    ///< share that stands in the training data as it is
};

/// Judges melodies beside newly composed ones, and beside the answer that nobody has to learn: at each place
/// a word as often as it stands there in the data, drawn independently of all others.
class Judge {
 public:
  /// `training`: all melodies that are learned from; at least one. `count`: of those that will be judged,
  /// which is how many stand beside them.
  Judge(std::vector<Line> training, int64_t count);

  [[nodiscard]] Scores score(const std::vector<Line>& lines) const;
  [[nodiscard]] const Scores& real() const { return real_; }
  [[nodiscard]] const Scores& independent() const { return independent_; }
  [[nodiscard]] int64_t training() const { return static_cast<int64_t>(training_.size()); }

 private:
  std::vector<Line> training_;  ///< in order
  Scores real_, independent_;
};

}  // namespace ganscope::melody
