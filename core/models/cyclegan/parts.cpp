#include "core/models/cyclegan/parts.h"

#include <ATen/ops/zeros.h>

#include "core/models/translation/directions.h"
#include "core/networks/describe.h"

namespace ganscope::cyclegan {

using models::Translator;

const std::vector<models::PlayerNames>& players() {
  using config::Player;
  static const std::vector<models::PlayerNames> all{
      {"generator_ab", "g_ab", "Generator A → B", "G→", Player::generator, true},
      {"generator_ba", "g_ba", "Generator B → A", "G←", Player::generator, true},
      {"discriminator_b", "d_b", "Discriminator of B", "D B", Player::discriminator, false},
      {"discriminator_a", "d_a", "Discriminator of A", "D A", Player::discriminator, false}};
  return all;
}

models::PlayerPlans Networks::plans() const {
  return {{players()[0], &g[0]->layout()},
          {players()[1], &g[1]->layout()},
          {players()[2], &d[0]->layout()},
          {players()[3], &d[1]->layout()}};
}

Expected<Networks> make_networks(const config::Settings& settings, const networks::Task& task) {
  if (auto fits = models::check_inputs(task); !fits) return tl::unexpected(fits.error());
  if (task.input_channels != task.channels)
    return fail(FailureKind::usage, "pictures of both domains must have as many colours", "task",
                "choose task = hair, glasses_apart or domains");
  const auto ending = settings.flag("mask") ? Translator::Ending::masked : Translator::Ending::whole;
  Networks made;
  for (auto& g : made.g) g = std::make_unique<Translator>(task, settings.integer("width"), ending);
  for (auto& d : made.d)
    d = std::make_unique<networks::PatchDiscriminator>(
        task.channels, settings.integer("width_d"),
        std::vector<int64_t>{settings.integer("pool"), task.channels, task.height, task.width});
  return made;
}

std::vector<api::LayerRow> layers_of(const Networks& networks, const networks::Task& task) {
  const at::Tensor picture = at::zeros({1, task.channels, task.height, task.width}, at::kFloat)
                                 .contiguous(at::MemoryFormat::ChannelsLast);
  std::vector<api::LayerRow> rows;
  const auto add = [&](const networks::Layout& layout, size_t player, const auto& pass) {
    const auto of_it = networks::describe(layout, players()[player].key, pass);
    rows.insert(rows.end(), of_it.begin(), of_it.end());
  };
  for (size_t i = 0; i < 2; ++i)
    add(networks.g[i]->layout(), of_g(i), [&](const networks::Weights& weights) {
      (void)networks.g[i]->draw(weights, picture, networks::Mode::evaluation);
    });
  for (size_t i = 0; i < 2; ++i)
    add(networks.d[i]->layout(), of_d(i),
        [&](const networks::Weights& weights) { (void)networks.d[i]->forward(weights, picture); });
  return rows;
}

}  // namespace ganscope::cyclegan
