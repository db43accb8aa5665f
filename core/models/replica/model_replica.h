#pragma once
#include <ATen/core/Tensor.h>

#include <memory>
#include <utility>
#include <vector>

#include "core/captions/vocabulary.h"
#include "core/forms/painter.h"
#include "core/models/learning/state.h"
#include "core/train/replica.h"

namespace ganscope::models {

/// What draws from the snapshots of a kind of model: knows what they consist of.
class ModelReplica : public train::Replica {
 public:
  explicit ModelReplica(PlayerPlans plans) : plans_(std::move(plans)) {}
  [[nodiscard]] const PlayerPlans& plans() const { return plans_; }
  /// How samples look that are no pictures.
  void paint_with(std::shared_ptr<const forms::Painter> painter) { painter_ = std::move(painter); }
  /// The captions that the first labels stand for, where captions are told.
  virtual void know(std::vector<captions::Caption> /*examples*/) {}

 protected:
  /// A player's weights as `model` asks for them; of a moment that has only averages, those. Views of the
  /// snapshot.
  [[nodiscard]] static networks::Weights player_weights(const ModelSnapshot& snapshot, size_t player,
                                                        const networks::Layout& layout, api::Model model);
  /// The snapshot, if it is of these players; else the failure.
  [[nodiscard]] Expected<const ModelSnapshot*> own_snapshot(const train::Snapshot& snapshot) const;

  /// Samples [N, C, H, W] float32 in [−1, 1] → what shows them, and themselves where they are no pictures,
  /// behind those that `answer` has; its size.
  void append_samples(const at::Tensor& samples, api::Answer& answer) const;

  PlayerPlans plans_;

 private:
  std::shared_ptr<const forms::Painter> painter_;  ///< null: they are pictures
};

/// Of a moment that a run kept on disk there is nothing but the average.
[[nodiscard]] api::Model drawn_model(const train::Snapshot& snapshot, api::Model wanted);

/// Raw outputs [N] → σ of them appended.
void append_scores(const at::Tensor& logits, std::vector<float>& scores);

}  // namespace ganscope::models
