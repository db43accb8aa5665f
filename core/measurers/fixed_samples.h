#pragma once
#include <memory>
#include <vector>

#include "core/api/ask.h"
#include "core/base/failure.h"
#include "core/base/progress.h"
#include "core/train/ports.h"
#include "core/train/replica.h"

namespace ganscope::measurers {

/// The same latents (and labels, as often as they are in the data, or all as often; or captions) at every
/// measurement, so that figures differ because the weights do. Others than those that the window and `sample`
/// show.
class FixedSamples {
 public:
  FixedSamples(const train::Subject& subject, std::unique_ptr<train::Replica> replica, int count);
  /// Samples of the EMA model, drawn in pieces of some milliseconds.
  [[nodiscard]] Expected<api::Answer> draw(const train::Snapshot& snapshot, const WorkContext& context);
  [[nodiscard]] const std::vector<int>& labels() const { return labels_; }  ///< [count], or empty
  /// What each is drawn by, neighbours the same; empty where no captions are told.
  [[nodiscard]] const std::vector<captions::Caption>& captions() const { return captions_; }
  [[nodiscard]] int count() const { return count_; }
  [[nodiscard]] train::Replica& replica() { return *replica_; }

 private:
  std::unique_ptr<train::Replica> replica_;
  int count_, latent_dim_;
  std::vector<float> latents_;  ///< [count, latent_dim]
  std::vector<int> labels_;
  std::vector<captions::Caption> captions_;
};

/// `count` different places of a list of `of`, by a fixed seed.
[[nodiscard]] std::vector<int64_t> chosen_places(int64_t of, int64_t count, uint64_t seed);

}  // namespace ganscope::measurers
