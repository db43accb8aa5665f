#pragma once
#include <array>
#include <string>
#include <vector>

#include "core/models/cyclegan/parts.h"
#include "core/models/duel/duel.h"
#include "core/models/learning/player_stepper.h"

namespace ganscope::cyclegan {

/// The options that may change between two steps.
inline constexpr models::Tunable tunables[] = {
    {"lr_g", 0, 1e6}, {"lr_d", 0, 1e6}, {"ema", 0, 1}, {"cycle_weight", 0, 1e6}, {"identity_weight", 0, 1e6}};

[[nodiscard]] api::SeriesTable series_table(const models::Duel& duel);

/// Two U-Nets that make B of A and A of B, learned without pairs (Zhu 2017): each convinces a D of its own,
/// and what went there and back shall be what it was. The generators minimise together
///   Σ (what the objective says of D's outputs) + c·(|G←(G→(a)) − a| + |G→(G←(b)) − b|)
///   + i·(|G→(b) − b| + |G←(a) − a|)
/// with means of absolute values; D of a domain sees its real pictures and fakes, some of them of past steps.
class CycleGanStepper final : public models::PlayerStepper {
 public:
  CycleGanStepper(Networks networks, models::Duel duel, models::Beginning beginning);

  [[nodiscard]] api::SeriesTable series() const override { return series_table(duel_); }
  [[nodiscard]] std::vector<api::LayerRow> layers() const override;
  [[nodiscard]] api::GameInfo game_info() const override;

 private:
  [[nodiscard]] bool update(api::StepKind kind, train::StepObserver* observer,
                            train::StepReport& report) override;
  [[nodiscard]] api::ModelInfo abilities() const override;
  [[nodiscard]] std::vector<at::Tensor> endangered() const override;

  /// What a step has of each direction: what goes in, and what is real of what shall come out.
  struct Way {
    at::Tensor input, real, fake;  ///< [N, C, H, W]
  };
  using Ways = std::array<Way, 2>;
  [[nodiscard]] bool move_discriminator(size_t direction, const Way& way, train::StepReport& report);
  [[nodiscard]] bool move_generators(const Ways& ways, train::StepReport& report);
  [[nodiscard]] at::Tensor draw(size_t direction, const at::Tensor& inputs) const;

  Networks networks_;
  models::Duel duel_;
  std::array<networks::Weights, 2> g_, d_, d_frozen_;  ///< views of the state; the first collect gradients
};

}  // namespace ganscope::cyclegan
