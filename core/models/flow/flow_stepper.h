#pragma once
#include <memory>
#include <vector>

#include "core/models/flow/parts.h"
#include "core/models/learning/player_stepper.h"

namespace ganscope::flow {

/// A velocity that carries noise to the data, learned by straight lines between them (Lipman 2023, equation
/// 23 with σ = 0; Liu 2023, equation 1): x₀ noise, x₁ a sample, t in [0, 1], x_t = (1 − t)·x₀ + t·x₁, and the
/// mean of (v(x_t, t) − (x₁ − x₀))² is made small. Where lines cross it learns their mean, which is why the
/// ways that are drawn bend. One network, no adversary.
class FlowStepper final : public models::PlayerStepper {
 public:
  FlowStepper(std::unique_ptr<FlowNetwork> network, models::Beginning beginning);

  [[nodiscard]] api::SeriesTable series() const override { return series_table(); }
  [[nodiscard]] std::vector<api::LayerRow> layers() const override { return layers_of(settings_, task_); }
  [[nodiscard]] api::GameInfo game_info() const override { return {false, false}; }

 private:
  [[nodiscard]] bool update(api::StepKind kind, train::StepObserver* observer,
                            train::StepReport& report) override;
  [[nodiscard]] api::ModelInfo abilities() const override;
  /// Times that are spread evenly, by one chance for all (Kingma 2021, appendix I.1): [N, 1]
  [[nodiscard]] at::Tensor draw_times(int64_t count);

  std::unique_ptr<FlowNetwork> network_;
  networks::Weights weights_;  ///< views of the state, which collect gradients
};

}  // namespace ganscope::flow
