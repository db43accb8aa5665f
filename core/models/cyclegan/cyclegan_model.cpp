#include "core/models/cyclegan/cyclegan_model.h"

#include <utility>

#include "core/models/cyclegan/cyclegan_stepper.h"
#include "core/models/translation/options.h"
#include "core/models/translation/translator_replica.h"

namespace ganscope::cyclegan {
namespace {

std::vector<config::Option> options() {
  using config::Player;
  const auto weight = [](const char* key, const char* title, const char* help, double usual) {
    config::Option option = config::number_option(key, title, help, usual, 0, 100, Player::generator);
    option.tunable = true;
    option.prominence = config::Prominence::short_list;
    return option;
  };
  return {
      models::task_option(/*unpaired=*/true),
      weight(
          "cycle_weight", "There and back",
          "Weight of what is lost on the way there and back. 0: nothing ties a picture to what it was made "
          "of.",
          10.0),
      weight("identity_weight", "Leave alone",
             "Weight of what is changed in pictures that are already as they shall be.", 5.0),
      config::flag_option("mask", "With a mask",
                          "G also says where it draws, and leaves the rest of the picture as it was "
                          "(Pumarola 2018). Else it draws every pixel anew.",
                          true, Player::generator),
      config::number_option(
          "pool", "Past fakes",
          "D is shown fakes of past steps, too; so many are kept (Shrivastava 2017). 0: none.", int64_t{48},
          0, 256, Player::discriminator),
      models::width_option(),
      models::width_of_patches_option()};
}

Expected<std::unique_ptr<models::PlayerStepper>> make(models::Beginning beginning) {
  auto networks = make_networks(beginning.settings, beginning.task);
  if (!networks) return tl::unexpected(networks.error());
  models::Duel duel = models::duel_of(beginning.settings, *beginning.data);
  return std::make_unique<CycleGanStepper>(std::move(*networks), std::move(duel), std::move(beginning));
}

/// Owns the networks that it draws with.
class Replica final : public models::TranslatorReplica {
 public:
  Replica(Networks networks, const networks::Task& task)
      : TranslatorReplica(networks.plans(), task,
                          {{networks.g[0].get(), of_g(0), networks.d[0].get(), of_d(0), false},
                           {networks.g[1].get(), of_g(1), networks.d[1].get(), of_d(1), false}}),
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
  return {{"cyclegan", "Picture to picture, without pairs",
           "Two U-Nets translate between two kinds of pictures that do not belong to each other one by one; "
           "there "
           "and back shall change nothing. Zhu 2017.",
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

}  // namespace ganscope::cyclegan
