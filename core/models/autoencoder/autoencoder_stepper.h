#pragma once
#include <vector>

#include "core/models/autoencoder/parts.h"
#include "core/models/learning/player_stepper.h"

namespace ganscope::autoencoder {

/// The options that may change between two steps.
inline constexpr models::Tunable tunables[] = {{"lr", 0, 1e6}, {"ema", 0, 1}};
inline constexpr models::Tunable variational_tunables[] = {
    {"lr", 0, 1e6}, {"ema", 0, 1}, {"kl_weight", 0, 1e6}};

[[nodiscard]] api::SeriesTable series_table(bool variational);

/// Encoder and decoder, trained together to give back what they were shown.
///
/// Autoencoder: z = E(x), y = D(z), and the mean over all values of |y − x| or (y − x)² is made small.
///
/// Variational (Kingma & Welling 2014): E says a mean μ and a log variance log s² for each number of the
/// code, z = μ + s·ε with ε standard normal, and what is made small is, a sample, Σ (y − x)²/(2σ²) + β·KL
/// with KL = ½ Σ (μ² + s² − log s² − 1) nats, the negative evidence lower bound but for a constant where β
/// is 1.
///
/// There is no adversary: a step moves both together, and no player moves alone.
class AutoencoderStepper final : public models::PlayerStepper {
 public:
  AutoencoderStepper(Networks networks, models::Beginning beginning);

  [[nodiscard]] api::SeriesTable series() const override { return series_table(networks_.variational); }
  [[nodiscard]] std::vector<api::LayerRow> layers() const override;
  [[nodiscard]] api::GameInfo game_info() const override { return {false, false}; }

 private:
  [[nodiscard]] bool update(api::StepKind kind, train::StepObserver* observer,
                            train::StepReport& report) override;
  [[nodiscard]] api::ModelInfo abilities() const override;
  [[nodiscard]] models::Deepening deepening(size_t player) const override;

  /// What is made small, [] float32 with a graph; its parts go into the report.
  [[nodiscard]] at::Tensor loss(const at::Tensor& real, const at::Tensor& labels, train::StepReport& report);

  Networks networks_;
  networks::Weights decoder_, encoder_;  ///< views of the state, which collect gradients
};

/// The table of layers of both.
[[nodiscard]] std::vector<api::LayerRow> layers_of(const Networks& networks, const networks::Task& task);

}  // namespace ganscope::autoencoder
