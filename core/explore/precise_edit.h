#pragma once
#include <vector>

#include "core/base/random.h"
#include "core/explore/tool.h"
#include "core/explore/tools/effect_numbers.h"
#include "core/explore/tools/scoring.h"

namespace ganscope::explore {

/// Moves latents until a scorer sees a value in their pictures, on the curved way that leaves its answers to
/// all other questions as they were: Adam (Kingma & Ba 2015) on 4 · cross-entropy of the wish + that of each
/// other answer, as far as it was sure of it, + 0.05 · squared distance from where the latent was; begun a
/// way along a direction that is known to lead there. The scorer is shown the pictures through noise, for
/// what it then still sees others see, too. What has the value already stays where it is. A few latents at a
/// time, step by step; the same numbers every time.
class PreciseEdit {
 public:
  static constexpr double usual_strength = effect::precise_strength;  ///< of the way along the direction

  /// `latents` [count, latent_dim] of the space of the asks that follow, `labels` [count] or empty, `ahead`
  /// [latent_dim]: how far to go at once.
  PreciseEdit(std::vector<float> latents, std::vector<int> labels, std::vector<float> ahead, Target target);

  /// One step of a few latents, some milliseconds. True: all are done. Fails with `unsupported` where the
  /// model has no slopes.
  [[nodiscard]] Expected<bool> step(Bench& bench, const Slice& slice, train::Scorer& scorer);
  [[nodiscard]] int done() const { return first_; }  ///< latents
  [[nodiscard]] int total() const { return total_; }
  /// [count, latent_dim]; those that are not done yet are where they were.
  [[nodiscard]] const std::vector<float>& latents() const { return latents_; }

 private:
  [[nodiscard]] Expected<void> begin_group(Bench& bench, const Slice& slice, train::Scorer& scorer);
  [[nodiscard]] api::Rows through_noise(api::Rows pictures);
  void move(const api::Rows& slopes);

  std::vector<float> latents_;
  std::vector<int> labels_;
  std::vector<float> ahead_;
  int dim_, total_;
  Target target_;
  Random random_{1};

  // The group under way.
  int first_ = 0, group_ = 0, step_ = 0;
  std::vector<float> at_, origin_;  ///< [group, latent_dim]
  std::vector<int> group_labels_;
  std::vector<bool> stays_;            ///< [group]
  std::vector<train::Wish> wishes_;    ///< [group, questions]
  std::vector<double> mean_, square_;  ///< of the slopes, [group, latent_dim]
};

}  // namespace ganscope::explore
