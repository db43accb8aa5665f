#pragma once
#include <string>
#include <vector>

#include "core/models/duel/duel.h"
#include "core/models/learning/player_stepper.h"
#include "core/models/pix2pix/parts.h"

namespace ganscope::pix2pix {

/// The options that may change between two steps.
inline constexpr models::Tunable tunables[] = {
    {"lr_g", 0, 1e6}, {"lr_d", 0, 1e6}, {"ema", 0, 1}, {"l1_weight", 0, 1e6}, {"adversarial_weight", 0, 1e6}};

[[nodiscard]] api::SeriesTable series_table(const models::Duel& duel);

/// A U-Net that makes pictures of pictures, and a D that judges patches of pairs (Isola 2017, equation 4):
/// G minimises a·(what the objective says of D's outputs) + λ·mean |y − G(x)|, D the objective on real and
/// generated pictures, each beside the input that it belongs to. Pairs compare what was made of the same
/// input. Where a is 0 D rests: then it is regression by L1 alone.
class Pix2PixStepper final : public models::PlayerStepper {
 public:
  Pix2PixStepper(Networks networks, models::Duel duel, models::Beginning beginning);

  [[nodiscard]] api::SeriesTable series() const override { return series_table(duel_); }
  [[nodiscard]] std::vector<api::LayerRow> layers() const override;
  [[nodiscard]] api::GameInfo game_info() const override;

 private:
  [[nodiscard]] bool update(api::StepKind kind, train::StepObserver* observer,
                            train::StepReport& report) override;
  [[nodiscard]] api::ModelInfo abilities() const override;
  [[nodiscard]] std::vector<at::Tensor> endangered() const override;

  /// Fails, by false, where a gradient was not finite.
  [[nodiscard]] bool move_discriminator(const models::Batch& batch, const at::Tensor& fake,
                                        train::StepReport& report);
  [[nodiscard]] bool move_generator(const models::Batch& batch, const at::Tensor& fake,
                                    train::StepReport& report);

  Networks networks_;
  models::Duel duel_;
  networks::Weights g_, d_, d_frozen_;  ///< views of the state; the first two collect gradients
};

}  // namespace ganscope::pix2pix
