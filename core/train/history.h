#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "core/api/preview.h"
#include "core/train/snapshot.h"

namespace ganscope::train {

/// One kept moment of a run.
struct Moment {
  SnapshotPointer snapshot;
  double seconds = 0;  ///< training time until then
};

/// The kept moments, oldest first; an immutable value that the trainer publishes and the explorer draws from.
struct History {
  uint64_t generation = 0;
  std::vector<Moment> moments;

  /// The moment nearest to `step` (the earlier of two equally near), or null when there is none.
  [[nodiscard]] const Moment* nearest(int64_t step) const;
  [[nodiscard]] api::HistoryIndex index() const;
};

/// Which of these steps (rising, three or more) goes when there is one too many: the one whose neighbours are
/// closest on HistoryKeeper's scale; never the first or the newest.
[[nodiscard]] size_t most_crowded(std::span<const int64_t> steps);

/// Decides which moments of a run are kept: step 0 always, early ones densely, later ones thinned out, so
/// that both the first seconds and the whole run can be looked through. Depends on steps only, never on time.
/// Belongs to one thread.
///
/// Moments are spread evenly over u(s) = ½·log(1+s)/log(1+n) + ½·s/n, n being the newest step: half of them
/// on a logarithmic scale, half on a linear one. When there are more than fit, the one whose neighbours are
/// closest goes.
class HistoryKeeper {
 public:
  /// `budget_bytes` and `most` bound what is kept; the first and the newest moment are kept in any case.
  explicit HistoryKeeper(int64_t budget_bytes, size_t most = 96);

  /// Whether a moment at `step` should be added; asked after every step, so it is cheap.
  [[nodiscard]] bool wants(int64_t step) const;
  void add(Moment moment);
  /// Forgets everything after `step`.
  void cut_after(int64_t step);
  void clear() { moments_.clear(); }

  [[nodiscard]] const std::vector<Moment>& moments() const { return moments_; }
  [[nodiscard]] size_t bytes() const;

 private:
  [[nodiscard]] bool too_much() const;
  void thin_out();

  int64_t budget_bytes_;
  size_t most_;
  std::vector<Moment> moments_;
};

}  // namespace ganscope::train
