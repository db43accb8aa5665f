#include "core/models/translation/options.h"
#include "core/models/duel/duel.h"

#include "core/data/tasks/task.h"
#include "core/objectives/objective.h"

namespace ganscope::models {

config::Option task_option(bool unpaired) {
  std::string help = "What is to be made of what.";
  for (const data::TaskEntry& task : data::all_tasks())
    if (task.unpaired == unpaired) help += " " + task.info.key + ": " + task.info.help;
  config::Option option = config::choice_option("task", "Task", std::move(help), data::task_keys(unpaired));
  option.prominence = config::Prominence::short_list;
  return option;
}

config::Option width_option() {
  return config::number_option(
      "width", "Width of G",
      "Channels of the U-Net at half the picture's size; they double with every halving.", int64_t{16}, 4, 64,
      config::Player::generator);
}

config::Option width_of_patches_option() {
  return config::number_option("width_d", "Width of D",
                               "Channels of the first layer of D; they double twice.", int64_t{16}, 4, 64,
                               config::Player::discriminator);
}

config::Scope translation_scope() {
  return {.game = true, .network = false, .without = models::without_step({"latent_dim", "spectral_norm"})};
}

Expected<void> check_translation(const config::Settings& settings) {
  const auto objective = objectives::find_objective(settings);
  if (!objective) return tl::unexpected(objective.error());
  return {};
}

}  // namespace ganscope::models
