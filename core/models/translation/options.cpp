#include "core/models/translation/options.h"

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
  return {.game = true,
          .network = false,
          .without = {"latent_dim",
                      "latent",
                      "conditional",
                      "matching_aware",
                      "condition_g",
                      "condition_d",
                      "embedding_dim",
                      "mapping_layers",
                      "mapping_width",
                      "critic_steps",
                      "g_steps",
                      "update_order",
                      "scale_points",
                      "packing",
                      "unroll_steps",
                      "spectral_norm",
                      "minibatch_stddev",
                      "label_smoothing",
                      "label_flipping",
                      "diff_augment",
                      "diff_augment_colour",
                      "diff_augment_translation",
                      "diff_augment_cutout",
                      "noise_sigma",
                      "noise_steps",
                      "clip_gradient"}};
}

Expected<void> check_translation(const config::Settings& settings) {
  const auto objective = objectives::find_objective(settings);
  if (!objective) return tl::unexpected(objective.error());
  return {};
}

}  // namespace ganscope::models
