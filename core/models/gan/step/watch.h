#pragma once
#include <ATen/core/Tensor.h>

#include <array>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/models/gan/step/discriminator_step.h"
#include "core/models/gan/step/game.h"
#include "core/train/step_observer.h"

namespace ganscope::gan {

/// Of runs on points: between the networks' units and the data's frame, and the part of it that is looked at.
struct WatchedPlane {
  models::PointScale scale;
  int dimensions = 2;
  std::array<float, 2> low{};  ///< lower left corner of a square that holds all data with a margin
  float side = 1;
};
[[nodiscard]] WatchedPlane watched_plane(const data::Dataset& data, const models::PointScale& scale);

/// Stands beside a step and tells an observer its parts. Both ways of finding gradients report to it; what
/// they do not need themselves (slopes by the samples, verdicts after a move) it computes in passes of its
/// own, on copies of the networks' buffers and of the random state, so that the step is not changed by it.
class Watch {
 public:
  /// `plane`: none for pictures. `game` and `observer` outlive it.
  Watch(train::StepObserver& observer, const Game& game, std::optional<WatchedPlane> plane);

  void drew_real(const models::Batch& batch);
  void drew_latents(const at::Tensor& latents, const at::Tensor& labels);
  void generated(const at::Tensor& fake);

  /// D's look at a batch: what it was shown [P, …] each (packed, noised), what it said of it [P], and its
  /// loss with the slopes ∂L/∂v [P].
  struct Look {
    at::Tensor shown_real, shown_fake, labels;
    objectives::Logits logits;
    std::span<const double> slopes_real, slopes_fake;
    double loss = 0;
    const LabelSwaps& swaps;
  };
  void discriminator_looked(const Look& look);

  /// Before G's samples are shown to D.
  void about_to_show(const Random& random) { shown_at_ = random.state(); }
  /// What G is told: fakes [N, …] by `d` (D as it is, or unrolled), its verdicts, G's loss and ∂L/∂v [P].
  struct Telling {
    const at::Tensor& fake;
    const networks::Weights& d;
    at::Tensor labels;
    objectives::Logits logits;  ///< real: only where the objective needs them
    std::span<const double> slopes_fake;
    double loss = 0;
    const Turn& turn;
  };
  void generator_was_told(const Telling& telling);

  void found_gradient_d(const Gradient& gradient);
  void found_gradient_g(const Gradient& gradient);
  void about_to_move(const networks::Weights& weights, double rate);
  void discriminator_moved();
  void generator_moved();

 private:
  void tell(api::PartFacts facts);
  [[nodiscard]] api::Numbers samples_of(const at::Tensor& samples) const;
  [[nodiscard]] api::Numbers slopes_of(const at::Tensor& slopes) const;
  [[nodiscard]] at::Tensor scaled(const at::Tensor& rows, bool slopes) const;
  void slopes_by_fakes(const Telling& telling);
  [[nodiscard]] api::Field field() const;
  [[nodiscard]] std::vector<double> judged_anew(const at::Tensor& fake) const;
  void moved(const networks::Layout& layout, const networks::Weights& now, api::PartFacts& facts) const;

  train::StepObserver& observer_;
  const Game& game_;
  std::optional<WatchedPlane> plane_;

  at::Tensor latents_, labels_;  // of the last fakes
  at::Tensor shown_real_, shown_fake_, shown_labels_;
  LabelSwaps swaps_;
  double loss_d_ = 0, loss_g_ = 0;
  Random::State shown_at_;  // before the fakes were shown to the D that G learns from
  int64_t step_ = 0;
  networks::Weights teacher_;  // that D, held still
  at::Tensor teacher_labels_;
  std::vector<double> rivals_;       // its verdicts on real samples, where G's loss needs them
  at::Tensor by_verdict_, by_loss_;  // slopes by the fakes [N, …]
  double rate_ = 0;
  at::Tensor before_;  // flat weights before a move
};

}  // namespace ganscope::gan
