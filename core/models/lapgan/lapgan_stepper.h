#pragma once
#include <vector>

#include "core/models/duel/duel.h"
#include "core/models/lapgan/parts.h"
#include "core/models/learning/player_stepper.h"

namespace ganscope::lapgan {

/// A pyramid of three generators, each with a discriminator of its own (LAPGAN, Denton 2015). The first
/// learns to draw small pictures. Each later one is shown a real picture made half as large and learns the
/// detail that was lost, its D sees both (algorithm 1 of that paper, always with the real low picture and its
/// generated detail beside the true one). The levels learn independently, in the same step; only in drawing
/// do they follow each other.
class LapganStepper final : public models::PlayerStepper {
 public:
  LapganStepper(Networks networks, models::Duel duel, models::Beginning beginning);

  [[nodiscard]] api::SeriesTable series() const override { return series_table(duel_); }
  [[nodiscard]] std::vector<api::LayerRow> layers() const override { return layers_of(networks_, task_); }
  [[nodiscard]] api::GameInfo game_info() const override;

 private:
  /// What a level learns from in a step.
  struct Lesson {
    at::Tensor low;         ///< the real picture before, expanded, [N, C, size, size]; undefined at the first
    at::Tensor real, fake;  ///< pictures or details of this size, [N, C, size, size]
  };
  [[nodiscard]] bool update(api::StepKind kind, train::StepObserver* observer,
                            train::StepReport& report) override;
  [[nodiscard]] api::ModelInfo abilities() const override;
  [[nodiscard]] std::vector<at::Tensor> endangered() const override;
  [[nodiscard]] Lesson lesson_of(size_t level, const at::Tensor& picture, const at::Tensor& latents);
  [[nodiscard]] models::Critic critic(size_t level, const Lesson& lesson,
                                      const networks::Weights& weights) const;
  Networks networks_;
  models::Duel duel_;
  std::vector<networks::Weights> g_, d_, d_frozen_;  ///< views of the state, by level
};

}  // namespace ganscope::lapgan
