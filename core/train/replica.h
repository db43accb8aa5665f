#pragma once
#include <functional>
#include <memory>
#include <vector>

#include "core/api/ask.h"
#include "core/api/status.h"
#include "core/base/failure.h"
#include "core/config/experiment.h"
#include "core/train/snapshot.h"

namespace ganscope::train {

/// Draws latents through the weights of a snapshot. Used from one thread only (the explorer's, or a
/// command's).
class Replica {
 public:
  virtual ~Replica() = default;
  /// `latents` [count, latent_dim], `labels` [count] or empty. Fills pixels or points, and scores if
  /// `scored`.
  [[nodiscard]] virtual Expected<api::Answer> render(const Snapshot& snapshot, api::Model model,
                                                     const std::vector<float>& latents,
                                                     const std::vector<int>& labels, bool scored = true) = 0;
  /// The same from `w` [count, latent_dim], which the generator's mapping network made of latents. Every w is
  /// pulled towards their mean w̄ first: w̄ + truncation · (w − w̄). Without a mapping network as `render`.
  [[nodiscard]] virtual Expected<api::Answer> render_mapped(const Snapshot& snapshot, api::Model model,
                                                            const std::vector<float>& w,
                                                            const std::vector<int>& labels,
                                                            [[maybe_unused]] double truncation,
                                                            bool scored = true) {
    return render(snapshot, model, w, labels, scored);
  }
  /// `latents` z → w, both [count, latent_dim]; z itself where there is no mapping network.
  [[nodiscard]] virtual Expected<std::vector<float>> map([[maybe_unused]] const Snapshot& snapshot,
                                                         [[maybe_unused]] api::Model model,
                                                         const std::vector<float>& latents) {
    return latents;
  }
  /// What D says of any points, `points` [count, dimensions] in data units: the sigmoid of its raw output,
  /// [count]. Fails with `unsupported` where D does not judge single points without a label.
  [[nodiscard]] virtual Expected<std::vector<float>> judge_points(
      [[maybe_unused]] const Snapshot& snapshot, [[maybe_unused]] const std::vector<float>& points) {
    return fail(FailureKind::unsupported, "this model does not judge points", "replica",
                "look at the scores of its samples");
  }
};

/// Builds the replica that fits an experiment's networks and data.
using ReplicaFactory = std::function<Expected<std::unique_ptr<Replica>>(const config::Experiment& experiment,
                                                                        const api::DataInfo& data)>;

}  // namespace ganscope::train
