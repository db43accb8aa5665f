#pragma once
#include <memory>
#include <vector>

#include "core/models/gan/factory.h"
#include "core/models/gan/step/game.h"
#include "core/models/gan/step/gradients.h"
#include "core/models/gan/step/watch.h"
#include "core/models/learning/player_stepper.h"

namespace ganscope::gan {

/// The places of both players in a GAN's state.
constexpr size_t of_g = 0, of_d = 1;
[[nodiscard]] const std::vector<models::PlayerNames>& players();
inline constexpr models::Tunable tunables[] = {
    {"lr_g", 0, 1e6}, {"lr_d", 0, 1e6}, {"ema", 0, 1}, {"critic_steps", 1, 1 << 20, true}};
[[nodiscard]] models::PlayerPlans plans_of(const networks::Generator& g, const networks::Discriminator& d);

/// A GAN that is trained one step at a time: two players, of which G is averaged. A step with a loss or
/// gradient that is not finite changes nothing.
class GanStepper final : public models::PlayerStepper {
 public:
  /// `game` without weights: they are views of the state that is made here.
  GanStepper(Game game, models::Beginning beginning, Way way = Way::quickest);

  [[nodiscard]] api::SeriesTable series() const override;
  [[nodiscard]] api::GameInfo game_info() const override;
  [[nodiscard]] std::vector<api::LayerRow> layers() const override;

 private:
  [[nodiscard]] bool update(api::StepKind kind, train::StepObserver* observer,
                            train::StepReport& report) override;
  [[nodiscard]] api::ModelInfo abilities() const override {
    return {.players = {}, .latent_parts = game_.g->latent_parts()};
  }
  [[nodiscard]] std::vector<at::Tensor> endangered() const override;
  [[nodiscard]] models::Deepening deepening(size_t player) const override;

  [[nodiscard]] at::Tensor generate(const models::Batch& batch, bool for_generator);
  [[nodiscard]] bool update_players(api::StepKind kind, train::StepReport& report);
  [[nodiscard]] bool update_generator_again(train::StepReport& report);
  void apply_to_discriminator(const Gradient& gradient);
  void apply_to_generator(const Gradient& gradient);
  [[nodiscard]] Turn turn();
  void bind_views();
  [[nodiscard]] models::PlayerState& g() { return player(of_g); }
  [[nodiscard]] models::PlayerState& d() { return player(of_d); }
  [[nodiscard]] const models::PlayerState& g() const { return player(of_g); }
  [[nodiscard]] const models::PlayerState& d() const { return player(of_d); }

  Game game_;
  std::unique_ptr<Gradients> gradients_;
  std::unique_ptr<Watch> watch_;  // of the step under way, where somebody watches it
};

}  // namespace ganscope::gan
