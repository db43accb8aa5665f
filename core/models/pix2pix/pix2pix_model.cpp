#include "core/models/pix2pix/pix2pix_model.h"

#include <utility>

#include "core/models/pix2pix/pix2pix_stepper.h"
#include "core/models/translation/options.h"
#include "core/models/translation/translator_replica.h"

namespace ganscope::pix2pix {
namespace {

std::vector<config::Option> options() {
  using config::Player;
  config::Option l1 = config::number_option("l1_weight", "Stay near the truth (λ)",
                                            "Weight of the distance to the true picture, beside what D says. "
                                            "100 in Isola 2017; small leaves G free "
                                            "to invent.",
                                            10.0, 0, 1000, Player::generator);
  l1.tunable = true;
  l1.prominence = config::Prominence::short_list;
  config::Option adversarial = config::number_option(
      "adversarial_weight", "Weight of D",
      "How much G wants to convince D. 0: D rests, and G learns by distance alone, which averages.", 1.0, 0,
      10, Player::discriminator);
  adversarial.tunable = true;
  adversarial.prominence = config::Prominence::short_list;
  config::Option sees = config::flag_option(
      "d_sees_input", "D sees the input",
      "D judges a picture beside what it was made of, so that it must fit; else only whether it looks real.",
      true, Player::discriminator);
  return {models::task_option(/*unpaired=*/false),
          std::move(l1),
          std::move(adversarial),
          std::move(sees),
          models::width_option(),
          models::width_of_patches_option()};
}

Expected<std::unique_ptr<models::PlayerStepper>> make(models::Beginning beginning) {
  auto networks = make_networks(beginning.settings, beginning.task);
  if (!networks) return tl::unexpected(networks.error());
  models::Duel duel = models::duel_of(beginning.settings, *beginning.data);
  return std::make_unique<Pix2PixStepper>(std::move(*networks), std::move(duel), std::move(beginning));
}

/// Owns the networks that it draws with.
class Replica final : public models::TranslatorReplica {
 public:
  Replica(Networks networks, const networks::Task& task)
      : TranslatorReplica(networks.plans(), task,
                          {{networks.g.get(), of_g, networks.d.get(), of_d, networks.d_sees_input}}),
        networks_(std::move(networks)) {}

 private:
  Networks networks_;
};

Expected<std::unique_ptr<models::ModelReplica>> make_replica(const config::Settings& settings,
                                                             const networks::Task& task) {
  auto networks = make_networks(settings, task);
  if (!networks) return tl::unexpected(networks.error());
  return std::make_unique<Replica>(std::move(*networks), task);
}

Expected<std::vector<api::LayerRow>> layers(const config::Settings& settings, const networks::Task& task) {
  const auto networks = make_networks(settings, task);
  if (!networks) return tl::unexpected(networks.error());
  return layers_of(*networks, task);
}

}  // namespace

models::ModelEntry model() {
  return {{"pix2pix", "Picture to picture",
           "A U-Net makes pictures of pictures, of which pairs are known; D judges patches of them beside "
           "their inputs. Isola 2017.",
           options()},
          models::translation_scope(),
          players(),
          tunables,
          models::check_translation,
          make,
          make_replica,
          [](const config::Settings& settings, const std::vector<std::string>& /*columns*/) {
            return series_table(models::duel_of(settings));
          },
          layers};
}

}  // namespace ganscope::pix2pix
