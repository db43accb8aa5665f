#pragma once
#include <memory>
#include <optional>
#include <vector>

#include "core/api/ask.h"
#include "core/measurers/describe.h"
#include "core/train/ports.h"
#include "core/train/replica.h"

namespace ganscope::measurers {

/// How near a model with an encoder gives samples back that it never learns from (data/held_out.h): the mean
/// of |y − x| over their values, pictures in units of [−1, 1], points in those of the data. The trivial
/// answer beside it is the mean sample.
class GivenBack {
 public:
  /// None where the replica has no encoder.
  [[nodiscard]] static std::optional<GivenBack> of(const train::Subject& subject,
                                                   const train::Replica& replica);
  /// Its plot and series, behind all others; its floor is `nothing`.
  void declare(Declaration& declaration) const;
  [[nodiscard]] static float nothing();
  [[nodiscard]] Expected<float> measure(train::Replica& replica, const train::Snapshot& snapshot) const;

 private:
  api::Rows samples_;
  std::vector<int> labels_;  ///< [count], or empty
  bool points_ = false;
  int channels_ = 0;
  double unit_ = 1;  ///< of a value
  double of_mean_ = 0;
};

}  // namespace ganscope::measurers
